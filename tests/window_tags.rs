//! Rows with several categories in the real window: from a dropped file to a message that is said to
//! belong to two.
//!
//! Runs when ATTUNE_WINDOW_TESTS=1, as `./dev test` sets it.
#![cfg(target_os = "linux")]
// One window at a time: each test holds its turn to its end, on a runtime of its own thread.
#![allow(clippy::await_holding_lock)]

use attune_tests::person::{Person, SOON, TRAINED, turn};
use attune_tests::xdnd;
use fantoccini::Locator;

const SETS: [(&str, &str); 5] = [
    ("my parcel {} has not come yet", "Delivery"),
    ("the lid of jar {} is cracked", "Damage"),
    ("parcel {} came late and in pieces", "Delivery; Damage"),
    ("thank you for order {}, so kind", "Praise"),
    ("order {} was quick, thank you, but it is in pieces", "Praise; Damage"),
];

fn rows() -> String {
    let row = |i: usize| {
        let (words, topics) = SETS[i % SETS.len()];
        // Every twentieth waits for its categories.
        let topics = if i % 20 == 7 { "" } else { topics };
        format!("\"{}\",{topics}\n", words.replace("{}", &i.to_string()))
    };
    format!("text,topics\n{}", (0..160).map(row).collect::<String>())
}

#[tokio::test]
async fn a_dropped_file_becomes_a_model_that_says_several_categories() {
    let Some(_turn) = turn() else { return };
    let mut person = Person::at_home("tags").await;
    person.see("sample-pharmacy").await;
    let file = person.home.path().join("reviews.csv");
    std::fs::write(&file, rows()).expect("a file to drop");
    xdnd::drop_files(&person.screen.display, "Attune", &[&file]).expect("the drop");
    assert_eq!(person.wait("role-1", "value", SOON, |_| true).await, "label");
    assert_eq!(person.read("separator", "value").await.as_deref(), Some(";"));
    person.shot("preview").await;
    person.click("import").await;
    person.wait("step-setup", "aria-disabled", SOON, |value| value == "false").await;

    // Label: every category, whatever was suggested; kept together.
    person.click("page-label").await;
    person.see("label-confirm").await;
    for place in 1..=3 {
        let option = format!("option-{place}");
        if person.read(&option, "aria-pressed").await.as_deref() != Some("true") {
            person.click(&option).await;
        }
        person.wait(&option, "aria-pressed", SOON, |pressed| pressed == "true").await;
    }
    person.shot("label").await;
    person.click("label-confirm").await;
    // It may lie below the edge of the column.
    let done = |text: &str| ["Damage", "Delivery", "Praise"].iter().all(|name| text.contains(name));
    person.wait("label-done", "content", SOON, done).await;

    person.click("step-setup").await;
    person.see("model-starter").await;
    person.click("primary").await;
    person.click("preset-quick").await;
    person.click("start").await;
    person.wait("run-state", "data-state", TRAINED, |state| state == "finished").await;
    person.shot("trained").await;
    person.click("see-results").await;

    let headline = person.wait("headline", "text", SOON, |text| text.contains("of 100")).await;
    eprintln!("headline: {headline}");
    person.wait("per-label", "content", SOON, |text| text.contains("Damage")).await;
    person.shot("result").await;

    person.click("step-share").await;
    person.see("try-input").await;
    let css = Person::css("try-input");
    let input = person.page.find(Locator::Css(&css)).await.expect("the field");
    input.send_keys("parcel 7 came late and in pieces").await.expect("typing");
    person.click("try-submit").await;
    let said = person.wait("tag-result", "data-labels", SOON, |_| true).await;
    person.shot("said").await;
    let mut said: Vec<&str> = said.split("; ").collect();
    said.sort_unstable();
    assert_eq!(said, ["Damage", "Delivery"]);
    assert!(person.read("error-banner", "text").await.is_none());
}

/// Packets for which there was no way out, by the system's own count.
fn without_a_route(snmp: &str) -> u64 {
    let lines: Vec<&str> = snmp.lines().filter(|line| line.starts_with("Ip: ")).collect();
    let [names, values] = lines[..] else { panic!("no count: {snmp}") };
    let place = names.split(' ').position(|name| name == "OutNoRoutes").expect("the count");
    let older = values.split(' ').nth(place).and_then(|n| n.trim().parse::<u64>().ok());
    let newer = snmp.lines().find_map(|line| line.strip_prefix("Ip6OutNoRoutes"));
    older.expect("a number") + newer.map_or(0, |n| n.trim().parse().expect("a number"))
}

/// Runs a script where there is no network but the computer's own; none where that can't be had.
fn apart(script: &str) -> Option<(bool, u64)> {
    let folder = tempfile::tempdir().expect("a folder");
    let count = folder.path().join("snmp");
    let script = format!(
        "ip link set lo up || exit 77\n{script}\nended=$?\n\
         cat /proc/net/snmp /proc/net/snmp6 >\"$COUNT\" 2>/dev/null\nexit $ended"
    );
    let program = std::env::current_exe().expect("this test");
    let mut command = std::process::Command::new("unshare");
    command.args(["--user", "--map-root-user", "--net", "sh", "-c"]).arg(script);
    let output = command.env("COUNT", &count).env("JOURNEY", program).output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(77) || said.contains("unshare") {
        return None;
    }
    println!("{}{said}", String::from_utf8_lossy(&output.stdout));
    let count = std::fs::read_to_string(count).expect("the count");
    Some((output.status.success(), without_a_route(&count)))
}

#[test]
fn on_the_whole_way_nothing_tries_to_leave_the_computer() {
    let Some(_turn) = turn() else { return };
    let journey =
        "\"$JOURNEY\" a_dropped_file_becomes_a_model_that_says_several_categories --exact";
    let Some((arrived, tried)) = apart(journey) else {
        println!("left out: this computer allows no network namespace");
        return;
    };
    assert!(arrived, "the journey");
    assert_eq!(tried, 0);
    // And an attempt would have been seen.
    let (_, tried) = apart("bash -c 'echo > /dev/udp/192.0.2.1/9'").expect("as before");
    assert!(tried > 0);
}

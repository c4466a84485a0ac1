//! Takes a picture of every screen of the real window on the way from the first start to a published model, with
//! rows that have something to find. By hand, for `docs/screens`:
//! `ATTUNE_WINDOW_TESTS=1 cargo test --workspace --test window_screens -- --ignored`, then
//! `tests/screens/beside.py`.
#![cfg(target_os = "linux")]
#![allow(clippy::await_holding_lock)]

use attune_tests::desktop::kill;
use attune_tests::person::{Person, SOON, TRAINED, turn};
use attune_tests::{root, xdnd};
use fantoccini::Locator;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

/// As WebDriver names them.
const ESCAPE: &str = "\u{E00C}";
const F1: &str = "\u{E031}";

/// The pharmacy's messages as they may really come: below a title, with a signature, rows twice, rows without a
/// category, one in two categories, a category spelled in two ways, and a line that is broken.
fn messages(person: &Person) -> PathBuf {
    let sample = std::fs::read_to_string(root().join("assets/samples/pharmacy-messages.csv"));
    let mut text = "Messages of the autumn,\n".to_owned();
    for (i, line) in sample.expect("the sample").lines().enumerate() {
        let (message, category) = line.rsplit_once(',').expect("two cells");
        let unquoted = message.trim_matches('"');
        let line = match i {
            8 | 31 => format!("\"{unquoted} Regards, Anna Petersen, 030 23125 417\",{category}"),
            12..=14 => format!("{line}\n{line}"),
            20 => format!("{line}\n{message},Side effect"),
            41 | 42 => format!("{message},{}", category.to_lowercase()),
            55..=74 => format!("{message},"),
            90 => format!("{line}\na line, that is, broken"),
            _ => line.to_owned(),
        };
        writeln!(text, "{line}").expect("text");
    }
    let file = person.home.path().join("Autumn.csv");
    std::fs::write(&file, text).expect("a file to drop");
    file
}

async fn write_into(person: &Person, testid: &str, words: &str) {
    person.see(testid).await;
    let field = person.page.find(Locator::Css(&Person::css(testid))).await.expect("the field");
    field.send_keys(words).await.expect("typing");
}

async fn press_keys(person: &Person, keys: &str) {
    let body = person.page.find(Locator::Css("body")).await.expect("the page");
    body.send_keys(keys).await.expect("keys");
}

/// What was asked for is there, and nothing waits any more.
async fn settled(person: &Person) {
    tokio::time::sleep(Duration::from_secs(2)).await;
    let waits = "return document.querySelector(
        '.skel, [aria-busy=true], .figures:not([data-known])') === null";
    for _ in 0..100 {
        if person.run_script(waits).await == serde_json::json!(true) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn picture(person: &mut Person, name: &str) {
    settled(person).await;
    person.shot(name).await;
}

async fn data(person: &mut Person) {
    picture(person, "00a-home-empty").await;
    let file = messages(person);
    xdnd::drop_files(&person.screen.display, "Attune", &[&file]).expect("the drop");
    person.see("role-0").await;
    picture(person, "01d-data-error").await;
    person.click("import").await;
    person.wait("step-setup", "aria-disabled", SOON, |value| value == "false").await;
    picture(person, "01a-data-import").await;
    person.click("page-check").await;
    person.see("finding-personal_data").await;
    picture(person, "01b-data-check").await;
    person.click("rows-personal_data").await;
    person.see("found-rows").await;
    picture(person, "01e-check-rows").await;
    person.click("page-label").await;
    person.see("message").await;
    picture(person, "01c-data-label").await;
}

/// A run to the end, with pictures on the way where it has a name for them.
async fn train(person: &mut Person, preset: &str, pictures: bool) {
    person.click("step-setup").await;
    person.see("model-starter").await;
    if pictures {
        picture(person, "02-setup").await;
    }
    person.click("step-train").await;
    if pictures {
        person.click("again").await;
    }
    person.click(&format!("preset-{preset}")).await;
    if pictures {
        picture(person, "03a-train-choose").await;
    }
    person.click("start").await;
    let some = |points: &str| points.parse::<usize>().is_ok_and(|points| points >= 4);
    person.wait("chart-f1", "data-points", TRAINED, some).await;
    if pictures {
        person.shot("03b-train-running").await;
    }
    person.wait("run-state", "data-state", TRAINED, |state| state == "finished").await;
}

async fn evaluate(person: &mut Person) {
    person.click("see-results").await;
    person.see("headline").await;
    picture(person, "04a-evaluate").await;
    person.click("page-mistakes").await;
    person.see("mistakes-total").await;
    picture(person, "04b-mistakes").await;
    person.click("page-compare").await;
    person.see("compare").await;
    picture(person, "04c-compare").await;
}

async fn share(person: &mut Person) {
    person.click("step-share").await;
    write_into(person, "try-input", "The tablets that came on Monday are not the ones I take")
        .await;
    person.click("try-submit").await;
    person.wait("try-result", "data-label", SOON, |_| true).await;
    picture(person, "05b-use").await;
    person.click("page-save").await;
    person.see("format-merged").await;
    picture(person, "05a-save").await;
    person.click("page-publish").await;
    picture(person, "05d-publish").await;
}

async fn around(person: &mut Person) {
    person.click("tool-settings").await;
    picture(person, "settings").await;
    person.click("page-storage").await;
    picture(person, "storage").await;
    person.click("page-network").await;
    picture(person, "network").await;
    press_keys(person, ESCAPE).await;
    person.click("tool-shortcuts").await;
    picture(person, "shortcuts").await;
    press_keys(person, ESCAPE).await;
    press_keys(person, F1).await;
    person.see("glossary").await;
    picture(person, "glossary").await;
    press_keys(person, ESCAPE).await;
}

#[tokio::test]
#[ignore = "takes pictures for docs/screens"]
async fn every_screen() {
    let Some(_turn) = turn() else { return };
    let mut person = Person::at_home("screen").await;
    person.see("sample-pharmacy").await;
    data(&mut person).await;
    train(&mut person, "quick", false).await;
    train(&mut person, "balanced", true).await;
    evaluate(&mut person).await;
    share(&mut person).await;
    person.reopen().await;
    picture(&mut person, "00-home").await;
    around(&mut person).await;

    person.click("sample-tenancy").await;
    person.click("preset-thorough").await;
    person.click("start").await;
    let some = |points: &str| points.parse::<usize>().is_ok_and(|points| points >= 2);
    person.wait("chart-loss", "data-points", TRAINED, some).await;
    let workers = person.workers();
    person.windows().into_iter().chain(workers).for_each(kill);
    person.reopen().await;
    person.see("resume-banner").await;
    picture(&mut person, "00b-home-resume").await;
}

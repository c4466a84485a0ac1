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

    // Label: two categories by key, kept together.
    person.click("page-label").await;
    person.see("label-confirm").await;
    person.click("option-1").await;
    person.click("option-2").await;
    person.wait("option-2", "aria-pressed", SOON, |pressed| pressed == "true").await;
    person.shot("label").await;
    person.click("label-confirm").await;
    // It may lie below the edge of the column.
    let done = |text: &str| text.contains("Damage") && text.contains("Praise");
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
    person.wait("per-label", "text", SOON, |text| text.contains("Damage")).await;
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

//! The real window, operated as a person would: files dropped by the desktop's own protocol, clicks
//! and keys through WebDriver, nothing mocked. Screenshots go to artefacts/.
//!
//! Runs when ATTUNE_WINDOW_TESTS=1, as `./dev test` sets it.
#![cfg(target_os = "linux")]
// One window at a time: each test holds its turn to its end, on a runtime of its own thread.
#![allow(clippy::await_holding_lock)]

use attune_tests::desktop::{choose_in_dialog, dialog_comes, kill};
use attune_tests::person::{Person, SOON, TRAINED, turn};
use attune_tests::{root, xdnd};
use fantoccini::Locator;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found
}

#[tokio::test]
async fn a_dropped_file_becomes_a_model_that_answers() {
    let Some(_turn) = turn() else { return };
    let mut person = Person::at_home("journey").await;
    person.see("sample-pharmacy").await;
    person.shot("home").await;

    // Data: the file keeps its spaces and its umlaut, and stays as it is.
    let file = person.home.path().join("Nachrichten für März.csv");
    let sample = root().join("assets/samples/pharmacy-messages.csv");
    std::fs::copy(&sample, &file).expect("a file to drop");
    xdnd::drop_files(&person.screen.display, "Attune", &[&file]).expect("the drop");
    assert_eq!(person.wait("role-0", "value", SOON, |_| true).await, "text");
    assert_eq!(person.read("role-1", "value").await.as_deref(), Some("label"));
    person.shot("data-preview").await;
    person.click("import").await;
    person.wait("step-setup", "aria-disabled", SOON, |value| value == "false").await;
    person.shot("data").await;
    assert_eq!(std::fs::read(&file).ok(), std::fs::read(&sample).ok());

    // Setup
    person.click("step-setup").await;
    person.see("model-starter").await;
    person.shot("setup").await;
    person.click("primary").await;

    // Train
    person.click("preset-quick").await;
    person.shot("train-choose").await;
    person.click("start").await;
    let some = |points: &str| points.parse::<usize>().is_ok_and(|points| points >= 1);
    person.wait("chart-f1", "data-points", TRAINED, some).await;
    person.shot("train-running").await;
    person.wait("run-state", "data-state", TRAINED, |state| state == "finished").await;
    person.wait("chart-f1", "data-points", SOON, some).await;
    person.wait("chart-loss", "data-points", SOON, some).await;
    person.shot("train-finished").await;
    person.click("see-results").await;

    // Evaluate
    let headline = person.wait("headline", "text", SOON, |text| text.contains("of 100")).await;
    eprintln!("headline: {headline}");
    person.shot("evaluate").await;

    // Mistakes: a corrected label changes the result at once.
    person.click("page-mistakes").await;
    person.wait("mistakes-total", "text", SOON, |_| true).await;
    person.click("label-wrong").await;
    person.shot("mistakes").await;
    person.click("page-result").await;
    person.see("exam-changed").await;
    person.wait("headline", "text", SOON, |text| text != headline).await;
    person.shot("corrected").await;

    // Share: an answer, and files
    person.click("step-share").await;
    person.see("try-input").await;
    let css = Person::css("try-input");
    let input = person.page.find(Locator::Css(&css)).await.expect("the field");
    let question = "The parcel with my tablets was due on Monday and has still not been delivered";
    input.send_keys(question).await.expect("typing");
    person.click("try-submit").await;
    let label = person.wait("try-result", "data-label", SOON, |_| true).await;
    assert_eq!(label, "Delivery");
    person.click("page-save").await;
    person.click("export").await;
    person.wait("export-result", "text", SOON * 2, |_| true).await;
    person.shot("share").await;
    let saved = files_below(person.home.path());
    let named = |name: &str| saved.iter().any(|path| path.ends_with(name));
    assert!(
        named("adapter_model.safetensors") || named("model.safetensors"),
        "no model in {saved:?}"
    );
    assert!(person.read("error-banner", "text").await.is_none());
}

#[tokio::test]
async fn a_file_is_chosen_in_the_systems_dialog() {
    let Some(_turn) = turn() else { return };
    let person = Person::at_home("dialog").await;
    let file = person.home.path().join("notes.jsonl");
    let rows = "{\"text\": \"Where is it?\", \"label\": \"Delivery\"}\n";
    std::fs::write(&file, rows.repeat(3)).expect("a file to choose");
    let title = "Choose a file with your examples";
    person.click("home-choose-file").await;
    // A window that has just come up may lose its first click.
    if !dialog_comes(&person.screen, title) {
        person.click("home-choose-file").await;
    }
    choose_in_dialog(&person.screen, title, &file);
    assert_eq!(person.wait("role-0", "value", SOON, |_| true).await, "text");
    assert_eq!(person.read("read-format", "value").await.as_deref(), Some("jsonl"));
}

/// Were a text in somebody's file to become a script, this is all it could do.
#[tokio::test]
async fn the_page_is_confined() {
    let Some(_turn) = turn() else { return };
    let person = Person::at_home("confined").await;
    person.see("home-choose-file").await;

    let evaluated = "try { return new Function('return 1')() } catch { return 'refused' }";
    assert_eq!(person.run_script(evaluated).await, json!("refused"));
    let inline = "const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.head.append(script);
        return window.ran === true";
    assert_eq!(person.run_script(inline).await, json!(false));

    // A path is not a handle, and a drop can't be made up.
    let options = json!({ "format": null, "encoding": null, "delimiter": null, "header": null });
    let arguments = json!({ "file": "/etc/passwd", "options": options });
    let call = json!({ "name": "inspect_file", "args": arguments });
    assert_eq!(person.invoke("call", call).await["error"]["code"], json!("not_found"));
    let path = json!({ "handle": "/etc" });
    assert_eq!(person.invoke("open_folder", path).await["error"]["code"], json!("not_found"));
    let forged = json!({ "event": "files-dropped", "payload": [] });
    let answer = person.invoke("plugin:event|emit", forged).await;
    assert!(answer["error"].as_str().is_some_and(|why| why.contains("not allowed")), "{answer}");
    for command in ["plugin:fs|read_text_file", "plugin:shell|execute", "plugin:http|fetch"] {
        assert!(!person.invoke(command, json!({})).await["error"].is_null(), "{command}");
    }
}

#[tokio::test]
async fn a_training_goes_on_behind_a_closed_window() {
    let Some(_turn) = turn() else { return };
    let mut person = Person::at_home("closed").await;
    person.click("sample-tenancy").await;
    person.click("preset-thorough").await;
    person.click("start").await;
    let learning = |points: &str| points.parse::<usize>().is_ok_and(|points| points >= 2);
    person.wait("chart-loss", "data-points", TRAINED, learning).await;
    let workers = person.workers();
    assert_eq!(workers.len(), 1);

    // The window asks, and stays where the person says so.
    let display = person.screen.display.clone();
    xdnd::ask_to_close(&display, "Attune").expect("the window is asked to close");
    person.see("close-question").await;
    person.shot("question").await;
    person.click("close-stay").await;
    // Whoever insists within seconds would be heard at once.
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(person.windows().len(), 1);

    xdnd::ask_to_close(&display, "Attune").expect("the window is asked to close");
    person.see("close-question").await;
    // The answer to this click may be lost with the window; a click on a question that is only just
    // coming up may be lost as well, and whoever sees it stay clicks again.
    let css = Person::css("close-go-on");
    let start = Instant::now();
    while !person.windows().is_empty() {
        assert!(start.elapsed() < SOON, "the window is still there");
        let click = async {
            if let Ok(button) = person.page.find(Locator::Css(&css)).await {
                let _ = button.click().await;
            }
        };
        let _ = tokio::time::timeout(Duration::from_secs(2), click).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    assert_eq!(person.workers(), workers);

    // Opened again, it is where it has got to.
    person.reopen().await;
    let projects = person.invoke("call", json!({ "name": "projects", "args": {} })).await;
    let id = projects["value"][0]["id"].as_str().expect("the project").to_owned();
    person.click(&format!("project-{id}")).await;
    person.wait("run-state", "data-state", SOON, |state| state == "running").await;
    person.click("stop").await;
    person.wait("run-state", "data-state", TRAINED, |state| state == "finished").await;
}

#[tokio::test]
async fn german_larger_letters_and_the_question_for_a_dropped_file() {
    let Some(_turn) = turn() else { return };
    let mut person = Person::at_home("german").await;
    person.see("sample-pharmacy").await;
    let english = person.run_script("return innerWidth").await.as_f64().unwrap_or_default();
    person.click("tool-settings").await;
    person.choose("set-language", "de").await;
    person.wait("sample-pharmacy", "text", SOON, |text| text.contains("Apotheken")).await;
    person.choose("set-size", "1.25").await;
    let start = Instant::now();
    while person.run_script("return innerWidth").await.as_f64().unwrap_or_default() > english * 0.9
    {
        assert!(start.elapsed() < SOON, "the letters did not grow");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    person.shot("settings").await;
    person.click("dialog-close").await;
    person.press("sample-pharmacy").await;
    person.wait("method-lora", "text", SOON, |text| text.contains("Ein kleiner Zusatz")).await;
    person.wait("primary", "text", SOON, |text| text.contains("Training starten")).await;
    person.shot("train").await;

    // Now that there is a project, a dropped file asks. What the engine says of it is German, too.
    let file = person.home.path().join("leer.csv");
    std::fs::write(&file, "").expect("a file to drop");
    xdnd::drop_files(&person.screen.display, "Attune", &[&file]).expect("the drop");
    person.wait("file-question", "text", SOON, |text| text.contains("leer.csv")).await;
    person.shot("question").await;
    person.press("offer-new").await;
    person.wait("error-banner", "text", SOON, |text| text.contains("Die Datei ist leer")).await;
    person.shot("empty-file").await;

    // Both are remembered.
    person.reopen().await;
    person.wait("tool-settings", "title", SOON, |text| text.starts_with("Einstellungen")).await;
    let again = person.run_script("return innerWidth").await.as_f64().unwrap_or_default();
    assert!(again < english * 0.9, "{again} of {english}");
}

#[tokio::test]
async fn a_killed_window_costs_nothing() {
    let Some(_turn) = turn() else { return };
    let mut person = Person::at_home("killed").await;
    person.click("sample-tenancy").await;
    person.wait("step-train", "aria-disabled", SOON, |value| value == "false").await;
    person.click("step-train").await;
    person.click("preset-thorough").await;
    person.click("start").await;
    let learning = |points: &str| points.parse::<usize>().is_ok_and(|points| points >= 2);
    person.wait("chart-loss", "data-points", TRAINED, learning).await;

    // The window alone: the worker goes on without it, and is found again.
    let (windows, workers) = (person.windows(), person.workers());
    assert_eq!((windows.len(), workers.len()), (1, 1), "{windows:?} {workers:?}");
    kill(windows[0]);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(person.workers(), workers);

    // The worker too, as in a power cut: the run is offered again.
    kill(workers[0]);
    person.reopen().await;
    person.see("resume-banner").await;
    person.shot("resume-banner").await;
    person.click("resume").await;
    person.wait("run-state", "data-state", TRAINED, |state| state == "running").await;
    person.shot("resumed").await;
    person.click("stop").await;
    person.wait("run-state", "data-state", TRAINED, |state| state == "finished").await;
    person.shot("stopped").await;
}

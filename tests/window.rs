//! The real window, operated as a person would: files dropped by the desktop's own protocol, clicks
//! and keys through WebDriver, nothing mocked. Screenshots go to artefacts/.
//!
//! Runs when ATTUNE_WINDOW_TESTS=1, as `./dev test` sets it.
#![cfg(target_os = "linux")]
// One window at a time: each test holds its turn to its end, on a runtime of its own thread.
#![allow(clippy::await_holding_lock)]

use attune_tests::desktop::{Driver, Screen, choose_in_dialog, kill, missing, processes};
use attune_tests::{program, root, xdnd};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

const SOON: Duration = Duration::from_secs(30);
/// Long enough for a busy machine with two cores.
const TRAINED: Duration = Duration::from_secs(600);

/// One window at a time: two would fight over the processor, and time out.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn turn() -> Option<MutexGuard<'static, ()>> {
    if std::env::var("ATTUNE_WINDOW_TESTS").as_deref() != Ok("1") {
        eprintln!("skipped: set ATTUNE_WINDOW_TESTS=1, or use ./dev test");
        return None;
    }
    let missing = missing();
    assert!(missing.is_empty(), "not on the PATH: {}", missing.join(", "));
    Some(ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The window of one person, who has a home.
struct Person {
    screen: Screen,
    home: tempfile::TempDir,
    driver: Option<Driver>,
    page: Client,
    shots: Shots,
}

struct Shots {
    prefix: &'static str,
    taken: usize,
}

impl Person {
    async fn at_home(prefix: &'static str) -> Self {
        let screen = Screen::start(1280, 800);
        let home = tempfile::tempdir().expect("a folder");
        let driver = Driver::start(&screen, home.path());
        let page = open_window(&driver).await;
        let shots = Shots { prefix, taken: 0 };
        Self { screen, home, driver: Some(driver), page, shots }
    }

    async fn reopen(&mut self) {
        self.driver = None;
        let driver = Driver::start(&self.screen, self.home.path());
        self.page = open_window(&driver).await;
        self.driver = Some(driver);
    }

    fn css(testid: &str) -> String {
        format!("[data-testid='{testid}']")
    }

    /// Waits for something to show, and gives its attribute, or its text for "text".
    async fn read(&self, testid: &str, attribute: &str) -> Option<String> {
        let css = Self::css(testid);
        let found = self.page.find(Locator::Css(&css)).await.ok()?;
        match attribute {
            "text" => found.text().await.ok(),
            "value" => found.prop("value").await.ok().flatten(),
            name => found.attr(name).await.ok().flatten(),
        }
    }

    async fn wait(
        &self,
        testid: &str,
        attribute: &str,
        patience: Duration,
        wanted: impl Fn(&str) -> bool,
    ) -> String {
        let start = Instant::now();
        loop {
            let now = self.read(testid, attribute).await;
            if let Some(now) = now.as_deref().filter(|now| wanted(now)) {
                return now.to_string();
            }
            if start.elapsed() > patience {
                let error = self.read("error-banner", "text").await.unwrap_or_default();
                self.save_shot("timeout").await;
                panic!("{testid}: {attribute} is still {now:?} (the page's error: {error:?})");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn see(&self, testid: &str) -> String {
        self.wait(testid, "text", SOON, |_| true).await
    }

    /// Clicks once it can be clicked.
    async fn click(&self, testid: &str) {
        self.see(testid).await;
        let css = format!("{}:not(:disabled)", Self::css(testid));
        let wait = self.page.wait().at_most(SOON);
        let found = match wait.for_element(Locator::Css(&css)).await {
            Ok(found) => found,
            Err(error) => {
                self.save_shot("timeout").await;
                panic!("{testid} can't be clicked: {error}");
            }
        };
        found.click().await.unwrap_or_else(|error| panic!("{testid}: {error}"));
    }

    /// Clicks from within the page: with larger letters the driver aims beside what it means.
    async fn press(&self, testid: &str) {
        self.see(testid).await;
        let css = Self::css(testid);
        self.run_script(&format!("document.querySelector(\"{css}\").click()")).await;
    }

    /// Chooses in a list by its value.
    async fn choose(&self, testid: &str, value: &str) {
        self.see(testid).await;
        let list = self.page.find(Locator::Css(&Self::css(testid))).await.expect("the list");
        list.select_by_value(value).await.unwrap_or_else(|error| panic!("{testid}: {error}"));
    }

    async fn shot(&mut self, name: &str) {
        self.shots.taken += 1;
        // The page may be between two screens.
        tokio::time::sleep(Duration::from_millis(400)).await;
        self.save_shot(&format!("{:02}-{name}", self.shots.taken)).await;
    }

    async fn save_shot(&self, name: &str) {
        let folder = root().join("artefacts");
        std::fs::create_dir_all(&folder).expect("artefacts/");
        let png = self.page.screenshot().await.expect("a screenshot");
        let file = folder.join(format!("{}-{name}.png", self.shots.prefix));
        std::fs::write(file, png).expect("the screenshot is kept");
    }

    async fn run_script(&self, script: &str) -> Value {
        self.page.execute(script, vec![]).await.expect("the script runs")
    }

    /// What the host answers to a call the page makes by itself.
    async fn invoke(&self, command: &str, arguments: Value) -> Value {
        let script = "const [command, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, args)
                .then((value) => done({ value }), (error) => done({ error }));";
        let arguments = vec![json!(command), arguments];
        self.page.execute_async(script, arguments).await.expect("the script runs")
    }

    fn workers(&self) -> Vec<u32> {
        self.pids(|arguments| arguments.get(1).is_some_and(|mode| mode == "worker"))
    }

    fn windows(&self) -> Vec<u32> {
        self.pids(|arguments| arguments.len() == 1)
    }

    fn pids(&self, wanted: impl Fn(&[String]) -> bool) -> Vec<u32> {
        let all = processes(&program("attune"), self.home.path());
        all.into_iter().filter(|(_, arguments)| wanted(arguments)).map(|(pid, _)| pid).collect()
    }
}

async fn open_window(driver: &Driver) -> Client {
    let mut capabilities = Map::new();
    capabilities.insert("tauri:options".into(), json!({ "application": program("attune") }));
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let page = builder.capabilities(capabilities).connect(&driver.address).await;
    page.expect("the window opens")
}

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
    person.click("home-choose-file").await;
    choose_in_dialog(&person.screen, "Choose a file with your examples", &file);
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
    // The answer to this click may be lost with the window.
    let css = Person::css("close-go-on");
    let button = person.page.find(Locator::Css(&css)).await.expect("the button");
    let _ = button.click().await;
    let start = Instant::now();
    while !person.windows().is_empty() {
        assert!(start.elapsed() < SOON, "the window is still there");
        tokio::time::sleep(Duration::from_millis(100)).await;
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

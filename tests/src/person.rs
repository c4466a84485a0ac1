//! A person at the real window: clicks and keys through WebDriver, nothing mocked. Screenshots go to
//! artefacts/.

use crate::desktop::{Driver, Screen, missing, processes};
use crate::{program, root};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub const SOON: Duration = Duration::from_secs(30);
/// Long enough for a busy machine with two cores.
pub const TRAINED: Duration = Duration::from_secs(600);

/// One window at a time: two would fight over the processor, and time out.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The turn of one test; none where such tests are not asked for.
pub fn turn() -> Option<MutexGuard<'static, ()>> {
    if std::env::var("ATTUNE_WINDOW_TESTS").as_deref() != Ok("1") {
        eprintln!("skipped: set ATTUNE_WINDOW_TESTS=1, or use ./dev test");
        return None;
    }
    let missing = missing();
    assert!(missing.is_empty(), "not on the PATH: {}", missing.join(", "));
    Some(ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The window of one person, who has a home.
pub struct Person {
    pub screen: Screen,
    pub home: tempfile::TempDir,
    /// What the window finds in its environment.
    world: Vec<(String, String)>,
    driver: Option<Driver>,
    pub page: Client,
    shots: Shots,
}

struct Shots {
    prefix: &'static str,
    taken: usize,
}

impl Person {
    pub async fn at_home(prefix: &'static str) -> Self {
        Self::with_world(prefix, Vec::new()).await
    }

    pub async fn with_world(prefix: &'static str, world: Vec<(String, String)>) -> Self {
        let screen = Screen::start(1280, 800);
        let home = tempfile::tempdir().expect("a folder");
        let driver = Driver::start(&screen, home.path(), &world);
        let page = open_window(&driver).await;
        let shots = Shots { prefix, taken: 0 };
        Self { screen, home, world, driver: Some(driver), page, shots }
    }

    pub async fn reopen(&mut self) {
        self.driver = None;
        // On a busy machine a window takes a while to end, and another one would not open beside it.
        let start = Instant::now();
        while !self.windows().is_empty() {
            assert!(start.elapsed() < SOON, "the window does not end");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let driver = Driver::start(&self.screen, self.home.path(), &self.world);
        self.page = open_window(&driver).await;
        self.driver = Some(driver);
    }

    pub fn css(testid: &str) -> String {
        format!("[data-testid='{testid}']")
    }

    /// Something's attribute, or for "text" what of its text can be seen, for "content" all of it.
    pub async fn read(&self, testid: &str, attribute: &str) -> Option<String> {
        let css = Self::css(testid);
        let found = self.page.find(Locator::Css(&css)).await.ok()?;
        match attribute {
            "text" => found.text().await.ok(),
            "value" => found.prop("value").await.ok().flatten(),
            "content" => found.prop("textContent").await.ok().flatten(),
            name => found.attr(name).await.ok().flatten(),
        }
    }

    pub async fn wait(
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

    pub async fn see(&self, testid: &str) -> String {
        self.wait(testid, "text", SOON, |_| true).await
    }

    /// Clicks once it can be clicked.
    pub async fn click(&self, testid: &str) {
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
    pub async fn press(&self, testid: &str) {
        self.see(testid).await;
        let css = Self::css(testid);
        self.run_script(&format!("document.querySelector(\"{css}\").click()")).await;
    }

    /// Chooses in a list by its value.
    pub async fn choose(&self, testid: &str, value: &str) {
        self.see(testid).await;
        let list = self.page.find(Locator::Css(&Self::css(testid))).await.expect("the list");
        list.select_by_value(value).await.unwrap_or_else(|error| panic!("{testid}: {error}"));
    }

    pub async fn shot(&mut self, name: &str) {
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

    pub async fn run_script(&self, script: &str) -> Value {
        self.page.execute(script, vec![]).await.expect("the script runs")
    }

    /// What the host answers to a call the page makes by itself.
    pub async fn invoke(&self, command: &str, arguments: Value) -> Value {
        let script = "const [command, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, args)
                .then((value) => done({ value }), (error) => done({ error }));";
        let arguments = vec![json!(command), arguments];
        self.page.execute_async(script, arguments).await.expect("the script runs")
    }

    pub fn workers(&self) -> Vec<u32> {
        self.pids(|arguments| arguments.get(1).is_some_and(|mode| mode == "worker"))
    }

    pub fn windows(&self) -> Vec<u32> {
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

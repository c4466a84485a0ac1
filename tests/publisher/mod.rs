//! Someone who publishes a model to the hub of the tests: the folder, the client, and what is asked.

use attune_hub::{Hub, Key, Pace, Push, Repo, Settings};
use attune_tests::hub::{KEY, TestHub};
use std::path::Path;
use std::time::Duration;

pub const MODEL: &str = "alice/tuned";
pub const CARD: &str = "---\nlicense: \"apache-2.0\"\n---\n# Tuned\n";
pub const CONFIG: &[u8] = b"{\"model_type\":\"bert\"}";

/// The folder `model` in a home, with its card, its configuration and these files.
pub fn write_model(home: &Path, files: &[(&str, &[u8])]) {
    let always = [("README.md", CARD.as_bytes()), ("config.json", CONFIG)];
    for (name, bytes) in always.iter().chain(files) {
        let path = home.join("model").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// A client that hears nothing for so long before it asks again.
pub fn client(
    hub: &TestHub,
    home: &Path,
    silence: Duration,
    change: impl FnOnce(&mut Settings),
) -> Hub {
    let mut settings = Settings {
        endpoint: hub.url().parse().unwrap(),
        key: Key::new(KEY),
        cache: home.join("hub"),
        ledger: home.join("network.jsonl"),
        offline: None,
        pace: Pace { silence, tries: 3, wait: Duration::from_millis(1), ..Pace::default() },
        room: None,
    };
    change(&mut settings);
    Hub::new(settings).unwrap()
}

pub fn what(home: &Path, public: bool) -> Push {
    Push {
        repo: Repo::parse_owned(MODEL).unwrap(),
        folder: home.join("model"),
        public,
        summary: "Publish with Attune".into(),
    }
}

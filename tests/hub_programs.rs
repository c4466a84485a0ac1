//! The hub from the command line, as a script uses it; what is left on the disk; and that nothing
//! goes online which was not asked for.

use attune_tests::hub::{KEY, TestHub};
use attune_tests::{program, root};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const BASE: &str = "alice/base";
const TRAIN: &[&str] = &[
    "train",
    "--task",
    "classify",
    "--text",
    "text",
    "--label",
    "label",
    "--method",
    "lora",
    "--set",
    "head_init=random",
    "--set",
    "epochs=1",
    "--set",
    "batch_size=8",
    "--set",
    "max_length=8",
    "--set",
    "threads=1",
];

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut text = String::from("text,label\n");
        for number in 0..20 {
            text += &format!("where is parcel {number},delivery\nmy head hurts {number},health\n");
        }
        std::fs::write(folder.path().join("data.csv"), text).unwrap();
        Self { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// In a world of its own: nothing of this computer's settings counts.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        for name in ["HF_TOKEN", "HF_ENDPOINT", "HF_HUB_CACHE", "HF_HUB_OFFLINE"] {
            command.env_remove(name);
        }
        command.env("ATTUNE_ASSETS", root().join("assets"));
        command.env("ATTUNE_DATA", self.at("data")).env("HF_HOME", self.at("hf"));
        command.env("NO_PROXY", "localhost,127.0.0.1").env("RUST_BACKTRACE", "full");
        command.current_dir(self.folder.path());
        command
    }

    fn attune(&self, hub: &TestHub, words: &[&str]) -> Output {
        let mut command = self.command(&program("attune-cli"));
        command.env("HF_ENDPOINT", hub.url()).env("HF_TOKEN", KEY);
        command.args(words).output().unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn good(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_default()
}

/// Files below a folder whose bytes hold `needle`.
fn holding(folder: &Path, needle: &[u8], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            holding(&path, needle, found);
        } else if let Ok(bytes) = std::fs::read(&path)
            && bytes.windows(needle.len()).any(|window| window == needle)
        {
            found.push(path);
        }
    }
}

/// A hub with the built-in model under another name.
fn hub_with_base() -> TestHub {
    let hub = TestHub::start();
    let names = [
        "config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
        "special_tokens_map.json",
        "modules.json",
        "sentence_bert_config.json",
        "1_Pooling/config.json",
    ];
    let files =
        names.map(|name| (name, std::fs::read(root().join("assets/starter").join(name)).unwrap()));
    hub.repos().add(BASE, &files);
    hub.repos().model(BASE).tags = vec!["license:apache-2.0".into(), "en".into()];
    hub
}

#[test]
fn from_a_search_to_a_published_model_and_the_key_stays_nowhere() {
    let (place, hub) = (Place::new(), hub_with_base());
    let mut said = Vec::new();
    let mut run = |words: &[&str]| {
        let output = place.attune(&hub, words);
        said.extend_from_slice(&output.stdout);
        said.extend_from_slice(&output.stderr);
        output
    };
    let found = good(&run(&["search", "base", "--json"]));
    assert_eq!((&found[0]["id"], &found[0]["licence"]), (&BASE.into(), &"apache-2.0".into()));

    let words = [TRAIN, &["--data", "data.csv", "--model", BASE, "--out", "run"]].concat();
    let early = run(&words);
    assert_eq!(early.status.code(), Some(2));
    assert!(text(&early.stderr).contains(&format!("attune-cli pull {BASE}")));

    let pulled = good(&run(&["pull", BASE, "--json"]));
    let folder = PathBuf::from(pulled["folder"].as_str().unwrap());
    assert!(folder.starts_with(place.at("hf/hub/models--alice--base/snapshots")));
    let none = run(&["pull", "alice/none"]);
    assert_eq!(none.status.code(), Some(2), "{none:?}");

    assert_eq!(run(&words).status.code(), Some(0));
    let recipe = std::fs::read(place.at("run/recipe.json")).unwrap();
    let recipe: Value = serde_json::from_slice(&recipe).unwrap();
    assert_eq!(recipe["model"]["id"], BASE);

    for (format, repo) in [("peft", "alice/adapter"), ("merged", "alice/whole")] {
        let pushed = run(&["push", "run", "--repo", repo, "--format", format, "--json"]);
        let pushed = good(&pushed);
        assert_eq!((&pushed["repo"], &pushed["private"]), (&repo.into(), &true.into()));
        let repos = hub.repos();
        let model = repos.get(repo).unwrap();
        let card = text(model.file("README.md").unwrap());
        for line in ["license: \"apache-2.0\"", "base_model: \"alice/base\"", "model-index:"] {
            assert!(card.contains(line), "{line} is missing in\n{card}");
        }
        // The data stays here, and so do the names of folders.
        let place = place.folder.path().display().to_string();
        for file in model.files() {
            let contents = text(model.file(file).unwrap());
            assert!(!contents.contains("parcel 1"), "{file}");
            assert!(!contents.contains(&place), "{file}");
        }
        let adapter = model.file("adapter_config.json");
        assert_eq!(adapter.is_some(), format == "peft");
        assert!(adapter.is_none_or(|config| text(config).contains("\"alice/base\"")));
    }
    assert!(hub.take_seen().iter().any(|seen| seen.authorization.is_some()));
    assert!(std::fs::read_dir(place.at("data/outgoing")).unwrap().next().is_none());

    let mut with_key = Vec::new();
    holding(place.folder.path(), KEY.as_bytes(), &mut with_key);
    assert!(with_key.is_empty(), "the access key is in {with_key:?}");
    assert!(!text(&said).contains(KEY), "the access key was printed");
    let ledger = text(&std::fs::read(place.at("data/network.jsonl")).unwrap());
    assert!(ledger.contains("model.safetensors of alice/base"), "{ledger}");
}

/// `Ip: OutNoRoutes`, `Tcp: ActiveOpens` and `Udp: OutDatagrams` of /proc/net/snmp, added up: every
/// way out that was tried, whether there was a route or not.
#[cfg(target_os = "linux")]
fn attempts(snmp: &str) -> u64 {
    let mut sum = 0;
    let lines: Vec<&str> = snmp.lines().collect();
    for pair in lines.chunks(2) {
        let [names, values] = pair else { continue };
        for (name, value) in names.split(' ').zip(values.split(' ')) {
            if ["OutNoRoutes", "ActiveOpens", "OutDatagrams"].contains(&name) {
                sum += value.trim().parse::<u64>().unwrap();
            }
        }
    }
    sum
}

/// Runs a script in a network namespace of its own, without a route; gives what it tried. None
/// where this computer allows no such namespace.
#[cfg(target_os = "linux")]
fn alone(place: &Place, script: &str) -> Option<u64> {
    let script = format!("set -e\n{script}\ngrep -E '^(Ip|Tcp|Udp):' /proc/net/snmp >snmp");
    let mut command = place.command(Path::new("unshare"));
    command.args(["--user", "--map-root-user", "--net", "sh", "-c"]).arg(script);
    let output = command.env("CLI", program("attune-cli")).output().ok()?;
    if text(&output.stderr).contains("unshare") {
        return None;
    }
    assert!(output.status.success(), "{}", text(&output.stderr));
    Some(attempts(&std::fs::read_to_string(place.at("snmp")).unwrap()))
}

#[test]
#[cfg(target_os = "linux")]
fn a_whole_journey_makes_no_connection() {
    let place = Place::new();
    let journey = format!(
        "$CLI inspect data.csv
         $CLI {} --data data.csv --model starter --out run >log
         $CLI evaluate run --data data.csv --text text --label label
         $CLI predict run --data data.csv --text text --out out.csv
         $CLI export run --format merged --out merged",
        TRAIN.join(" ")
    );
    let Some(tried) = alone(&place, &journey) else {
        println!("left out: this computer allows no network namespace");
        return;
    };
    assert_eq!(tried, 0);
    assert!(place.at("merged/model.safetensors").is_file() && place.at("out.csv").is_file());
    assert!(!place.at("data/network.jsonl").exists());

    // The lock refuses before anything is tried.
    std::fs::create_dir_all(place.at("data")).unwrap();
    std::fs::write(place.at("data/preferences.json"), r#"{"never_online":true}"#).unwrap();
    let locked = "! $CLI search small 2>said\n! $CLI pull alice/base 2>>said\n";
    assert_eq!(alone(&place, locked), Some(0));
    let said = std::fs::read_to_string(place.at("said")).unwrap();
    assert_eq!(said.matches("never to go online").count(), 2, "{said}");
    std::fs::remove_file(place.at("data/preferences.json")).unwrap();
    assert_eq!(alone(&place, "! HF_HUB_OFFLINE=1 $CLI search small 2>/dev/null"), Some(0));

    // And an attempt would have been seen.
    let asked = "! HF_ENDPOINT=http://192.0.2.1 $CLI search small 2>/dev/null";
    assert!(alone(&place, asked).unwrap() > 0);
}

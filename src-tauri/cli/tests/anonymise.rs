//! A file cleaned of personal data, and turned back, as a script does it.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(csv: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("in.csv"), csv).unwrap();
        Self { folder }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn run(&self, words: &[&str], passphrase: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_attune-cli"))
            .args(words)
            .env("ATTUNE_ASSETS", Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets"))
            .env("ATTUNE_DATA", self.at("data"))
            .env("XDG_DATA_HOME", self.at("home"))
            .env("ATTUNE_PASSPHRASE", passphrase)
            .output()
            .unwrap()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }
}

const MESSAGES: &str = "id,text,label\n\
    1,\"My name is Anna Schmidt, call 0171 3920044\",call\n\
    2,\"Refund to DE89 3704 0044 0532 0130 00, thanks\nTom Walker\",refund\n\
    3,NAME_1 is what the form says,other\n\
    4,Nothing to see here,other\n\
    5,\"My name is Tom Walker, call 0171 3920045\",call\n";

fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_file_is_cleaned_and_turned_back_exactly() {
    for passphrase in [true, false] {
        let bench = Bench::new(MESSAGES);
        let (file, out, key) = (bench.at("in.csv"), bench.at("out.csv"), bench.at("key.age"));
        let mut words = vec!["anonymise", &file, "--text", "text", "--out", &out, "--key", &key];
        if passphrase {
            words.extend(["--passphrase-env", "ATTUNE_PASSPHRASE"]);
        }
        let done = json(&bench.run(&words, "correct horse"));
        assert_eq!((done["rows"].as_u64(), done["changed"].as_u64()), (Some(5), Some(3)), "{done}");
        let cleaned = bench.read("out.csv");
        for secret in ["Schmidt", "Walker", "3920044", "DE89"] {
            assert!(!cleaned.contains(secret), "{cleaned}");
        }
        assert!(cleaned.contains("My name is NAME_1, call PHONE_1"), "{cleaned}");
        assert!(cleaned.contains("NAME_1 is what the form says"), "{cleaned}");
        let sealed = fs::read(bench.at("key.age")).unwrap();
        assert!(sealed.starts_with(b"age-encryption.org/v1"));

        let back = bench.at("back.csv");
        let restore = ["restore", out.as_str(), "--key", &key, "--out", &back];
        let done = json(&bench.run(&restore, "correct horse"));
        assert_eq!((done["restored"].as_u64(), done["unknown"].as_u64()), (Some(3), Some(0)));
        assert_eq!(bench.read("back.csv").replace("\r\n", "\n"), MESSAGES.replace("\r\n", "\n"));
        if passphrase {
            let wrong = bench.run(&restore, "wrong");
            assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");
        }
    }
}

#[test]
fn kinds_can_be_chosen_and_unknown_ones_are_refused() {
    let bench = Bench::new(MESSAGES);
    let (file, out) = (bench.at("in.csv"), bench.at("out.csv"));
    let words = ["anonymise", &file, "--text", "text", "--out", &out, "--kinds"];
    json(&bench.run(&[&words[..], &["phones,accounts"]].concat(), ""));
    let cleaned = bench.read("out.csv");
    assert!(cleaned.contains("My name is Anna Schmidt, call PHONE_1"), "{cleaned}");
    assert!(cleaned.contains("Refund to ACCOUNT_1"), "{cleaned}");
    let refused = bench.run(&[&words[..], &["faces"]].concat(), "");
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let itself = bench.run(&["anonymise", &file, "--text", "text", "--out", &file], "");
    assert_eq!(itself.status.code(), Some(2), "{itself:?}");
    assert_eq!(bench.read("in.csv"), MESSAGES, "the file itself is never touched");
}

/// Fifty people, none in two rows, among words to learn from.
fn planted() -> (String, Vec<String>) {
    let (mut csv, mut secrets) = (String::from("text,label\n"), Vec::new());
    for number in 0..25 {
        let (phone, mail) =
            (format!("0171 39200{number:02}"), format!("person{number}@example.org"));
        csv += &format!("where is my parcel? call me on {phone},delivery\n");
        csv += &format!("my head hurts badly. write to {mail},health\n");
        secrets.extend([phone, mail]);
    }
    (csv, secrets)
}

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn cleaning_travels_with_the_model_and_its_run_never_sees_the_originals() {
    let (csv, secrets) = planted();
    let bench = Bench::new(&csv);
    let (file, run) = (bench.at("in.csv"), bench.at("run"));
    let mut words = vec!["train", "--task", "classify", "--data", &file, "--text", "text"];
    words.extend(["--label", "label", "--model", "starter", "--method", "head", "--anonymise"]);
    words.extend(["--set", "epochs=1", "--set", "batch_size=8", "--set", "max_length=16"]);
    words.extend(["--set", "threads=1", "--out", &run]);
    let trained = bench.run(&words, "");
    assert_eq!(trained.status.code(), Some(0), "{trained:?}");
    let recipe: Value = serde_json::from_str(&bench.read("run/recipe.json")).unwrap();
    assert_eq!(recipe["privacy"]["kinds"].as_array().unwrap().len(), 12, "{recipe}");
    assert!(bench.read("run/examples.jsonl").contains("call me on PHONE_1"));

    // Asked with the originals, it answers as if asked with what it learned from.
    let (clean, sorted) = (bench.at("clean.csv"), bench.at("sorted.csv"));
    json(&bench.run(&["anonymise", &file, "--text", "text", "--out", &clean], ""));
    let mut answers = Vec::new();
    for data in [&file, &clean] {
        let words = ["predict", &run, "--data", data, "--text", "text", "--out", &sorted];
        let done = bench.run(&words, "");
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        let tail = |line: &str| line.rsplitn(3, ',').take(2).map(str::to_owned).collect::<Vec<_>>();
        answers.push(bench.read("sorted.csv").lines().map(tail).collect::<Vec<_>>());
    }
    assert_eq!(answers[0], answers[1]);

    let merged = bench.at("run/merged");
    let saved = bench.run(&["export", &run, "--format", "merged", "--out", &merged], "");
    assert_eq!(saved.status.code(), Some(0), "{saved:?}");
    let rules: Value = serde_json::from_str(&bench.read("run/merged/privacy.json")).unwrap();
    assert_eq!(rules, recipe["privacy"]);

    let mut paths = Vec::new();
    files(&bench.folder.path().join("run"), &mut paths);
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{secret} in {}", path.display());
        }
    }
}

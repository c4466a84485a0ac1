//! Texts with several labels, from a file to a saved model.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn output(words: &[&str]) -> Output {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let program = &mut Command::new(env!("CARGO_BIN_EXE_attune-cli"));
    program.env("ATTUNE_ASSETS", assets).args(words).output().unwrap()
}

fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

const TEXTS: [(&str, &str); 4] = [
    ("my parcel {} has not come", "Delivery"),
    ("the lid of jar {} is cracked", "Damage"),
    ("parcel {} came late and in pieces", "Delivery| Damage"),
    ("thank you for order {}", "Praise"),
];

/// Eighty short rows and one with a label that is too rare.
fn examples(folder: &Path) -> PathBuf {
    let path = folder.join("data.csv");
    let mut text = String::from("text,topics\n");
    for number in 0..80 {
        let (say, topics) = TEXTS[number % 4];
        text += &format!("{},{topics}\n", say.replace("{}", &number.to_string()));
    }
    fs::write(&path, text + "who are you,Oddity\n").unwrap();
    path
}

#[test]
fn labels_are_cut_learned_scored_said_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let data = examples(folder.path()).display().to_string();
    let run = at("run");
    let settings = ["--set", "max_length=16", "--set", "threads=1", "--set", "pooling=cls"];
    let words = ["train", "--task", "tag", "--data", &data, "--text", "text", "--label", "topics"];
    let more = ["--model", "starter", "--method", "head", "--out", &run];
    let trained = output(&[&words[..], &more, &settings].concat());
    assert_eq!(trained.status.code(), Some(0), "{trained:?}");
    let told = String::from_utf8(trained.stderr.clone()).unwrap();
    assert!(told.contains("Oddity"), "{told}");
    let lines = String::from_utf8(trained.stdout).unwrap();
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["labels"], serde_json::json!(["Damage", "Delivery", "Praise"]));

    let columns = ["--text", "text", "--label", "topics", "--json"];
    let scores = json(&output(&[&["evaluate", &run, "--data", &data], &columns[..]].concat()));
    assert_eq!(scores["n"], 81);
    assert!(scores["micro_f1"].as_f64().unwrap() > 0.9, "{scores}");
    assert!(scores["micro_low"].as_f64() < scores["micro_high"].as_f64());
    let labels = scores["per_label"].as_array().unwrap();
    let oddity = &labels[3];
    assert_eq!((&oddity["label"], &oddity["recall"]), (&"Oddity".into(), &0.0.into()));

    let out = at("out.csv");
    let asked = output(&["predict", &run, "--data", &data, "--text", "text", "--out", &out]);
    assert_eq!(asked.status.code(), Some(0), "{asked:?}");
    let table = fs::read_to_string(&out).unwrap();
    let exact = table.lines().skip(1).filter(|line| {
        let row: Vec<&str> = line.split(',').collect();
        let mut said: Vec<&str> = row[2].split("| ").filter(|label| !label.is_empty()).collect();
        said.sort_unstable();
        assert_eq!(row[3].split("| ").filter(|p| !p.is_empty()).count(), said.len());
        let mut truth: Vec<&str> = row[1].split("| ").collect();
        truth.sort_unstable();
        said == truth
    });
    assert_eq!(exact.count(), scores["exact"].as_u64().unwrap() as usize);

    let saved = at("saved");
    let exported = output(&["export", &run, "--format", "merged", "--out", &saved]);
    assert_eq!(exported.status.code(), Some(0), "{exported:?}");
    let read = |name: &str| -> Value {
        serde_json::from_slice(&fs::read(Path::new(&saved).join(name)).unwrap()).unwrap()
    };
    assert_eq!(read("config.json")["problem_type"], "multi_label_classification");
    let thresholds = read("thresholds.json");
    assert_eq!(thresholds["Praise"], labels[2]["threshold"]);
}

#[test]
fn columns_that_a_task_does_not_take_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = examples(folder.path()).display().to_string();
    let out = folder.path().join("run").display().to_string();
    let try_it = |task: &str, columns: &[&str]| {
        let words = ["train", "--task", task, "--data", &data, "--model", "starter"];
        let more = ["--method", "head", "--out", &out, "--text", "text"];
        let refused = output(&[&words[..], &more, columns].concat());
        assert_eq!(refused.status.code(), Some(2), "{refused:?}");
        String::from_utf8(refused.stderr).unwrap()
    };
    assert!(try_it("classify", &["--label", "topics", "--label", "text"]).contains("--task tag"));
    assert!(try_it("classify", &["--label", "topics", "--separator", "|"]).contains("--separator"));
    assert!(try_it("tag", &[]).contains("--label"));
}

//! Models that write, as a script uses them.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn program(words: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_attune-cli"));
    program.env("ATTUNE_ASSETS", Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets"));
    program.args(words);
    program
}

fn output(words: &[&str]) -> Output {
    program(words).output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The small Llama of `tests/generate`, and what transformers answers with it.
fn model() -> (String, Vec<Value>) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/generate");
    let text = fs::read_to_string(folder.join("greedy.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    (folder.join("tiny").display().to_string(), all["tiny"].as_array().unwrap().clone())
}

const GREEDY: [&str; 4] = ["--temperature", "0", "--max-tokens", "40"];

fn ask(model: &str, question: &str, more: &[&str]) -> String {
    let words = [&["generate", model, "--prompt", question], &GREEDY[..], more].concat();
    stdout(&output(&words))
}

#[test]
fn a_model_folder_answers_drafts_and_talks() {
    let (model, cases) = model();
    let questions: Vec<&str> = cases.iter().map(|c| c["question"].as_str().unwrap()).collect();
    let texts: Vec<&str> = cases.iter().map(|c| c["text"].as_str().unwrap()).collect();
    assert_eq!(ask(&model, questions[0], &[]), format!("{}\n", texts[0]));

    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let rows = questions.iter().map(|q| format!("\"{q}\",1\n")).collect::<String>();
    fs::write(at("in.csv"), format!("question,draft\n{rows},2\n")).unwrap();
    let (data, out) = (at("in.csv"), at("out.csv"));
    let words = [&["generate", &model, "--data", &data, "--out", &out], &GREEDY[..]].concat();
    stdout(&output(&words));
    let written = fs::read_to_string(&out).unwrap();
    assert!(written.starts_with("question,draft,draft_2\n"), "{written}");
    // A row without a question gets no answer.
    assert!(written.ends_with("\n,2,\n"), "{written}");
    let first = format!("\"{}\",1,", questions[0]);
    assert!(written.replace('"', "").contains(&first.replace('"', "")), "{written}");

    let mut chat = program(&[&["chat", &model], &GREEDY[..]].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = format!("{}\n\n/new\n{}\n/exit\nnot read\n", questions[0], questions[2]);
    chat.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let said = stdout(&chat.wait_with_output().unwrap());
    assert_eq!(said, format!("{}\n{}\n", texts[0], texts[2]));
}

#[test]
fn a_run_answers_with_and_without_what_it_learned() {
    let (model, cases) = model();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (data, run) = (at("data.jsonl"), at("run"));
    let row =
        |i: usize| format!("{{\"question\":\"May I come on day {i}?\",\"answer\":\"Yes.\"}}\n");
    fs::write(&data, (0..30).map(row).collect::<String>()).unwrap();
    let mut train = program(&["train", "--task", "chat", "--data", &data, "--model", &model]);
    train.args(["--prompt", "question", "--answer", "answer", "--method", "lora", "--out", &run]);
    for setting in ["epochs=4", "batch_size=8", "learning_rate=0.02", "threads=1"] {
        train.args(["--set", setting]);
    }
    stdout(&train.output().unwrap());
    let question = cases[0]["question"].as_str().unwrap();
    let before = ask(&run, question, &["--base"]);
    assert_eq!(before, format!("{}\n", cases[0]["text"].as_str().unwrap()));
    let after = ask(&run, "May I come on day 3?", &[]);
    assert_ne!(after, ask(&run, "May I come on day 3?", &["--base"]));
    let drawn = |seed: &str| {
        let words =
            ["generate", &run, "--prompt", question, "--seed", seed, "--temperature", "1.5"];
        stdout(&output(&words))
    };
    assert_eq!(drawn("1"), drawn("1"));
    assert_ne!(drawn("1"), drawn("2"));
}

#[test]
fn what_can_not_be_answered_is_told() {
    let (model, _) = model();
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter");
    let starter = starter.display().to_string();
    for (words, code) in [
        (vec!["generate", &model], 2),
        (vec!["generate", &model, "--prompt", "Hi", "--temperature", "9"], 2),
        (vec!["generate", &starter, "--prompt", "Hi"], 0),
    ] {
        let done = output(&words);
        let got = done.status.code().unwrap();
        assert!(got != 0 && (code == 0 || got == code), "{words:?}: {done:?}");
        assert!(done.stdout.is_empty());
    }
}

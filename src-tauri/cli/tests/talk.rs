//! From a file of conversations to a model that answers, as the window does it, with this program
//! as the worker.

use attune_api::{App, AppPaths, Code, Error};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

struct Bench {
    app: App,
    folder: tempfile::TempDir,
    project: Value,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(AppPaths {
            data: folder.path().join("data"),
            assets: root().join("assets"),
            worker: Some(PathBuf::from(env!("CARGO_BIN_EXE_attune-cli"))),
            hub: None,
        })
        .unwrap();
        let project = app.call("create_project", json!({ "name": "Desk" })).unwrap()["id"].clone();
        Self { app, folder, project }
    }

    fn try_call(&self, name: &str, mut args: Value) -> Result<Value, Error> {
        args["project"] = self.project.clone();
        self.app.call(name, args)
    }

    fn call(&self, name: &str, args: Value) -> Value {
        self.try_call(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Imports a file as it is guessed; the preview and the summary.
    fn import(&self, name: &str, text: &str) -> (Value, Result<Value, Error>) {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        let file = json!(self.app.register_path(path).unwrap().id);
        let preview = self.call("inspect_file", json!({ "file": file, "options": {} }));
        let args = json!({
            "file": file, "options": preview["options"], "columns": preview["roles"],
            "test_only": false, "replace": false, "job": null,
        });
        (preview, self.try_call("import_file", args))
    }

    fn rows(&self) -> Value {
        let filter = json!({});
        self.call("rows", json!({ "filter": filter, "offset": 0, "limit": 5 }))
    }

    /// Opens the smallest model that writes.
    fn tiny(&self) -> Value {
        let folder = self.app.register_path(root().join("tests/generate/tiny")).unwrap().id;
        let card = self.call("open_model_folder", json!({ "folder": folder }));
        assert_eq!((&card["sorts"], &card["writes"]), (&json!(false), &json!(true)));
        card["id"].clone()
    }

    fn train(&self, model: &Value) {
        let settings = json!({ "epochs": "1", "threads": "1", "max_length": "128" });
        let plan = json!({
            "model": model, "method": "lora", "preset": "quick", "settings": settings, "seed": 1,
        });
        self.call("start_training", json!({ "plan": plan }));
        let start = Instant::now();
        loop {
            let run = self.call("runs", json!({}))[0].clone();
            assert_ne!(
                run["state"],
                "failed",
                "{}",
                self.call("run_records", json!({ "run": "run-1", "after": null }))
            );
            if run["state"] == "finished" {
                assert!(run["best_loss"].as_f64().unwrap() > 0.0);
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(240), "never finished: {run}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn answers(&self, question: &str) -> Vec<String> {
        let turns = json!([{ "role": "user", "content": question }]);
        let request = json!({
            "instructions": "", "before": turns, "after": turns,
            "settings": { "temperature": "0", "max_tokens": "8" },
        });
        let pieces = self.call("chat", json!({ "run": "run-1", "request": request, "job": null }));
        let texts = pieces.as_array().unwrap().iter();
        texts.map(|piece| piece["text"].as_str().unwrap().to_string()).collect()
    }
}

fn dialogue(question: &str, answer: &str) -> String {
    let say = |role: &str, content: &str| json!({ "role": role, "content": content });
    json!({ "messages": [say("user", question), say("assistant", answer)] }).to_string() + "\n"
}

#[test]
fn dialogues_become_a_model_that_answers() {
    let bench = Bench::new();
    let lines: String =
        (0..40).map(|i| dialogue(&format!("May I come on day {i}?"), "Yes.")).collect();
    let (preview, summary) = bench.import("help.jsonl", &(lines + "{\"messages\": []}\n"));
    assert_eq!(preview["roles"]["goal"], "chat");
    assert_eq!(preview["roles"]["messages"], "messages");
    let summary = summary.unwrap();
    let facts = ["goal", "rows", "labelled", "rejected", "categories", "obstacles"];
    let want = json!(["chat", 40, 40, 1, [], []]);
    assert_eq!(json!(facts.map(|fact| &summary[fact])), want);
    assert!(summary["test"].as_u64() > Some(0) && summary["validation"].as_u64() > Some(0));
    let rows = bench.rows();
    let first = &rows["rows"][0];
    assert_eq!((&first["text"], &first["label"]), (&json!("May I come on day 0?"), &Value::Null));
    assert_eq!(first["messages"][1]["content"], "Yes.");
    assert!(first["part"].is_string());

    // Rows of another goal don't mix with them, and what is added by hand can be taken back.
    let (_, refused) = bench.import("sort.csv", "text,label\none,A\ntwo,B\nthree,A\n");
    assert_eq!(refused.unwrap_err().code, Code::BadSetting);
    let turns = |answer: &str| json!([{ "role": "user", "content": "And now?" }, { "role": "assistant", "content": answer }]);
    let add = |answer: &str| {
        bench.try_call("add_written", json!({ "goal": "chat", "messages": turns(answer) }))
    };
    assert_eq!(add("No.").unwrap()["rows"], 41);
    assert_eq!(add(" ").unwrap_err().code, Code::BadData);
    assert_eq!(bench.call("undo", json!({}))["rows"], 40);
    assert_eq!(bench.call("redo", json!({}))["rows"], 41);

    let model = bench.tiny();
    let fed = bench.call("fed", json!({ "row": first["id"], "model": model }));
    let pieces = fed["texts"][0].as_array().unwrap();
    let learned: Vec<&Value> = pieces.iter().filter(|piece| piece["learned"] == true).collect();
    assert!(learned[0]["text"].as_str().unwrap().contains("Yes."), "{fed}");
    assert!(pieces.iter().any(|piece| piece["mark"] == true), "{fed}");

    bench.train(&model);
    let records = bench.call("run_records", json!({ "run": "run-1", "after": null }));
    let mut samples =
        records.as_array().unwrap().iter().filter(|record| record["event"] == "sample");
    let sample = samples.next_back().unwrap()["answers"][0].clone();
    assert_eq!(sample["label"], "Yes.");
    assert!(sample["text"].as_str().unwrap().starts_with("May I come"), "{sample}");
    assert!(sample["predicted"].is_string() && sample["before"].is_string(), "{sample}");
    let said = bench.answers("May I come on day 3?");
    assert_eq!(said.len(), 2);
    let report = bench.call("language_report", json!({ "run": "run-1" }));
    assert_eq!(report["after"]["n"], summary["test"]);
    assert_eq!(report["rows"].as_array().unwrap().len() as u64, summary["test"].as_u64().unwrap());
    let report = bench.call("written_answers", json!({ "run": "run-1", "job": null }));
    let answer = &report["answers"][0];
    assert_eq!(
        (&answer["expected"], answer["asked"][0]["role"].as_str()),
        (&json!("Yes."), Some("user"))
    );
    let unanswerable = report["unanswerable"].as_array().unwrap();
    assert!(unanswerable.len() >= 6, "{unanswerable:?}");
    assert!(unanswerable[0]["question"].as_str().unwrap().ends_with('?'));
    assert!(unanswerable[0]["admits"].as_array().unwrap().iter().all(Value::is_boolean));
    // Kept with the run.
    assert_eq!(bench.call("language_report", json!({ "run": "run-1" })), report);
    // More rows to learn from make the run one of earlier data.
    add("Never.").unwrap();
    assert_eq!(bench.call("projects", json!({}))[0]["goal"], "chat");
}

#[test]
fn texts_become_a_model_that_goes_on() {
    let bench = Bench::new();
    let long = |i: usize| {
        let words: Vec<String> = (0..70).map(|word| format!("word{}", (i * word) % 97)).collect();
        json!({ "text": words.join(" ") }).to_string() + "\n"
    };
    let (preview, summary) = bench.import("style.jsonl", &(1..20).map(long).collect::<String>());
    assert_eq!(
        (&preview["roles"]["goal"], &summary.unwrap()["goal"]),
        (&json!("continue"), &json!("continue"))
    );
    assert_eq!(bench.rows()["rows"][0]["messages"], Value::Null);
    let options = bench.call("training_options", json!({ "goal": "continue" }));
    let methods: Vec<&str> =
        options["methods"].as_array().unwrap().iter().map(|m| m["id"].as_str().unwrap()).collect();
    assert!(methods.contains(&"lora") && !methods.contains(&"head"), "{methods:?}");
    bench.train(&bench.tiny());
    assert_eq!(bench.answers("word1 word2").len(), 2);
    let report = bench.call("written_answers", json!({ "run": "run-1", "job": null }));
    assert!(report["answers"][0]["expected"].as_str().unwrap().starts_with("word"));
    // A text that goes on answers no question.
    assert_eq!(report["unanswerable"], json!([]));
}

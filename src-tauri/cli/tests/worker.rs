//! A run's life as the window sees it, with this program as the worker.

use attune_api::engine::data::{ReadOptions, TableWriter, inspect};
use attune_api::{App, AppPaths, Code};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

struct Bench {
    app: App,
    folder: tempfile::TempDir,
    project: Value,
}

fn open(folder: &Path) -> App {
    App::new(AppPaths {
        data: folder.join("data"),
        assets: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets"),
        worker: Some(PathBuf::from(env!("CARGO_BIN_EXE_attune-cli"))),
        hub: None,
    })
    .unwrap()
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = open(folder.path());
        let view = app.call("create_from_sample", json!({ "sample": "pharmacy" })).unwrap();
        Self { app, folder, project: view["id"].clone() }
    }

    fn call(&self, name: &str, mut args: Value) -> Value {
        args["project"] = self.project.clone();
        self.app.call(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    fn run(&self) -> Value {
        self.call("runs", json!({}))[0].clone()
    }

    fn wait_until(&self, what: &str, reached: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        loop {
            let run = self.run();
            if reached(&run) {
                return run;
            }
            assert!(start.elapsed() < Duration::from_secs(240), "never {what}: {run}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn wait_for(&self, state: &str) -> Value {
        self.wait_until(state, |run| run["state"] == state)
    }

    fn control(&self, command: &str) {
        self.call("control_run", json!({ "run": "run-1", "command": command }));
    }
}

fn plan(epochs: u32) -> Value {
    let settings = json!({
        "epochs": epochs.to_string(), "batch_size": "8", "max_length": "12", "threads": "1",
    });
    json!({ "model": "starter", "method": "lora", "preset": "quick", "settings": settings, "seed": 1 })
}

#[test]
fn a_run_is_paused_interrupted_resumed_stopped_and_used() {
    let mut bench = Bench::new();
    let estimate = bench.call("estimate", json!({ "plan": plan(1000), "job": null }));
    assert!(estimate["seconds"].as_f64().unwrap() > 0.0);
    assert!(estimate["memory_bytes"].as_u64().unwrap() > 50 << 20);
    let started = Instant::now();
    assert_eq!(
        bench.call("estimate", json!({ "plan": plan(1000), "job": null }))["steps"],
        estimate["steps"]
    );
    assert!(started.elapsed() < Duration::from_secs(1), "the estimate was not remembered");

    let card = bench.call("start_training", json!({ "plan": plan(1000) }));
    assert_eq!((&card["id"], &card["state"]), (&json!("run-1"), &json!("running")));
    let args = json!({ "project": bench.project, "plan": plan(1000) });
    assert_eq!(bench.app.call("start_training", args).unwrap_err().code, Code::Busy);
    let args = json!({ "project": bench.project });
    assert_eq!(bench.app.call("delete_project", args).unwrap_err().code, Code::Busy);

    let run = bench.wait_until("past a step", |run| run["step"].as_u64() >= Some(2));
    assert_eq!(run["steps"], estimate["steps"]);
    bench.control("pause");
    let held = bench.wait_for("paused")["step"].clone();
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(bench.run()["step"], held, "it went on while paused");
    bench.control("go_on");
    bench.wait_until("gone on", |run| run["step"].as_u64() > held.as_u64());

    // The window closes; the worker goes on, and another window finds it.
    let Bench { app, folder, project } = bench;
    drop(app);
    bench = Bench { app: open(folder.path()), folder, project };
    assert_eq!(bench.run()["state"], "running");
    let cards = bench.app.call("projects", json!({})).unwrap();
    assert_eq!(cards[0]["status"], "training");

    let id = bench.project.as_str().unwrap();
    let run = bench.folder.path().join("data/projects").join(id).join("runs/run-1");
    fs::write(run.join("control.json"), r#"{"command":"interrupt"}"#).unwrap();
    bench.wait_for("interrupted");
    let cards = bench.app.call("projects", json!({})).unwrap();
    assert_eq!(cards[0]["interrupted"]["id"], "run-1");
    let args = json!({ "project": bench.project, "run": "run-1" });
    assert_eq!(bench.app.call("report", args).unwrap_err().code, Code::NotFound);

    let records = bench.call("run_records", json!({ "run": "run-1", "after": null }));
    let records = records.as_array().unwrap();
    let last = records.last().unwrap()["seq"].clone();
    assert_eq!(records.len() as u64, last.as_u64().unwrap() + 1);
    bench.call("resume_run", json!({ "run": "run-1" }));
    bench.wait_until("resumed", |run| {
        let later = bench.call("run_records", json!({ "run": "run-1", "after": last }));
        let stepped = later.as_array().unwrap().iter().any(|record| record["event"] == "step");
        stepped && run["state"] == "running"
    });
    let later = bench.call("run_records", json!({ "run": "run-1", "after": last }));
    assert_eq!(later[0]["event"], "resumed");
    bench.control("stop_and_keep");
    let run = bench.wait_for("finished");
    assert_eq!(run["from_earlier_data"], false);
    used(&bench);
}

fn sheet_is_sorted_into_a_sheet(bench: &Bench, text: &str) {
    let file = bench.folder.path().join("week.xlsx");
    let mut sheet = TableWriter::create(&file, &["text", "day"]).unwrap();
    sheet.row(&[text, "Monday"]).unwrap();
    sheet.finish().unwrap();
    let file = bench.app.register_path(file).unwrap().id;
    let args =
        json!({ "run": "run-1", "file": file, "text_column": "text", "folder": null, "job": null });
    let sorted = bench.call("predict_file", args);
    assert_eq!(sorted["file"], "week-sorted.xlsx");
    let sorted = bench.folder.path().join("week-sorted.xlsx");
    let table = inspect(&sorted, &ReadOptions::default()).unwrap();
    assert_eq!(table.options.format.as_deref(), Some("xlsx"));
    assert_eq!(table.columns, ["text", "day", "predicted", "confidence", "needs_review"]);
    assert_eq!(table.rows[0][..2], [text, "Monday"]);
}

/// What can be done with a finished run.
fn used(bench: &Bench) {
    let report = bench.call("report", json!({ "run": "run-1" }));
    assert_eq!(report["labels"].as_array().unwrap().len(), 5);
    let stages: Vec<_> =
        report["scores"].as_array().unwrap().iter().map(|score| &score["stage"]).collect();
    assert_eq!(stages, ["majority", "quick_head", "kept"]);
    let card = bench.app.call("projects", json!({})).unwrap()[0].clone();
    assert_eq!(card["status"], "trained");
    assert_eq!(card["result"], json!([report["scores"][2]["right"], report["scores"][2]["n"]]));

    let text = "Can I take ibuprofen together with my blood thinner?";
    let answer = bench.call("classify_text", json!({ "run": "run-1", "text": text }));
    assert_eq!(answer["all"][0]["label"], answer["label"]);
    let sum: f64 =
        answer["all"].as_array().unwrap().iter().map(|p| p["probability"].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-4);

    let file = bench.folder.path().join("new.csv");
    fs::write(&file, format!("text,predicted\n\"{text}\",x\n,y\n")).unwrap();
    let file = bench.app.register_path(file).unwrap().id;
    let args =
        json!({ "run": "run-1", "file": file, "text_column": "text", "folder": null, "job": null });
    let sorted = bench.call("predict_file", args);
    assert_eq!((&sorted["rows"], &sorted["file"]), (&json!(2), &json!("new-sorted.csv")));
    let table = fs::read_to_string(bench.folder.path().join("new-sorted.csv")).unwrap();
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(lines[0], "text,predicted,predicted_2,confidence,needs_review");
    assert!(lines[1].contains(answer["label"].as_str().unwrap()));
    assert_eq!(lines[2], ",y,,,yes");
    let args =
        json!({ "file": sorted["sorted"]["id"], "text_column": "text", "offset": 0, "limit": 9 });
    let review = bench.app.call("review_rows", args).unwrap();
    assert_eq!(review["total"], sorted["needs_review"]);
    let last = review["rows"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["line"], &last["predicted"]), (&json!(3), &json!("")));

    sheet_is_sorted_into_a_sheet(bench, text);

    let target = bench.app.register_path(bench.folder.path().into()).unwrap().id;
    for format in bench.call("export_formats", json!({ "run": "run-1" })).as_array().unwrap() {
        assert_eq!(format["unavailable"], Value::Null);
        let args = json!({ "run": "run-1", "format": format["id"], "folder": target, "job": null });
        let saved = bench.call("export_run", args);
        assert!(!saved["files"].as_array().unwrap().is_empty());
        assert!(Path::new(saved["folder"].as_str().unwrap()).is_dir());
    }
    let rows = json!({ "filter": {}, "offset": 0, "limit": 1 });
    let row = bench.call("rows", rows)["rows"][0]["id"].clone();
    bench.call("set_label", json!({ "row": row, "label": null }));
    assert_eq!(bench.run()["from_earlier_data"], true);
    bench.call("delete_project", json!({}));
    assert_eq!(bench.app.call("projects", json!({})).unwrap(), json!([]));
}

//! Finished runs and the exam as it changes: decisions, new names, rows that join, comparison.

mod bench;

use attune_api::Code;
use bench::Bench;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

impl Bench {
    fn new() -> Self {
        Self::on("create_from_sample", json!({ "sample": "pharmacy" }))
    }

    fn code(&self, name: &str, args: Value) -> Code {
        self.tried(name, args).expect_err(name).code
    }

    /// Trains to the end, in a few seconds and with little success.
    fn train(&self, method: &str, epochs: u32) -> Value {
        let settings = json!({
            "epochs": epochs.to_string(), "batch_size": "64", "max_length": "12", "threads": "2",
        });
        self.finish(method, settings)
    }

    fn report(&self, run: &Value) -> Value {
        self.call("report", json!({ "run": run }))
    }

    fn page(&self, run: &Value, filter: Value) -> Value {
        let args = json!({ "run": run, "filter": filter, "offset": 0, "limit": 500 });
        self.call("exam_rows", args)
    }

    fn run_folder(&self, run: &str) -> PathBuf {
        let projects = self.folder.path().join("data/projects");
        projects.join(self.project.as_str().unwrap()).join("runs").join(run)
    }
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

#[test]
fn runs_follow_the_exam() {
    let bench = Bench::new();
    assert_eq!(bench.call("open_project", json!({}))["noun"], "messages");
    let first = bench.train("head", 1);
    scored_as_the_worker_scored(&bench, &first);
    mistakes_are_found_and_decided(&bench, &first);
    a_new_name_needs_no_training(&bench, &first);
    a_joined_category_does(&bench, &first);
    rows_that_join_are_answered(&bench, &first);
    let second = bench.train("lora", 1);
    runs_are_compared(&bench, &first, &second);
    explained(&bench, &second);
    drawn(&bench, &second);
    deleted(&bench, &first, &second);
}

fn scored_as_the_worker_scored(bench: &Bench, run: &Value) {
    let report = bench.report(run);
    let kept =
        fs::read_to_string(bench.run_folder(run.as_str().unwrap()).join("report/evaluation.json"))
            .unwrap();
    let kept: Value = serde_json::from_str(&kept).unwrap();
    for (now, then) in array(&report["scores"]).iter().zip(array(&kept["scores"])) {
        for name in ["stage", "n", "right"] {
            assert_eq!(now[name], then[name], "{name} of {then}");
        }
        let f1 = |score: &Value| score["macro_f1"].as_f64().unwrap();
        assert!((f1(now) - f1(then)).abs() < 1e-12);
    }
    assert_eq!(report["confusion"], kept["confusion"]);
    assert_eq!((&report["exam"]["waiting"], &report["at_the_end"]), (&json!(0), &Value::Null));
    assert_eq!(report["exam"]["scored"], kept["scores"][2]["n"]);
    let cards = bench.app.call("projects", json!({})).unwrap();
    assert_eq!((&cards[0]["best_run"]["id"], &cards[0]["noun"]), (run, &json!("messages")));
}

fn mistakes_are_found_and_decided(bench: &Bench, run: &Value) {
    let before = bench.report(run);
    let wrong = bench.page(run, json!({ "right": false, "order": "most_sure" }));
    let right = bench.page(run, json!({ "right": true, "order": "random", "seed": 7 }));
    let again = bench.page(run, json!({ "right": true, "order": "random", "seed": 7 }));
    assert_eq!(right, again, "a page of the same shuffle is the same");
    assert_ne!(right, bench.page(run, json!({ "right": true, "order": "random", "seed": 8 })));
    assert_eq!(wrong["total"], wrong["wrong"]);
    assert_eq!(right["total"], before["scores"][2]["right"]);
    let rows = array(&wrong["rows"]);
    assert!(rows.len() > 2, "too good a run to be corrected");
    let sure = |row: &Value| row["confidence"].as_f64().unwrap();
    assert!(rows.windows(2).all(|two| sure(&two[0]) >= sure(&two[1])));
    let mixups = bench.call("mixups", json!({ "run": run }));
    let sum: u64 = array(&mixups).iter().map(|mixup| mixup["count"].as_u64().unwrap()).sum();
    assert_eq!(json!(sum), wrong["total"]);
    let filter = json!({ "truth": mixups[0]["truth"], "predicted": mixups[0]["predicted"] });
    assert_eq!(bench.page(run, filter)["total"], mixups[0]["count"]);

    let row = &rows[0];
    let decision = json!({ "verdict": "label_wrong", "label": row["predicted"] });
    bench.call("decide", json!({ "row": row["id"], "decision": decision }));
    let fits = json!({ "verdict": "both_fit", "other": rows[1]["predicted"] });
    bench.call("decide", json!({ "row": rows[1]["id"], "decision": fits }));
    bench.call("decide", json!({ "row": rows[2]["id"], "decision": { "verdict": "model_wrong" } }));
    let after = bench.report(run);
    let count = |report: &Value| report["scores"][2]["right"].as_u64().unwrap();
    assert_eq!(count(&after), count(&before) + 1);
    let exam = &after["exam"];
    assert_eq!((&exam["relabelled"], &exam["both_fit"]), (&json!(1), &json!(1)));
    assert_eq!((&exam["decided"], &exam["waiting"]), (&json!(3), &json!(0)));
    assert_eq!(after["at_the_end"]["right"], before["scores"][2]["right"]);
    let cards = bench.app.call("projects", json!({})).unwrap();
    assert_eq!(cards[0]["result"][0], after["scores"][2]["right"], "Home tells the same");
    assert_eq!(bench.page(run, json!({ "decided": true }))["total"], 3);
    let card = bench.call("runs", json!({}))[0].clone();
    assert_eq!((&card["stale"], &card["from_earlier_data"]), (&json!([]), &json!(false)));
    for _ in 0..3 {
        bench.call("undo", json!({}));
    }
    assert_eq!(bench.report(run), before, "taken back is as if it had never been");
}

fn a_new_name_needs_no_training(bench: &Bench, run: &Value) {
    let before = bench.report(run);
    let old = before["labels"][0].clone();
    bench.call("rename_label", json!({ "from": old, "to": "A new name" }));
    let after = bench.report(run);
    assert_eq!(after["scores"], before["scores"]);
    assert_eq!((&after["labels"][0], &after["exam"]), (&json!("A new name"), &before["exam"]));
    assert_eq!(bench.call("runs", json!({}))[0]["stale"], json!([]));
    let answer = bench.call("classify_text", json!({ "run": run, "text": "hello" }));
    let labels: Vec<_> = array(&answer["all"]).iter().map(|one| &one["label"]).collect();
    assert!(labels.contains(&&json!("A new name")) && !labels.contains(&&old));
    let folder = bench.app.register_path(bench.folder.path().into()).unwrap().id;
    let args = json!({ "run": run, "format": "merged", "folder": folder, "job": null });
    let saved = bench.call("export_run", args);
    let config = Path::new(saved["folder"].as_str().unwrap()).join("config.json");
    assert!(fs::read_to_string(config).unwrap().contains("A new name"));
}

fn a_joined_category_does(bench: &Bench, run: &Value) {
    let labels = bench.report(run)["labels"].clone();
    let args = json!({ "from": [labels[1]], "into": labels[2] });
    bench.call("merge_labels", args);
    let stale = bench.call("runs", json!({}))[0]["stale"].clone();
    assert_eq!(stale[0]["reason"], "data_changed");
    assert_eq!(
        stale[1],
        json!({
            "reason": "categories_merged", "from": [labels[1], labels[2]], "into": labels[2],
        })
    );
    let report = bench.report(run);
    assert_eq!(array(&report["labels"]).len(), array(&labels).len() - 1);
    bench.call("undo", json!({}));
    bench.call("undo", json!({}));
    assert_eq!(bench.call("runs", json!({}))[0]["stale"], json!([]));
}

fn rows_that_join_are_answered(bench: &Bench, run: &Value) {
    let before = bench.report(run);
    // Rows the run learned from become exam rows: they are no exam for this run.
    let shares = json!({ "train": 50, "validation": 20, "test": 30 });
    bench.call("set_shares", json!({ "shares": shares }));
    let file = bench.folder.path().join("more.csv");
    let label = &before["labels"][0];
    let mut rows = "text,label\n".to_owned();
    for i in 0..40 {
        rows += &format!("a wholly new message number {i},{}\n", label.as_str().unwrap());
    }
    fs::write(&file, rows).unwrap();
    let file = bench.app.register_path(file).unwrap().id;
    bench.call(
        "import_file",
        json!({
            "file": file, "options": {}, "columns": { "text": "text", "label": "label" },
            "test_only": false, "replace": false, "job": null,
        }),
    );
    let report = bench.report(run);
    assert!(report["exam"]["waiting"].as_u64().unwrap() > 10, "{}", report["exam"]);
    assert_eq!(report["scores"][2], before["scores"][2], "answered rows count until then");
    let report = bench.call("rescore", json!({ "run": run, "job": "j" }));
    let exam = &report["exam"];
    assert_eq!(exam["waiting"], 0);
    assert!(exam["learned"].as_u64().unwrap() > 10, "{exam}");
    let of = |name: &str| exam[name].as_u64().unwrap();
    assert_eq!(of("rows"), of("scored") + of("learned"));
    assert!(of("scored") > before["exam"]["scored"].as_u64().unwrap(), "{exam}");
    assert_eq!(report["at_the_end"]["n"], before["exam"]["scored"]);
    assert_eq!(bench.report(run), report, "it is kept");
    assert_eq!(bench.call("runs", json!({}))[0]["stale"], json!([{ "reason": "data_changed" }]));
}

fn runs_are_compared(bench: &Bench, first: &Value, second: &Value) {
    let compared = bench.call("compare_runs", json!({ "runs": [first, second] }));
    let runs = array(&compared["runs"]);
    assert_eq!((&runs[0]["run"]["id"], &runs[1]["run"]["id"]), (first, second));
    let rows = compared["rows"].as_u64().unwrap();
    for run in runs {
        assert_eq!((&run["score"]["n"], &run["waiting"]), (&json!(rows), &json!(0)));
        assert!(run["bytes"].as_u64().unwrap() > 1000);
    }
    assert!(compared["left_out"].as_u64().unwrap() > 0, "what one learned from counts for none");
    let pair = &compared["pairs"][0];
    let of = |name: &str| pair[name].as_u64().unwrap();
    assert_eq!(of("only_a") + of("only_b") + of("both") + of("neither"), rows);
    assert_eq!(of("only_a") + of("both"), runs[0]["score"]["right"].as_u64().unwrap());
    let changes: Vec<_> =
        array(&compared["changes"]).iter().map(|change| change["name"].as_str().unwrap()).collect();
    assert!(changes.contains(&"method") && changes.contains(&"data"), "{changes:?}");
    assert!(!changes.contains(&"epochs"));
    let args = json!({ "a": first, "b": second, "offset": 0, "limit": 500 });
    let different = bench.call("different_rows", args);
    let differ = |row: &&Value| row["a_right"] != row["b_right"];
    let decisive = array(&different["rows"]).iter().filter(differ).count() as u64;
    assert_eq!(decisive, of("only_a") + of("only_b"));
    assert_eq!(bench.code("compare_runs", json!({ "runs": [first] })), Code::BadSetting);
}

fn explained(bench: &Bench, run: &Value) {
    let text = "Where is my parcel?  It should have come.";
    let explained = bench.call("explain_text", json!({ "run": run, "text": text, "job": null }));
    let pieces = array(&explained["pieces"]);
    let joined: String = pieces.iter().map(|piece| piece[0].as_str().unwrap()).collect();
    assert_eq!(joined, text);
    let plain = bench.call("classify_text", json!({ "run": run, "text": text }));
    assert_eq!(explained["answer"]["label"], plain["label"]);
    assert!(pieces.iter().any(|piece| piece[1].as_f64().unwrap() != 0.0));
    assert!(explained["before"]["label"].is_string());
}

fn drawn(bench: &Bench, run: &Value) {
    let folder = bench.app.register_path(bench.folder.path().into()).unwrap().id;
    for chart in array(&bench.call("charts", json!({ "run": run }))) {
        assert_eq!(chart["unavailable"], Value::Null, "{chart}");
        let mut args = json!({
            "run": run, "chart": chart["id"], "format": "svg", "folder": folder, "words": {},
        });
        let saved = bench.call("save_chart", args.clone());
        let again = bench.call("save_chart", args.clone());
        assert_ne!(saved["file"]["name"], again["file"]["name"], "written over");
        assert!(saved["file"]["bytes"].as_u64().unwrap() > 500);
        args["format"] = json!("gif");
        assert_eq!(bench.code("save_chart", args), Code::BadSetting);
    }
    let words = json!({ "summary.title": "Zusammenfassung" });
    let args = json!({ "run": run, "format": "svg", "folder": folder, "words": words });
    let saved = bench.call("save_summary", args);
    let path = bench.folder.path().join(saved["file"]["name"].as_str().unwrap());
    assert!(fs::read_to_string(path).unwrap().contains("Zusammenfassung"));
    let place = bench.app.place(saved["place"]["id"].as_str().unwrap()).unwrap();
    assert_eq!(place, bench.folder.path().canonicalize().unwrap());
}

fn deleted(bench: &Bench, first: &Value, second: &Value) {
    let cards = bench.call("use_run", json!({ "run": first }));
    assert_eq!((&cards[0]["in_use"], &cards[1]["in_use"]), (&json!(false), &json!(true)));
    let storage = bench.app.call("storage", Value::Null).unwrap();
    let project = &storage["projects"][0];
    assert_eq!(array(&project["runs"]).len(), 2);
    assert_eq!(array(&project["exports"]).len(), 1);
    assert!(project["bytes"].as_u64().unwrap() >= project["data_bytes"].as_u64().unwrap());
    let spare: u64 =
        array(&project["runs"]).iter().map(|run| run["spare_bytes"].as_u64().unwrap()).sum();
    let freed = bench.call("delete_checkpoints", json!({ "run": null }));
    assert_eq!(freed, json!(spare));
    assert_eq!(bench.report(second)["scores"][2]["stage"], "kept", "the kept version stays");

    let left = bench.call("delete_run", json!({ "run": first }));
    assert_eq!((array(&left).len(), &left[0]["in_use"]), (1, &json!(true)));
    assert!(!bench.run_folder(first.as_str().unwrap()).exists());
    assert_eq!(bench.code("report", json!({ "run": first })), Code::NotFound);
    bench.call("classify_text", json!({ "run": second, "text": "still here" }));
}

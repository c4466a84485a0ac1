//! A project whose rows may have several categories, as the window drives it: from a file to a
//! trained, examined and saved model.

mod bench;

use attune_api::Code;
use bench::Bench;
use serde_json::{Value, json};
use std::fs;

const SETS: [(&str, &str); 5] = [
    ("my parcel {} has not come yet", "Delivery"),
    ("the lid of jar {} is cracked", "Damage"),
    ("parcel {} came late and in pieces", "Delivery; Damage"),
    ("thank you for order {}, so kind", "Praise"),
    ("order {} was quick, thank you, but it is in pieces", "Praise; Damage"),
];

impl Bench {
    fn new() -> Self {
        let bench = Self::on("create_project", json!({ "name": "Post" }));
        let row = |i: usize| {
            let (words, topics) = SETS[i % SETS.len()];
            format!("\"{}\",{topics}\n", words.replace("{}", &i.to_string()))
        };
        let text = format!("text,topics\n{}", (0..150).map(row).collect::<String>());
        bench.import(&bench.file("rows.csv", &text));
        bench
    }

    fn code(&self, name: &str, args: Value) -> Code {
        self.tried(name, args).expect_err(name).code
    }

    fn file(&self, name: &str, text: &str) -> Value {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        json!(self.app.register_path(path).unwrap().id)
    }

    fn place(&self) -> Value {
        json!(self.app.register_path(self.folder.path().to_owned()).unwrap().id)
    }

    /// Takes a file in as it is recognised.
    fn import(&self, file: &Value) -> Value {
        let preview = self.call("inspect_file", json!({ "file": file, "options": {} }));
        assert_eq!(preview["roles"]["goal"], "tag", "{preview}");
        self.take(file, &preview["roles"])
    }

    fn take(&self, file: &Value, columns: &Value) -> Value {
        let what = json!({
            "file": file, "options": {}, "columns": columns, "test_only": false, "replace": false,
            "job": null,
        });
        self.call("import_file", what)
    }

    fn train(&self, method: &str) -> Value {
        let settings = json!({
            "epochs": "1", "batch_size": "32", "max_length": "16", "threads": "2",
        });
        let id = self.finish(method, settings);
        assert_eq!(self.call("runs", json!({}))[0]["task"], "tag");
        id
    }

    fn kept(&self, run: &Value) -> Value {
        self.call("tag_report", json!({ "run": run }))["scores"][2].clone()
    }

    fn rows(&self, run: &Value, filter: Value) -> Value {
        let page = json!({ "run": run, "filter": filter, "offset": 0, "limit": 100 });
        self.call("tag_rows", page)
    }
}

#[test]
fn a_file_becomes_a_model_that_says_several_categories() {
    let bench = Bench::new();
    let options = bench.call("training_options", json!({ "goal": "tag" }));
    let methods: Vec<&Value> =
        options["methods"].as_array().unwrap().iter().map(|m| &m["id"]).collect();
    assert_eq!(methods, ["lora", "full", "partial", "head"]);
    let models = bench.call("recommended_models", json!({}));
    assert!(!models["models"].as_array().unwrap().is_empty(), "{models}");

    let run = bench.train("head");
    let report = bench.call("tag_report", json!({ "run": run }));
    let stages: Vec<&Value> =
        report["scores"].as_array().unwrap().iter().map(|s| &s["stage"]).collect();
    assert_eq!(stages, ["majority", "quick_head", "kept"]);
    assert!(report["at_the_end"].is_null() && report["exam"]["waiting"] == 0, "{report}");
    let kept = bench.kept(&run);
    assert!(kept["micro_f1"].as_f64().unwrap() > 0.8, "{kept}");
    let labels: Vec<&str> = report["per_label"]
        .as_array()
        .unwrap()
        .iter()
        .map(|score| score["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["Damage", "Delivery", "Praise"]);
    let card = bench.call("runs", json!({}))[0].clone();
    assert!(card["best_f1"].as_f64().unwrap() > 0.8 && card["stale"] == json!([]), "{card}");

    // One text: all that are said, with how sure it is of each.
    let text = "thank you, but the jar is cracked and in pieces";
    let answer = bench.call("tag_text", json!({ "run": run, "text": text }));
    let tags = answer["tags"].as_array().unwrap();
    assert_eq!(tags.len(), 3);
    for tag in tags {
        let (p, from) = (tag["probability"].as_f64().unwrap(), tag["threshold"].as_f64().unwrap());
        assert_eq!(tag["said"], p >= from, "{tag}");
    }
    // A whole file, which can come back as rows.
    let file = bench.file("new.csv", "text\nparcel 9 has not come yet\nthank you so much\n");
    let what = json!({
        "run": run, "file": file, "text_column": "text", "folder": null, "job": null,
    });
    let sorted = bench.call("predict_file", what);
    assert_eq!(sorted["rows"], 2);
    let table = fs::read_to_string(bench.folder.path().join("new-sorted.csv")).unwrap();
    assert!(table.starts_with("text,predicted,confidence,needs_review"), "{table}");

    // Saved with its thresholds.
    let what = json!({
        "run": run, "format": "merged", "folder": bench.place(), "job": null,
    });
    let saved = bench.call("export_run", what);
    let names: Vec<&str> =
        saved["files"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"thresholds.json"), "{names:?}");
    let charts = bench.call("charts", json!({ "run": run }));
    let reason = |id: &str| {
        let chart = charts.as_array().unwrap().iter().find(|chart| chart["id"] == id).unwrap();
        chart["unavailable"].clone()
    };
    assert!(reason("categories").is_null(), "{charts}");
    assert!(reason("confusion").as_str().unwrap().contains("several categories"));
}

#[test]
fn mistakes_are_listed_corrected_and_scored_again() {
    let bench = Bench::new();
    let run = bench.train("head");
    let before = bench.kept(&run);
    let all = bench.rows(&run, json!({}));
    let n = before["n"].as_u64().unwrap();
    assert_eq!((&all["total"], &all["right"]), (&json!(n), &before["exact"]));
    let row = all["rows"].as_array().unwrap().iter().find(|row| row["right"] == true).unwrap();
    // Other categories than the row has make a right answer wrong, and undo makes it right again.
    let said = json!({ "verdict": "labels_wrong", "labels": ["Oddity"] });
    bench.call("decide_tags", json!({ "row": row["id"], "decision": said }));
    // A category of one row is not learned, and not examined: no category is left to hold.
    let report = bench.call("tag_report", json!({ "run": run }));
    assert_eq!(report["exam"]["relabelled"], 1);
    assert_eq!(report["exam"]["decided"], 1);
    assert!(report["at_the_end"]["exact"] == before["exact"], "{report}");
    let exact = before["exact"].as_u64().unwrap();
    assert_eq!(bench.kept(&run)["exact"].as_u64().unwrap(), exact - 1);
    let extra = bench.rows(&run, json!({ "fault": "extra", "right": false }));
    let found = extra["rows"].as_array().unwrap().iter().find(|other| other["id"] == row["id"]);
    assert_eq!(found.unwrap()["labels"], json!(["Oddity"]));
    bench.call("undo", json!({}));
    assert_eq!(bench.kept(&run), before);
    assert_eq!(
        bench.code(
            "decide",
            json!({
                "row": row["id"], "decision": { "verdict": "label_wrong", "label": "Praise" },
            })
        ),
        Code::BadSetting
    );

    // A category with another name is the same category; the run needs no training for it.
    bench.call("rename_label", json!({ "from": "Damage", "to": "Broken" }));
    let renamed = bench.kept(&run);
    assert_eq!(renamed, before);
    let answer = bench.call("tag_text", json!({ "run": run, "text": "it is in pieces" }));
    let names: Vec<&Value> =
        answer["tags"].as_array().unwrap().iter().map(|t| &t["label"]).collect();
    assert!(names.contains(&&json!("Broken")) && !names.contains(&&json!("Damage")));
    bench.call("undo", json!({}));

    // Rows of a second file join the exam and are answered.
    let row = |i: usize| format!("\"a second parcel {i} has come late\",Delivery; Damage\n");
    let text =
        format!("text,topics\n{}\"only praise\",Praise\n", (0..60).map(row).collect::<String>());
    // Too few different cells to tell, so that the goal of the rows that are there says it.
    let columns = json!({ "goal": "tag", "text": "text", "label": "topics", "separator": ";" });
    bench.take(&bench.file("more.csv", &text), &columns);
    let waiting = bench.call("tag_report", json!({ "run": run }))["exam"]["waiting"].as_u64();
    assert!(waiting.unwrap() > 0);
    let report = bench.call("rescore_tags", json!({ "run": run, "job": null }));
    assert_eq!(report["exam"]["waiting"], 0);
    assert!(report["scores"][2]["n"].as_u64().unwrap() > n);
    assert_eq!(bench.call("runs", json!({}))[0]["from_earlier_data"], true);

    // Beside another run, on the same rows.
    let other = bench.train("lora");
    let compared = bench.call("compare_tags", json!({ "runs": [run, other] }));
    assert_eq!(compared["runs"].as_array().unwrap().len(), 2);
    assert_eq!(compared["labels"], json!(["Damage", "Delivery", "Praise"]));
    let pair = &compared["pairs"][0];
    let count = |name: &str| pair[name].as_u64().unwrap();
    let rows = compared["rows"].as_u64().unwrap();
    assert_eq!(count("only_a") + count("only_b") + count("both") + count("neither"), rows);
    let what = json!({ "a": run, "b": other, "offset": 0, "limit": 10 });
    let differ = bench.call("different_tags", what);
    assert!(differ["total"].as_u64().unwrap() >= count("only_a") + count("only_b"));
    assert_eq!(bench.code("compare_tags", json!({ "runs": [run] })), Code::BadSetting);
}

//! Personal data from the rows to the model and back out: found, replaced, carried by the model,
//! and deleted for good.

mod bench;

use attune_api::Code;
use bench::Bench;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const PLANTED: usize = 50;

/// An address and a number that nobody has, one pair for each row that holds any.
fn secrets(number: usize) -> [String; 2] {
    [format!("planted{number:02}@example.org"), format!("+44 20 7946 0{:03}", 100 + number)]
}

fn all_secrets() -> Vec<String> {
    (0..PLANTED / 2).flat_map(secrets).collect()
}

/// Messages about two things, with secrets in every other one.
fn rows() -> String {
    let about = [
        ("Where is my parcel, the driver never came", "Delivery"),
        ("Please send the box to my office instead", "Delivery"),
        ("How many tablets may I take in the evening", "Dose"),
        ("Is one spoon of the syrup enough for a child", "Dose"),
    ];
    let mut text = String::from("text,label\n");
    for i in 0..PLANTED {
        let (words, label) = about[i % about.len()];
        let [mail, phone] = secrets(i / 2);
        let private =
            if i % 2 == 0 { format!("Write to {mail} or call {phone}") } else { String::new() };
        text += &format!("\"{words}, {i}. {private}\",{label}\n");
    }
    text
}

impl Bench {
    fn new() -> Self {
        let bench = Self::on("create_project", json!({ "name": "Messages" }));
        let path = bench.folder.path().join("rows.csv");
        fs::write(&path, rows()).unwrap();
        let file = bench.app.register_path(path.clone()).unwrap().id;
        let columns = json!({ "text": "text", "label": "label", "group": null });
        bench.call(
            "import_file",
            json!({ "file": file, "options": {}, "columns": columns, "test_only": false,
                "replace": false, "job": null }),
        );
        // The file itself is the person's; here it would only be found.
        fs::remove_file(&path).unwrap();
        bench
    }

    fn check(&self) -> Value {
        self.call("check", json!({ "with": null, "job": null }))
    }

    fn fix(&self, fix: &str) -> Value {
        let which = json!("all");
        self.call("fix_finding", json!({ "finding": "personal_data", "fix": fix, "which": which }))
    }

    fn personal(&self) -> Option<Value> {
        let report = self.check();
        let findings = report["findings"].as_array().unwrap();
        findings.iter().find(|finding| finding["id"] == "personal_data").cloned()
    }

    fn train(&self) -> String {
        let settings = json!({ "epochs": "1", "max_length": "32", "threads": "2" });
        self.finish("head", settings).as_str().unwrap().to_owned()
    }

    fn project_folder(&self) -> PathBuf {
        self.folder.path().join("data/projects").join(self.project.as_str().unwrap())
    }

    fn run_folder(&self, run: &str) -> PathBuf {
        self.project_folder().join("runs").join(run)
    }
}

/// Files below a folder that hold a secret, with the first one they hold.
fn leaks(folder: &Path) -> Vec<String> {
    let secrets = all_secrets();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(leaks(&path));
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let holds = |secret: &&String| bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
        found.extend(secrets.iter().find(holds).map(|s| format!("{}: {s}", path.display())));
    }
    found
}

#[test]
fn cleaning_travels_with_the_model_and_originals_can_be_deleted_for_good() {
    let bench = Bench::new();
    let raw = bench.train();
    found_and_left_to_the_person(&bench);
    let run = a_model_never_meets_what_it_never_saw(&bench);
    replaced_in_the_rows(&bench);
    gone_for_good(&bench, &raw, &run);
}

fn found_and_left_to_the_person(bench: &Bench) {
    let card = bench.personal().expect("it is found");
    assert_eq!(card["rows"], PLANTED / 2);
    let kinds = json!([
        { "kind": "mails", "places": PLANTED / 2 },
        { "kind": "phones", "places": PLANTED / 2 }
    ]);
    assert_eq!(card["kinds"], kinds);
    // One kind less, one word more, and one that is left.
    let view = bench.call("privacy", json!({ "job": null }));
    assert_eq!(view["found"], json!({ "places": PLANTED, "rows": PLANTED / 2 }));
    assert_eq!((&view["clear"], &view["cleaning"]["on"]), (&json!(PLANTED / 2), &json!(false)));
    let mut cleaning = view["cleaning"].clone();
    cleaning["rules"]["kinds"] = json!(["mails"]);
    cleaning["rules"]["words"] = json!(["syrup"]);
    cleaning["rules"]["keep"] = json!([secrets(0)[0]]);
    bench.call("set_privacy", json!({ "cleaning": cleaning }));
    let view = bench.call("privacy", json!({ "job": null }));
    let mails = PLANTED / 2 - 1;
    assert_eq!(view["own"]["places"], 12);
    assert_eq!(view["found"]["places"], mails + 12);
    let phones = view["kinds"].as_array().unwrap().iter().find(|k| k["id"] == "phones").unwrap();
    assert_eq!(phones["found"]["places"], PLANTED / 2, "what is off is counted");
    let drawn = bench.call("clear_rows", json!({ "seed": 3, "limit": 20 }));
    assert!(drawn.as_array().unwrap().iter().all(|row| !row["text"].to_string().contains("@")));
    assert_eq!(drawn, bench.call("clear_rows", json!({ "seed": 3, "limit": 20 })));
    assert_ne!(drawn, bench.call("clear_rows", json!({ "seed": 4, "limit": 20 })));
    bench.call("undo", json!({}));
    assert_eq!(bench.personal().unwrap()["rows"], PLANTED / 2, "rules are taken back");

    cleaning["rules"]["patterns"] = json!(["("]);
    let refused = bench.tried("set_privacy", json!({ "cleaning": cleaning }));
    assert_eq!(refused.unwrap_err().code, Code::BadSetting);
}

fn a_model_never_meets_what_it_never_saw(bench: &Bench) -> String {
    bench.fix("clean");
    assert!(bench.personal().is_none(), "it is settled");
    let runs = bench.call("runs", json!({}));
    assert_eq!(runs[0]["from_earlier_data"], true, "cleaned texts are other texts");
    let run = bench.train();
    assert_eq!(leaks(&bench.run_folder(&run)), Vec::<String>::new());
    let answer = |text: &str| {
        bench.call("classify_text", json!({ "run": run, "text": text }))["all"].clone()
    };
    let original = answer("Call me on +44 20 7946 0555 about the parcel, or x@example.org");
    assert!(original.is_array());
    assert_eq!(original, answer("Call me on PHONE_1 about the parcel, or MAIL_1"));
    assert_ne!(original, answer("Call me about the parcel"), "the text does matter");
    // The exam was answered by the worker, and is not asked again for rows as they are.
    let report = bench.call("report", json!({ "run": run }));
    assert_eq!((&report["exam"]["waiting"], &report["exam"]["learned"]), (&json!(0), &json!(0)));
    assert!(report["exam"]["scored"].as_u64().unwrap() > 0);
    bench.call("undo", json!({}));
    assert!(bench.personal().is_some());
    run
}

fn replaced_in_the_rows(bench: &Bench) {
    bench.fix("replace");
    assert!(bench.personal().is_none());
    let find = json!({ "filter": { "find": "MAIL_1" }, "offset": 0, "limit": 5 });
    assert_eq!(bench.call("rows", find)["total"], PLANTED / 2);
    assert!(!leaks(&bench.folder.path().join("data")).is_empty(), "undo holds the originals");
}

fn gone_for_good(bench: &Bench, raw: &str, run: &str) {
    let first = json!({ "finding": "personal_data", "fix": "remove", "which": "all" });
    assert!(bench.tried("fix_finding", first).is_err(), "nothing is left to remove");
    let told = bench.call("originals", json!({}));
    assert_eq!((&told["held"], &told["runs"]), (&json!(true), &json!([raw])));
    assert_eq!(told["open"]["places"], 0);
    let view = bench.call("delete_originals", json!({}));
    assert_eq!(view["data"]["rows"], PLANTED);
    assert_eq!(view["data"]["undo"], Value::Null);
    assert_eq!(leaks(&bench.folder.path().join("data")), Vec::<String>::new());
    assert!(!bench.run_folder(raw).exists() && bench.run_folder(run).exists());
    let told = bench.call("originals", json!({}));
    assert_eq!((&told["held"], &told["runs"]), (&json!(false), &json!([])));
    assert_eq!(bench.call("history", json!({ "limit": 10 })), json!([]));
    // The model that is left goes on answering.
    let asked = json!({ "run": run, "text": "Where is my parcel" });
    assert!(bench.call("classify_text", asked)["all"].is_array());
    bench.call("close_project", json!({}));
    assert_eq!(leaks(&bench.folder.path().join("data")), Vec::<String>::new());
}

//! Findings of a project as the window asks for them: settled, taken back, and remembered.

use attune_api::{App, AppPaths, Code};
use attune_engine::data::Project;
use attune_engine::privacy::{Cleaner, Rules};
use attune_engine::task::Material;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

struct Bench {
    app: App,
    folder: tempfile::TempDir,
    project: Value,
}

impl Bench {
    /// A project of these rows: text and category.
    fn new(rows: &[(String, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(paths(folder.path())).unwrap();
        let mut text = String::from("text,label\n");
        for (row, label) in rows {
            text += &format!("\"{row}\",{label}\n");
        }
        let path = folder.path().join("rows.csv");
        fs::write(&path, text).unwrap();
        let file = json!(app.register_path(path).unwrap().id);
        let project = app.call("create_project", json!({ "name": "Rows" })).unwrap()["id"].clone();
        let bench = Self { app, folder, project };
        let columns = json!({ "text": "text", "label": "label", "group": null });
        let rest = json!({ "test_only": false, "replace": false, "job": null });
        bench.call("import_file", json!({ "file": file, "options": {}, "columns": columns }), rest);
        bench
    }

    fn args(&self, parts: [Value; 2]) -> Value {
        let mut all = json!({ "project": self.project });
        for part in parts {
            let part = part.as_object().unwrap().clone();
            all.as_object_mut().unwrap().extend(part);
        }
        all
    }

    fn call(&self, name: &str, first: Value, second: Value) -> Value {
        let args = self.args([first, second]);
        self.app.call(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    fn check(&self, with: Value) -> Value {
        self.call("check", json!({ "with": with, "job": null }), json!({}))
    }

    fn fix(&self, finding: &str, fix: &str, which: Value) -> Value {
        let what = json!({ "finding": finding, "fix": fix });
        self.call("fix_finding", what, json!({ "which": which }))
    }

    fn undo(&self) -> Value {
        self.call("undo", json!({}), json!({}))
    }

    /// Ends the program and starts it again.
    fn restart(self) -> Self {
        let Self { app, folder, project } = self;
        drop(app);
        let app = App::new(paths(folder.path())).unwrap();
        app.call("open_project", json!({ "project": project })).unwrap();
        Self { app, folder, project }
    }
}

fn paths(folder: &Path) -> AppPaths {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let worker = Some(folder.join("no-such-program"));
    AppPaths { data: folder.join("data"), assets, worker, hub: None }
}

#[test]
fn rows_that_were_switched_off_stay_as_they_are_in_training_too() {
    let mut rows: Vec<(String, &str)> =
        (0..20).map(|i| (format!("Where is parcel {i} now, it is late"), "Delivery")).collect();
    rows.push(("Please call 030 1234567 about my parcel".into(), "Delivery"));
    rows.push(("Please call 030 7654321 about my refund".into(), "Delivery"));
    for fix in ["replace", "clean"] {
        let bench = Bench::new(&rows);
        bench.check(Value::Null);
        let found = json!({ "finding": "personal_data", "offset": 0, "limit": 9 });
        let page = bench.call("found_rows", found.clone(), json!({}));
        assert_eq!(page["total"], 2);
        let off = page["rows"][0]["row"]["id"].clone();
        bench.fix("personal_data", fix, json!({ "except": [off] }));
        let report = bench.check(Value::Null);
        assert!(!ids(&report).contains(&"personal_data"), "{fix}: it is settled");
        // The project is held by one program at a time.
        let Bench { app, folder, project: id } = bench;
        drop(app);
        let place = folder.path().join("data/projects").join(id.as_str().unwrap());
        let project = Project::open(&place).unwrap();
        let rules = project.rules().unwrap().expect("cleaning is on");
        let material = Material::of(&project).unwrap().cleaned(&rules).unwrap();
        let Material::Labelled(fed) = material else { panic!("rows to be sorted") };
        let texts: Vec<&str> = fed.iter().map(|row| row.text.as_str()).collect();
        assert!(texts.contains(&rows[20].0.as_str()), "{fix}: {texts:?}");
        assert!(texts.contains(&"Please call PHONE_1 about my refund"), "{fix}: {texts:?}");
        // The model's own cleaning in use, as it travels with a run and an export.
        let beside = tempfile::tempdir().unwrap();
        rules.save(beside.path()).unwrap();
        let rules = Rules::load(beside.path()).unwrap().unwrap();
        let cleaner = Cleaner::new(&rules).unwrap();
        assert_eq!(cleaner.clean(&rows[20].0).text, rows[20].0);
        assert_ne!(cleaner.clean(&rows[21].0).text, rows[21].0);
        drop(project);
        let app = App::new(paths(folder.path())).unwrap();
        app.call("open_project", json!({ "project": id })).unwrap();
        let bench = Bench { app, folder, project: id };
        bench.undo();
        assert_eq!(bench.call("found_rows", found, json!({}))["total"], 2);
    }
}

#[test]
fn conversations_and_texts_are_looked_through_for_what_fits_them() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::new(paths(folder.path())).unwrap();
    let project = app.call("create_project", json!({ "name": "Desk" })).unwrap()["id"].clone();
    let bench = Bench { app, folder, project };
    let said = json!([
        { "role": "user", "content": "Hello, this is Anna Schmidt, my phone is 030 1234567" },
        { "role": "assistant", "content": "Dear Ms Schmidt, we will call 030 1234567 and Tom Walker" },
    ]);
    let plain = json!([
        { "role": "user", "content": "Are you open on Monday?" },
        { "role": "assistant", "content": "Yes." },
    ]);
    for messages in [&said, &plain, &plain] {
        let what = json!({ "goal": "chat", "messages": messages });
        bench.call("add_written", what, json!({}));
    }
    let report = bench.check(Value::Null);
    assert_eq!(ids(&report), ["personal_data", "duplicates"]);
    let found = json!({ "finding": "personal_data", "offset": 0, "limit": 9 });
    let page = bench.call("found_rows", found, json!({}));
    let (row, marks) = (&page["rows"][0]["row"], &page["rows"][0]["marks"]);
    let text: Vec<char> = row["text"].as_str().unwrap().chars().collect();
    let part = |mark: &Value| {
        let (from, to) = (mark["from"].as_u64().unwrap(), mark["to"].as_u64().unwrap());
        text[from as usize..to as usize].iter().collect::<String>()
    };
    let parts: Vec<String> = marks.as_array().unwrap().iter().map(part).collect();
    assert_eq!(parts, ["Anna Schmidt", "030 1234567", "Schmidt", "030 1234567", "Tom Walker"]);
    let clear = bench.call("clear_rows", json!({ "seed": 1, "limit": 20 }), json!({}));
    assert_eq!(clear[0]["text"], "Are you open on Monday?\n\nYes.");

    bench.fix("personal_data", "replace", json!("all"));
    assert_eq!(ids(&bench.check(Value::Null)), ["duplicates"]);
    let page = json!({ "filter": {}, "offset": 0, "limit": 9 });
    let messages = || bench.call("rows", page.clone(), json!({}))["rows"][0]["messages"].clone();
    assert_eq!(messages()[0]["content"], "Hello, this is NAME_1, my phone is PHONE_1");
    assert_eq!(messages()[1]["content"], "Dear Ms NAME_1, we will call PHONE_1 and NAME_2");
    bench.undo();
    assert_eq!(messages(), said);
}

fn ids(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|finding| finding["id"].as_str().unwrap()).collect()
}

fn card<'a>(report: &'a Value, id: &str) -> &'a Value {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().find(|finding| finding["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

/// Twelve messages about parcels, and twelve about health, none like another.
fn plain() -> Vec<(String, &'static str)> {
    let parcels = [
        "When will the courier bring my order to the house",
        "The tracking page has shown nothing for two days",
        "My package was left in the rain and is soaked",
        "Please send the delivery to my office instead",
        "The driver rang at the wrong door and went away",
        "Can I collect the shipment at the depot tonight",
        "Half of the things I ordered are not in the box",
        "How much does express shipping to Norway cost",
        "The carton arrived open and a cup was broken",
        "I want to return the shoes, where is the label",
        "Customs holds my parcel, which paper is missing",
        "The post office says no mail came for me",
    ];
    let health = [
        "My head hurts since I began with the new tablets",
        "Is it normal to feel dizzy after the injection",
        "The rash on my arm itches more every evening",
        "Which dose of the syrup may a small child have",
        "I cannot sleep since the doctor changed my pills",
        "My stomach aches whenever I take the antibiotic",
        "Can the nurse look at the wound once again",
        "The fever came back although I finished the capsules",
        "May I drink wine while I am on blood thinners",
        "My mother forgot her insulin this morning",
        "The inhaler makes my heart beat very fast",
        "Does the vaccine protect against the winter flu",
    ];
    let of = |list: [&'static str; 12], label| list.map(|text| (text.to_owned(), label));
    [of(parcels, "delivery"), of(health, "health")].concat()
}

#[test]
fn what_is_fixed_or_kept_outlives_the_program_and_can_be_taken_back() {
    let mut rows = plain();
    rows.push((rows[0].0.clone(), "delivery"));
    rows.push((format!("{}!", rows[14].0), "delivery"));
    rows.push(("It\u{e2}\u{20ac}\u{2122}s the third time that nobody answers".into(), "health"));
    rows.push(("Another courier, another missing signature on the form".into(), "Delivery"));
    let bench = Bench::new(&rows);
    let report = bench.check(Value::Null);
    assert_eq!(
        ids(&report),
        ["contradictions", "label_spelling", "too_few", "duplicates", "mojibake", "imbalance"],
        "what has to be decided comes first"
    );
    assert_eq!((&report["rows"], &report["slow_done"]), (&json!(28), &json!(false)));
    let contradiction = card(&report, "contradictions");
    assert_eq!((&contradiction["rows"], &contradiction["matters"]), (&json!(2), &json!(1)));

    // A fix is one step; the finding is gone, and stands among what is settled.
    assert_eq!(bench.fix("duplicates", "remove", json!("all"))["rows"], 27);
    let report = bench.check(Value::Null);
    assert!(!ids(&report).contains(&"duplicates"));
    assert_eq!(report["settled"][0]["finding"], "duplicates");
    assert_eq!(report["settled"][0]["fix"], "remove");
    let page = json!({ "finding": "mojibake", "offset": 0, "limit": 10 });
    let found = bench.call("found_rows", page, json!({}));
    assert_eq!(found["rows"][0]["marks"], json!([{ "from": 2, "to": 5, "kind": "" }]));
    assert_eq!(found["rows"][0]["texts"][0], "It’s the third time that nobody answers");
    let keep = json!({ "finding": "mojibake", "which": "all" });
    bench.call("keep_finding", keep, json!({}));

    let bench = bench.restart();
    let report = bench.check(Value::Null);
    assert!(!ids(&report).contains(&"mojibake"), "it is not asked again");
    assert!(!ids(&report).contains(&"duplicates"));
    assert_eq!(report["settled"].as_array().unwrap().len(), 2);
    bench.undo();
    assert!(ids(&bench.check(Value::Null)).contains(&"mojibake"));
    assert_eq!(bench.undo()["rows"], 28);
    assert!(ids(&bench.check(Value::Null)).contains(&"duplicates"));

    let error = bench.app.call(
        "fix_finding",
        bench.args([
            json!({ "finding": "duplicates", "fix": "rewrite" }),
            json!({ "which": "all" }),
        ]),
    );
    assert_eq!(error.unwrap_err().code, Code::Unsupported);
}

#[test]
fn rows_are_settled_one_by_one_and_categories_as_a_whole() {
    let mut rows = plain();
    rows.push((rows[14].0.clone(), "delivery"));
    rows.push(("Another courier, another missing signature on the form".into(), "Delivery"));
    rows.push((rows[3].0.clone(), "delivery"));
    rows.push((rows[4].0.clone(), "delivery"));
    rows.push(("It\u{e2}\u{20ac}\u{2122}s the third time that nobody answers".into(), "health"));
    let bench = Bench::new(&rows);
    let report = bench.check(Value::Null);

    let page = json!({ "finding": "contradictions", "offset": 0, "limit": 10 });
    let both = bench.call("found_rows", page, json!({}))["rows"].clone();
    let both: Vec<&Value> = both.as_array().unwrap().iter().map(|row| &row["row"]["id"]).collect();
    let choice = json!({ "finding": "contradictions", "rows": both, "label": "health" });
    bench.call("choose_label", choice, json!({}));
    assert!(!ids(&bench.check(Value::Null)).contains(&"contradictions"));

    // The rows that contradicted each other say the same now, so they are copies too.
    let copies = card(&report, "duplicates")["examples"].clone();
    let first = copies[0]["row"]["id"].clone();
    assert_eq!(bench.fix("duplicates", "remove", json!({ "except": [first] }))["rows"], 27);
    assert_eq!(card(&bench.check(Value::Null), "duplicates")["rows"], 1, "the one that was left");

    bench.fix("mojibake", "rewrite", json!("all"));
    let find = json!({ "filter": { "find": "it’s the third" }, "offset": 0, "limit": 10 });
    assert_eq!(bench.call("rows", find.clone(), json!({}))["total"], 1);
    bench.undo();
    assert_eq!(bench.call("rows", find, json!({}))["total"], 0);

    let joined = bench.fix("label_spelling", "join", json!("all"));
    assert_eq!(joined["categories"].as_array().unwrap().len(), 2);
    bench.undo();
    let weighed = bench.fix("imbalance", "balance", json!("all"));
    assert_eq!(weighed["weigh_rare"], true);
    assert!(!ids(&bench.check(Value::Null)).contains(&"imbalance"));
    assert_eq!(bench.undo()["weigh_rare"], false);
    assert!(ids(&bench.check(Value::Null)).contains(&"imbalance"));
}

#[test]
fn a_model_finds_the_wrong_category_and_what_is_too_long() {
    let mut rows = plain();
    rows[5].1 = "health";
    let long = "The parcel is late again and I would like to know why. ".repeat(16);
    rows.push((long, "delivery"));
    let bench = Bench::new(&rows);
    let with = json!({ "model": "starter", "limit": 40 });
    let report = bench.check(with.clone());
    assert_eq!((&report["slow_done"], &report["slow_stale"]), (&json!(true), &json!(false)));
    let wrong = card(&report, "mislabelled");
    assert_eq!(wrong["examples"][0]["row"]["text"], rows[5].0);
    assert_eq!(wrong["examples"][0]["label"], "delivery");
    let long = card(&report, "too_long");
    let split = long["fixes"].as_array().unwrap().iter().find(|fix| fix["fix"] == "split").unwrap();
    assert_eq!(long["rows"], 1);

    // What a model found of rows that did not change is still known.
    let summary = bench.fix("too_long", "split", json!("all"));
    let parts = split["change"].as_i64().unwrap();
    assert!(parts >= 2, "{split}");
    assert_eq!(summary["rows"], 25 + parts);
    let report = bench.check(Value::Null);
    assert_eq!(report["slow_stale"], true);
    assert_eq!(card(&report, "mislabelled")["rows"], wrong["rows"]);
    let report = bench.check(with);
    assert!(!ids(&report).contains(&"too_long"), "every part fits");
    assert_eq!(bench.undo()["rows"], 25);
}

//! Labelling as the interface calls it: what is said, and the head that learns meanwhile.

use attune_api::{App, AppPaths};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

const TEXTS: [&str; 12] = [
    "Where is my parcel?",
    "I have a rash since I take the tablets",
    "When does the courier come on Monday?",
    "The cream makes my skin burn",
    "Can you send it to my office instead?",
    "I feel dizzy in the morning",
    "The driver did not ring the bell",
    "My stomach hurts after the new capsules",
    "Is the delivery still coming today?",
    "Could the headache come from the syrup?",
    "Please leave the package with my neighbour",
    "I cannot sleep since the dose was raised",
];

fn begin(folder: &Path) -> App {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let worker = Some(folder.join("no-such-program"));
    App::new(AppPaths { data: folder.join("data"), assets, worker, hub: None }).unwrap()
}

fn call(app: &App, name: &str, args: Value) -> Value {
    app.call(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// A project of these texts, without labels, and its handle.
fn unlabelled(app: &App, folder: &Path) -> Value {
    let path = folder.join("rows.csv");
    fs::write(&path, format!("text\n{}\n", TEXTS.join("\n"))).unwrap();
    let file = app.register_path(path).unwrap().id;
    let project = call(app, "create_project", json!({ "name": "Post" }))["id"].clone();
    let columns = json!({ "text": "text", "label": null, "group": null });
    let import = json!({
        "project": project, "file": file, "options": {}, "columns": columns,
        "test_only": false, "replace": false, "job": "job",
    });
    call(app, "import_file", import);
    project
}

fn view(app: &App, project: &Value) -> Value {
    call(app, "label_view", json!({ "project": project, "filter": {} }))
}

/// Waits until nothing is being learned.
fn learned(app: &App, project: &Value) -> Value {
    let begun = Instant::now();
    loop {
        let view = view(app, project);
        if view["head"]["learning"].is_null() && !view["head"]["labels"].is_null() {
            return view;
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "{view}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn category_of(text: &str) -> &'static str {
    let place = TEXTS.iter().position(|known| *known == text).unwrap();
    if place % 2 == 0 { "Delivery" } else { "Side effect" }
}

#[test]
fn names_suggest_answers_stay_and_nothing_leads_where_chance_asks() {
    let folder = tempfile::tempdir().unwrap();
    let app = begin(folder.path());
    let project = unlabelled(&app, folder.path());
    for name in ["Delivery", "Side effect"] {
        call(&app, "add_category", json!({ "project": project, "name": name }));
    }
    let mut now = learned(&app, &project);
    assert_eq!(now["head"]["labels"], 0, "nobody has labelled anything yet");
    let (mut right, mut shown) = (0, 0);
    for answered in 0..8 {
        let question = now["questions"][0].clone();
        let name = category_of(question["text"].as_str().unwrap());
        let guesses = question["guesses"].as_array().unwrap();
        assert_eq!(question["random"], guesses.is_empty(), "{question}");
        shown += usize::from(!guesses.is_empty());
        right += usize::from(guesses.first().is_some_and(|guess| guess["label"] == name));
        let answer = json!({ "kind": "category", "name": name });
        let said = json!({
            "project": project, "row": question["id"], "answer": answer, "filter": {},
        });
        call(&app, "label_answer", said);
        now = learned(&app, &project);
        assert_eq!(now["progress"]["labelled"], answered + 1);
    }
    assert!(right * 4 >= shown * 3, "{right} of {shown} suggestions are right");
    assert!(now["head"]["labels"].as_u64().unwrap() >= 5, "it learned from the answers: {now}");
    let place = now["questions"][0]["id"].clone();
    drop(app);

    let again = begin(folder.path());
    let reopened = call(&again, "open_project", json!({ "project": project }));
    assert_eq!(reopened["data"]["labelled"], 8);
    let now = view(&again, &project);
    assert_eq!((&now["questions"][0]["id"], &now["progress"]["given"]), (&place, &json!(8)));
}

#[test]
fn a_search_asks_only_about_what_it_finds() {
    let folder = tempfile::tempdir().unwrap();
    let app = begin(folder.path());
    let project = unlabelled(&app, folder.path());
    let filter = json!({ "find": " PARCEL " });
    let found = call(&app, "label_view", json!({ "project": project, "filter": filter }));
    assert_eq!((&found["found"], &found["questions"][0]["random"]), (&json!(1), &json!(false)));
    let row = found["questions"][0]["id"].clone();
    let answer = json!({ "kind": "category", "name": "Delivery" });
    let said = json!({ "project": project, "row": row, "answer": answer, "filter": filter });
    let after = call(&app, "label_answer", said);
    assert_eq!((&after["found"], &after["answered"][0]["hidden"]), (&json!(0), &json!(false)));
}

//! Talking with a finished run through the commands that the window calls.

use attune_api::engine::data::Part;
use attune_api::engine::generate::Side;
use attune_api::engine::param::Settings;
use attune_api::engine::task::{Dialogue, Material, Message};
use attune_api::engine::train::{Request, RunAlways, prepare, run};
use attune_api::types::ChatRequest;
use attune_api::{App, AppPaths, Code};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A project with one run that was taught to answer.
fn taught(folder: &Path) -> (App, Value) {
    let paths = AppPaths {
        data: folder.join("data"),
        assets: root().join("assets"),
        worker: Some(folder.join("no-such-program")),
        hub: None,
    };
    let app = App::new(paths).unwrap();
    let project = app.call("create_project", json!({ "name": "Desk" })).unwrap()["id"].clone();
    let place = find(&folder.join("data"), project.as_str().unwrap()).unwrap();
    let part = |i: usize| match i % 5 {
        0 => Part::Validation,
        1 => Part::Test,
        _ => Part::Train,
    };
    let dialogue = |i: usize| Dialogue {
        id: i as i64,
        messages: vec![
            Message::new("system", if i < 12 { "Be brief." } else { "Be kind." }),
            Message::new("user", format!("May I come on day {i}?")),
            Message::new("assistant", "Yes."),
        ],
        part: part(i),
    };
    let mut settings = Settings::default();
    for (name, value) in [("epochs", "1"), ("threads", "1"), ("batch_size", "8")] {
        settings.set(name, value);
    }
    let request = Request {
        model_id: "tiny".into(),
        model: root().join("tests/generate/tiny"),
        method: "lora".into(),
        preset: "quick".into(),
        settings,
        seed: 1,
        material: Material::Dialogues((0..20).map(dialogue).collect()),
        dropped: 0,
        privacy: None,
        reader: None,
    };
    let run_folder = place.join("runs/run-1");
    std::fs::create_dir_all(place.join("runs")).unwrap();
    prepare(&run_folder, &request).unwrap();
    run(&run_folder, &RunAlways, &mut |_| ()).unwrap();
    (app, project)
}

/// The folder of that name, wherever the library keeps its projects.
fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    for entry in std::fs::read_dir(folder).unwrap().flatten().filter(|e| e.path().is_dir()) {
        if entry.file_name().to_str() == Some(name) {
            return Some(entry.path());
        }
        if let Some(found) = find(&entry.path(), name) {
            return Some(found);
        }
    }
    None
}

fn request(question: &str) -> Value {
    let turns = json!([{ "role": "user", "content": question }]);
    let settings = json!({ "temperature": "0", "max_tokens": "12" });
    json!({ "instructions": "Be brief.", "before": turns, "after": turns, "settings": settings })
}

#[test]
fn both_sides_answer_and_votes_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let (app, project) = taught(folder.path());
    let cards = app.call("runs", json!({ "project": project })).unwrap();
    assert_eq!((&cards[0]["task"], &cards[0]["state"]), (&json!("chat"), &json!("finished")));
    let here = json!({ "project": project, "run": "run-1" });
    let info = app.call("chat_info", here).unwrap();
    assert_eq!(
        (&info["instructions"], &info["shares_weights"]),
        (&json!("Be brief."), &json!(true))
    );

    let args = |question: &str| json!({ "project": project, "run": "run-1", "request": request(question), "job": null });
    let pieces = app.call("chat", args("May I come on day 3?")).unwrap();
    assert_eq!((&pieces[0]["side"], &pieces[1]["side"]), (&json!("before"), &json!("after")));
    assert!(pieces.as_array().unwrap().iter().all(|p| p["tokens"].as_u64() <= Some(12)));
    assert!(pieces[0]["ended"].is_string() && pieces[1]["ended"].is_string());
    // The same question draws the same greedy answer, from what was read before.
    assert_eq!(app.call("chat", args("May I come on day 3?")).unwrap(), pieces);
    let error = app.call("chat", args("  ")).unwrap_err();
    assert_eq!(error.code, Code::BadData);

    let vote = |winner: Value| {
        let vote = json!({
            "pair": "a", "question": "q", "before": "b", "after": "a", "winner": winner, "blind": true,
        });
        app.call("vote", json!({ "project": project, "run": "run-1", "vote": vote })).unwrap()
    };
    assert_eq!(vote(json!("after"))["after"], 1);
    let votes = vote(json!("same"));
    assert_eq!(
        (&votes["after"], &votes["same"], &votes["blind"]),
        (&json!(0), &json!(1), &json!(1))
    );
}

#[test]
fn an_answer_can_be_stopped_and_stands_as_far_as_it_came() {
    let folder = tempfile::tempdir().unwrap();
    let (app, project) = taught(folder.path());
    let talk = |stop_at: usize| {
        let request: ChatRequest = serde_json::from_value(request("How are you?")).unwrap();
        let (mut heard, mut tokens) = (0, 0);
        let mut deliver = |piece: attune_api::types::ChatPiece| {
            heard += 1;
            tokens = if piece.side == Side::After { piece.tokens } else { tokens };
            heard < stop_at
        };
        let id = project.as_str().unwrap().to_string();
        app.chat_live(id, "run-1".into(), request, None, &mut deliver).unwrap();
        (heard, tokens)
    };
    assert_eq!(talk(3).0, 3);
    // The next answer is not disturbed by the one that was cut off.
    let (heard, tokens) = talk(usize::MAX);
    assert!(heard > 3 && tokens > 0 && tokens <= 12, "{heard} {tokens}");
}

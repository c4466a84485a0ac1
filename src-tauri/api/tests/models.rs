//! Models: those worth recommending, those in folders and on drives, and what they would take.

use attune_api::hub::Settings;
use attune_api::{App, AppPaths, Code};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

fn app(folder: &Path) -> App {
    let (data, cache) = (folder.join("data"), folder.join("cache"));
    let hub = Settings::new("http://localhost:9", cache, data.join("network.jsonl")).unwrap();
    let worker = Some(folder.join("no-such-program"));
    App::new(AppPaths { data, assets: assets(), worker, hub: Some(hub) }).unwrap()
}

fn call(app: &App, name: &str, args: Value) -> Value {
    app.call(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// The built-in model once more, in another folder.
fn put_model(to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in ["config.json", "tokenizer.json", "model.safetensors"] {
        fs::copy(assets().join("starter").join(name), to.join(name)).unwrap();
    }
}

#[test]
fn a_drive_is_looked_through_and_what_was_found_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("stick");
    put_model(&stick.join("models/small"));
    fs::write(stick.join("models/small/README.md"), "---\nlicense: mit\n---\n# Small\n").unwrap();
    put_model(&stick.join("hub/models--alice--base/snapshots/0123"));
    put_model(&stick.join("hub/models--alice--base/snapshots/0123/inside"));
    put_model(&stick.join("a/b/c/d/e/f/too-deep"));
    put_model(&stick.join(".hidden/model"));
    fs::create_dir_all(stick.join("t5")).unwrap();
    fs::write(stick.join("t5/config.json"), r#"{"model_type":"t5"}"#).unwrap();
    fs::create_dir_all(stick.join("photos/2024")).unwrap();

    let first = app(folder.path());
    let handle = first.register_path(stick.clone()).unwrap().id;
    let found = call(&first, "scan_models", json!({ "folder": handle, "job": null }));
    assert_eq!((&found["refused"], &found["complete"]), (&json!(1), &json!(true)));
    let facts: Vec<_> = found["models"].as_array().unwrap().iter().collect();
    let title = |card: &Value| card["title"].as_str().unwrap().to_string();
    assert_eq!(facts.iter().map(|card| title(card)).collect::<Vec<_>>(), ["small", "base"]);
    assert_eq!((&facts[0]["maker"], &facts[0]["licence"]), (&json!(""), &json!("MIT")));
    assert_eq!((&facts[1]["maker"], &facts[1]["licence"]), (&json!("alice"), &json!("")));

    // Once more finds nothing new, and the next start knows them.
    let again = call(&first, "scan_models", json!({ "folder": handle, "job": null }));
    assert_eq!(again, found);
    drop(first);
    let second = app(folder.path());
    let cards = call(&second, "models", json!({}));
    assert_eq!(cards.as_array().unwrap().len(), 3);
    // The stick is taken away: its models are not offered, and nothing is forgotten.
    fs::rename(&stick, folder.path().join("away")).unwrap();
    assert_eq!(call(&second, "models", json!({})).as_array().unwrap().len(), 1);
    fs::rename(folder.path().join("away"), &stick).unwrap();
    assert_eq!(call(&second, "models", json!({})).as_array().unwrap().len(), 3);
}

#[test]
fn looking_through_a_drive_can_be_called_off() {
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("stick");
    // So many that the cancelling comes in time.
    for i in 0..3000 {
        fs::create_dir_all(stick.join(format!("{}/{i}", i % 50))).unwrap();
    }
    let app = app(folder.path());
    let handle = app.register_path(stick).unwrap().id;
    let error = std::thread::scope(|scope| {
        let work = scope
            .spawn(|| app.call("scan_models", json!({ "folder": handle, "job": "scan" })).err());
        while !work.is_finished() {
            call(&app, "cancel", json!({ "job": "scan" }));
        }
        work.join().unwrap()
    });
    assert_eq!(error.map(|error| error.code), Some(Code::Interrupted));
}

#[test]
fn what_is_recommended_fits_the_goal_and_is_told_without_a_connection() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path());
    let project = call(&app, "create_from_sample", json!({ "sample": "pharmacy" }))["id"].clone();
    let found = call(&app, "recommended_models", json!({ "project": project }));
    assert_eq!(found["language"], "en");
    let models = found["models"].as_array().unwrap();
    assert!(models.len() >= 4);
    for model in models {
        assert_eq!(model["found"]["family"], "bert");
        assert_eq!(model["tried"], false);
        assert_ne!(model["found"]["id"], "sentence-transformers/all-MiniLM-L6-v2");
        assert!(model["found"]["licence_plain"].is_string(), "{model}");
    }
    let ids: Vec<&Value> = models.iter().map(|model| &model["found"]["id"]).collect();
    let mut asked: Vec<Value> = ids.iter().map(|id| (*id).clone()).collect();
    asked.extend([json!("starter"), json!("nobody/nothing"), json!("openai-community/gpt2")]);
    let outlooks = call(&app, "outlooks", json!({ "project": project, "models": asked }));
    let outlooks = outlooks.as_array().unwrap();
    // The last two are not known, or can't sort.
    assert_eq!(outlooks.len(), models.len() + 1);
    let memory = |id: &str| {
        let found = outlooks.iter().find(|outlook| outlook["model"] == id).unwrap();
        found["memory_bytes"].as_u64().unwrap()
    };
    assert!(memory("google-bert/bert-base-uncased") > 2 * memory("starter"));
    assert!(outlooks.iter().all(|outlook| outlook["seconds"].as_f64().unwrap() > 1.0));

    let library =
        call(&app, "create_from_sample", json!({ "sample": "tool-library" }))["id"].clone();
    let chat = call(&app, "recommended_models", json!({ "project": library }));
    let tried: Vec<&Value> = chat["models"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|model| model["tried"] == true)
        .map(|model| &model["found"]["id"])
        .collect();
    assert_eq!(tried, ["HuggingFaceTB/SmolLM2-135M-Instruct"]);
    // Nothing was asked of anyone.
    assert!(!folder.path().join("data/network.jsonl").exists());
}

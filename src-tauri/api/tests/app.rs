//! The commands as the interface calls them: by name, with JSON, on a folder of their own.

use attune_api::hub::Settings;
use attune_api::{App, AppPaths, Code, Error};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

struct Bench {
    app: App,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(paths(folder.path())).unwrap();
        Self { app, folder }
    }

    fn call(&self, name: &str, args: Value) -> Value {
        self.app.call(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    fn refused(&self, name: &str, args: Value) -> Error {
        match self.app.call(name, args) {
            Ok(value) => panic!("{name} was allowed: {value}"),
            Err(error) => error,
        }
    }

    fn file(&self, name: &str, text: &str) -> Value {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        json!(self.app.register_path(path).unwrap().id)
    }

    fn sample(&self) -> Value {
        self.call("create_from_sample", json!({ "sample": "pharmacy" }))
    }
}

/// A hub that nobody answers at, and a cache of its own.
fn hub(folder: &Path) -> Settings {
    let (cache, ledger) = (folder.join("hub"), folder.join("data/network.jsonl"));
    Settings::new("http://localhost:9", cache, ledger).unwrap()
}

fn paths(folder: &Path) -> AppPaths {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    // A worker program that is not there: nothing is started by accident.
    let worker = Some(folder.join("no-such-program"));
    let (data, hub) = (folder.join("data"), hub(folder));
    AppPaths { data, assets, worker, hub: Some(hub) }
}

#[test]
fn a_sample_becomes_a_project_that_outlives_the_program() {
    let bench = Bench::new();
    assert_eq!(bench.call("projects", json!({})), json!([]));
    let samples = bench.call("samples", json!({}));
    assert_eq!(samples.as_array().unwrap().len(), 5);
    assert_eq!((&samples[3]["goal"], &samples[3]["rows"]), (&json!("chat"), &json!(120)));
    assert_eq!((&samples[4]["goal"], &samples[4]["rows"]), (&json!("continue"), &json!(150)));
    let view = bench.sample();
    let data = &view["data"];
    assert_eq!(data["rows"], samples[0]["rows"]);
    assert_eq!(data["categories"].as_array().unwrap().len(), samples[0]["categories"]);
    assert_eq!(data["obstacles"], json!([]));

    let id = view["id"].clone();
    bench.call("rename_project", json!({ "project": id, "name": "Counter" }));
    let busy = App::new(paths(bench.folder.path())).unwrap();
    let error = busy.call("open_project", json!({ "project": id })).unwrap_err();
    assert_eq!(error.code, Code::Busy);

    let Bench { app, folder } = bench;
    drop(app);
    let app = App::new(paths(folder.path())).unwrap();
    let cards = app.call("projects", json!({})).unwrap();
    assert_eq!(cards[0]["name"], "Counter");
    assert_eq!(cards[0]["status"], "ready");
    assert_eq!(cards[0]["rows"], data["rows"]);
}

#[test]
fn a_file_is_looked_at_imported_changed_and_taken_back() {
    let bench = Bench::new();
    let file = bench.file("notes.csv", "text,label\none,A\ntwo,B\nthree,a\n\"four, five\",B\n,B\n");
    let preview = bench.call("inspect_file", json!({ "file": file, "options": {} }));
    assert_eq!(preview["roles"]["text"], "text");
    assert_eq!(preview["rows"][3][0], "four, five");

    let project = bench.call("create_project", json!({ "name": "Notes" }))["id"].clone();
    let none = bench.call("data_summary", json!({ "project": project }));
    assert_eq!(none, Value::Null);
    let args = json!({
        "project": project, "file": file, "options": preview["options"],
        "columns": preview["roles"], "test_only": false, "replace": false, "job": "j1",
    });
    let summary = bench.call("import_file", args);
    assert_eq!((&summary["rows"], &summary["rejected"]), (&json!(4), &json!(1)));
    assert_eq!(bench.call("progress", json!({ "job": "j1" })), Value::Null);
    let rejected = json!({ "project": project, "offset": 0, "limit": 10 });
    assert_eq!(bench.call("rejected_rows", rejected)[0]["line"], 6);

    let merge = json!({ "project": project, "from": ["a"], "into": "A" });
    assert_eq!(bench.call("merge_labels", merge)["categories"].as_array().unwrap().len(), 2);
    let undone = bench.call("undo", json!({ "project": project }));
    assert_eq!(undone["categories"].as_array().unwrap().len(), 3);
    let redone = bench.call("redo", json!({ "project": project }));
    assert_eq!(redone["categories"].as_array().unwrap().len(), 2);

    let filter = json!({ "label": "B" });
    let page = json!({ "project": project, "filter": filter, "offset": 0, "limit": 10 });
    let rows = bench.call("rows", page);
    assert_eq!(rows["total"], 2);
    let first = rows["rows"][0]["id"].clone();
    let summary =
        bench.call("set_label", json!({ "project": project, "row": first, "label": null }));
    assert_eq!(summary["unlabelled"], 1);
}

#[test]
fn what_can_not_be_trained_is_refused_and_leaves_nothing() {
    let bench = Bench::new();
    let project = bench.call("create_project", json!({ "name": "Empty" }))["id"].clone();
    let plan = json!({
        "model": "starter", "method": "lora", "preset": "quick", "settings": {}, "seed": 1,
    });
    let error = bench.refused("start_training", json!({ "project": project, "plan": plan }));
    assert_eq!(error.code, Code::BadData);

    let view = bench.sample();
    let project = view["id"].clone();
    let runs = bench.folder.path().join("data/projects").join(project.as_str().unwrap());
    let mut wrong = plan.clone();
    wrong["settings"] = json!({ "epochs": "lots" });
    let error = bench.refused("start_training", json!({ "project": project, "plan": wrong }));
    assert_eq!(error.code, Code::BadSetting);
    wrong["settings"] = json!({});
    wrong["model"] = json!("folder-1");
    let error = bench.refused("start_training", json!({ "project": project, "plan": wrong }));
    assert_eq!(error.code, Code::NotFound);
    // The worker program is missing: the prepared run goes away again.
    let error = bench.refused("start_training", json!({ "project": project, "plan": plan }));
    assert_eq!(error.code, Code::NotFound);
    let left: Vec<_> = fs::read_dir(runs.join("runs")).into_iter().flatten().collect();
    assert!(left.is_empty(), "left behind: {left:?}");
    let args = json!({ "project": project, "plan": plan, "job": null });
    assert_eq!(bench.refused("estimate", args).code, Code::NotFound);
    let names: Vec<_> = fs::read_dir(&runs).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(names.iter().all(|n| !n.to_string_lossy().starts_with("estimate-")), "{names:?}");
    assert_eq!(bench.call("runs", json!({ "project": project })), json!([]));
}

#[test]
fn a_damaged_run_does_not_hide_the_others() {
    let bench = Bench::new();
    let project = bench.sample()["id"].clone();
    let folder = bench.folder.path().join("data/projects").join(project.as_str().unwrap());
    let run = folder.join("runs/run-3");
    fs::create_dir_all(&run).unwrap();
    fs::write(run.join("recipe.json"), "{\"v\":").unwrap();
    fs::write(run.join("events.jsonl"), "no event\n").unwrap();
    assert_eq!(bench.call("runs", json!({ "project": project }))[0]["state"], "failed");
    assert_eq!(bench.call("projects", json!({}))[0]["status"], "ready");
    let args = json!({ "project": project, "run": "run-3" });
    assert_eq!(bench.refused("resume_run", args).code, Code::BadFile);
}

#[test]
fn a_project_is_deleted_with_its_folder_and_nothing_else() {
    let bench = Bench::new();
    let first = bench.sample()["id"].clone();
    let second = bench.sample()["id"].clone();
    assert_ne!(first, second);
    bench.call("delete_project", json!({ "project": first }));
    let left: Vec<_> = fs::read_dir(bench.folder.path().join("data/projects"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(left, [second.as_str().unwrap()]);
    for id in [first, json!("../projects"), json!(".."), json!("")] {
        let error = bench.refused("delete_project", json!({ "project": id }));
        assert_eq!(error.code, Code::NotFound);
    }
}

#[test]
fn models_options_and_preferences_are_what_the_forms_need() {
    let bench = Bench::new();
    let models = bench.call("models", json!({}));
    assert_eq!((&models[0]["id"], &models[0]["pooling"]), (&json!("starter"), &json!("mean")));
    assert!(models[0]["parameters"].as_u64().unwrap() > 20_000_000);
    let folder = bench.app.register_path(bench.folder.path().into()).unwrap().id;
    let error = bench.refused("open_model_folder", json!({ "folder": folder }));
    assert_eq!(error.code, Code::BadModel);

    // A folder that was opened is offered again after a restart.
    let copy = bench.folder.path().join("my model");
    fs::create_dir(&copy).unwrap();
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter");
    for entry in fs::read_dir(starter).unwrap().flatten().filter(|e| e.path().is_file()) {
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    let folder = bench.app.register_path(copy).unwrap().id;
    let opened = bench.call("open_model_folder", json!({ "folder": folder }));
    let again = App::new(paths(bench.folder.path())).unwrap();
    assert_eq!(again.call("models", json!({})).unwrap()[1], opened);

    let options = bench.call("training_options", json!({ "goal": "classify" }));
    for preset in options["presets"].as_array().unwrap() {
        for method in options["methods"].as_array().unwrap() {
            assert!(preset["settings"][method["id"].as_str().unwrap()].is_object());
        }
    }
    let theme = json!({ "preferences": {
        "theme": "dark", "text_size": 1.25, "language": "de", "letter_keys": false,
        "notifications": false, "suggestions": true, "never_online": false,
    } });
    assert_eq!(bench.call("preferences", Value::Null)["theme"], "system");
    assert_eq!(bench.call("set_preferences", theme.clone()), theme["preferences"]);
    assert_eq!(bench.call("preferences", Value::Null), theme["preferences"]);
    for (name, value) in [("theme", json!("pink")), ("language", json!("../x"))] {
        let mut wrong = theme.clone();
        wrong["preferences"][name] = value;
        assert_eq!(bench.refused("set_preferences", wrong).code, Code::BadSetting, "{name}");
    }
    // A file of an earlier version lacks the newer settings.
    let file = bench.folder.path().join("data/preferences.json");
    fs::write(file, r#"{"theme":"light","text_size":1.0}"#).unwrap();
    let kept = bench.call("preferences", Value::Null);
    assert_eq!((&kept["theme"], &kept["letter_keys"]), (&json!("light"), &json!(true)));
    assert!(bench.call("app_info", json!({}))["memory_bytes"].as_u64().unwrap() > 0);
    bench.refused("no_such_command", json!({}));
    bench.refused("open_project", json!({ "project": 3 }));
}

#[test]
fn what_goes_online_is_said_and_the_lock_holds() {
    let bench = Bench::new();
    let now = bench.call("online", json!({}));
    assert_eq!((&now["barred"], &now["key"]), (&Value::Null, &json!("none")));
    assert_eq!(now["hub"], "localhost");
    let query = json!({ "query": { "words": "small", "language": null, "licence": null } });
    assert_eq!(bench.refused("search_models", query.clone()).code, Code::Network);
    let lines = bench.call("ledger", json!({ "limit": 10 }));
    assert_eq!((&lines[0]["deed"], &lines[0]["outcome"]), (&json!("searched"), &json!("failed")));
    let folder = json!(bench.app.register_path(bench.folder.path().into()).unwrap().id);
    bench.call("save_ledger", json!({ "folder": folder }));
    let saved = fs::read_to_string(bench.folder.path().join("attune-network.csv")).unwrap();
    assert_eq!(saved.lines().count(), 2);

    let mut preferences = bench.call("preferences", json!({}));
    preferences["never_online"] = true.into();
    bench.call("set_preferences", json!({ "preferences": preferences }));
    assert_eq!(bench.call("online", json!({}))["barred"], "lock");
    for (command, args) in [
        ("search_models", query),
        ("fetch_model", json!({ "repo": "a/b", "job": null })),
        ("set_access_key", json!({ "key": "hf_secret" })),
        ("check_name", json!({ "repo": "a/b" })),
    ] {
        assert_eq!(bench.refused(command, args).code, Code::Offline, "{command}");
    }
    assert_eq!(bench.call("ledger", json!({ "limit": 10 })).as_array().unwrap().len(), 1);
}

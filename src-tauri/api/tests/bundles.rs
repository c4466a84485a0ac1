//! Projects copied, saved as a file and opened from one, by the commands of the interface.

use attune_api::hub::Settings;
use attune_api::{App, AppPaths, Code, Error};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

struct Bench {
    app: App,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(paths(folder.path(), "data")).unwrap();
        Self { app, folder }
    }

    fn projects(&self) -> PathBuf {
        self.folder.path().join("data/projects")
    }

    fn handle(&self, path: &Path) -> Value {
        json!(self.app.register_path(path.into()).unwrap().id)
    }

    /// A run as it looks while it is at work: its log is empty, and its worker holds the lock.
    fn at_work(&self, project: &Value) -> File {
        let run = self.projects().join(project.as_str().unwrap()).join("runs/run-1");
        fs::create_dir_all(&run).unwrap();
        let recipe = json!({
            "v": 1, "task": "classify", "method": "full", "preset": "quick", "settings": {},
            "model": { "id": "starter", "path": "/nowhere", "sha256": "x" },
            "seed": 1, "labels": ["a", "b"], "data_sha256": "x", "attune": "0.1.0",
        });
        fs::write(run.join("recipe.json"), recipe.to_string()).unwrap();
        fs::write(run.join("events.jsonl"), "").unwrap();
        let lock = File::create(run.join("worker.lock")).unwrap();
        lock.try_lock().unwrap();
        lock
    }
}

fn call(app: &App, name: &str, args: Value) -> Value {
    app.call(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn refused(app: &App, name: &str, args: Value) -> Error {
    match app.call(name, args) {
        Ok(value) => panic!("{name} was allowed: {value}"),
        Err(error) => error,
    }
}

fn paths(folder: &Path, data: &str) -> AppPaths {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let worker = Some(folder.join("no-such-program"));
    let data = folder.join(data);
    let hub = Settings::new("http://localhost:9", folder.join("hub"), data.join("network.jsonl"));
    AppPaths { data, assets, worker, hub: Some(hub.unwrap()) }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What a person has worked on: the steps and the rows.
fn work(app: &App, project: &Value) -> [Value; 3] {
    let page = json!({ "project": project, "filter": {}, "offset": 0, "limit": 1000 });
    let asked = json!({ "project": project, "limit": 100 });
    let summary = json!({ "project": project });
    [call(app, "rows", page), call(app, "history", asked), call(app, "data_summary", summary)]
}

#[test]
fn a_copy_stands_first_and_is_a_project_of_its_own() {
    let bench = Bench::new();
    let app = &bench.app;
    let first = call(app, "create_from_sample", json!({ "sample": "pharmacy" }))["id"].clone();
    let other = call(app, "create_project", json!({ "name": "Other" }))["id"].clone();
    let label = json!({ "project": first, "row": 3, "label": "Other matters" });
    call(app, "set_label", label);
    let before = work(app, &first);
    let args = json!({ "project": first, "name": "Pharmacy (copy)", "job": "j1" });
    let card = call(app, "copy_project", args);
    assert_eq!((&card["name"], &card["status"]), (&json!("Pharmacy (copy)"), &json!("ready")));
    let cards = call(app, "projects", json!({}));
    assert_eq!(cards.as_array().unwrap().len(), 3);
    assert_eq!(cards[0]["id"], card["id"]);
    assert_eq!(work(app, &card["id"]), before);
    call(app, "undo", json!({ "project": card["id"] }));
    assert_eq!(work(app, &first), before);
    call(app, "delete_project", json!({ "project": first }));
    call(app, "open_project", json!({ "project": card["id"] }));
    assert_eq!(call(app, "progress", json!({ "job": "j1" })), Value::Null);

    // One that was not open is let go of again, so that another program can have it.
    call(app, "close_project", json!({ "project": other }));
    call(app, "copy_project", json!({ "project": other, "name": "Empty", "job": null }));
    let second = App::new(paths(bench.folder.path(), "data")).unwrap();
    call(&second, "open_project", json!({ "project": other }));
    let args = json!({ "project": other, "name": "Third", "job": null });
    assert_eq!(refused(app, "copy_project", args).code, Code::Busy);
    let args = json!({ "project": card["id"], "name": " ", "job": null });
    assert_eq!(refused(app, "copy_project", args).code, Code::BadSetting);
    let hidden = |name: &String| name.starts_with('.');
    assert_eq!(names(&bench.projects()).iter().filter(|name| hidden(name)).count(), 0);
}

#[test]
fn a_project_goes_to_another_computer_in_one_file() {
    let bench = Bench::new();
    let app = &bench.app;
    let project = call(app, "create_from_sample", json!({ "sample": "pharmacy" }))["id"].clone();
    let named = json!({ "project": project, "name": "Chemist: 2026" });
    call(app, "rename_project", named);
    let parts = call(app, "project_parts", json!({ "project": project }));
    assert_eq!(parts["runs"], 0);
    let desk = bench.folder.path().join("desk");
    fs::create_dir(&desk).unwrap();
    let args = json!({ "project": project, "folder": bench.handle(&desk), "job": null });
    let saved = call(app, "export_project", args.clone());
    assert_eq!(saved["file"], "Chemist- 2026.attune");
    // Nothing that is there is written over.
    assert_eq!(call(app, "export_project", args)["file"], "Chemist- 2026-2.attune");
    assert_eq!(names(&desk), ["Chemist- 2026-2.attune", "Chemist- 2026.attune"]);

    let there = App::new(paths(bench.folder.path(), "elsewhere")).unwrap();
    // Told by what is in it, whatever it is called.
    let file = desk.join("letters.csv");
    fs::rename(desk.join("Chemist- 2026.attune"), &file).unwrap();
    let file = json!(there.register_path(file).unwrap().id);
    let known = call(&there, "project_file", json!({ "file": file }));
    assert_eq!((&known["name"], &known["rows"]), (&json!("Chemist: 2026"), &parts["rows"]));
    for name in ["Chemist: 2026", "Chemist: 2026 (2)"] {
        let view = call(&there, "import_project", json!({ "file": file, "job": null }));
        assert_eq!(view["name"], name);
        assert_eq!(work(&there, &view["id"]), work(app, &project));
    }
    let taken = json!({ "file": file, "options": {} });
    assert_eq!(refused(&there, "inspect_file", taken).code, Code::BadFile);
}

#[test]
fn a_file_that_is_no_project_leaves_nothing_behind() {
    let bench = Bench::new();
    let app = &bench.app;
    let project = call(app, "create_from_sample", json!({ "sample": "pharmacy" }))["id"].clone();
    let folder = bench.folder.path();
    let args = json!({ "project": project, "folder": bench.handle(folder), "job": null });
    let saved = call(app, "export_project", args)["file"].as_str().unwrap().to_owned();
    let whole = fs::read(folder.join(saved)).unwrap();
    let before = names(&bench.projects());
    let torn = folder.join("torn.attune");
    fs::write(&torn, &whole[..whole.len() / 2]).unwrap();
    let plain = folder.join("plain.attune");
    fs::write(&plain, "text,label\none,A\n").unwrap();
    let seen = call(app, "project_file", json!({ "file": bench.handle(&plain) }));
    assert_eq!(seen, Value::Null);
    for path in [torn, plain, folder.join("data")] {
        let args = json!({ "file": bench.handle(&path), "job": null });
        assert_eq!(refused(app, "import_project", args).code, Code::BadFile, "{path:?}");
        assert_eq!(names(&bench.projects()), before);
    }
    // What a killed program left is cleared away at the next start.
    fs::create_dir(bench.projects().join(".new-1-1")).unwrap();
    drop(App::new(paths(folder, "data")).unwrap());
    assert_eq!(names(&bench.projects()), before);
}

#[test]
fn while_it_is_trained_a_project_is_neither_copied_nor_saved() {
    let bench = Bench::new();
    let app = &bench.app;
    let project = call(app, "create_from_sample", json!({ "sample": "pharmacy" }))["id"].clone();
    let lock = bench.at_work(&project);
    let copy = json!({ "project": project, "name": "Second", "job": null });
    let folder = bench.handle(bench.folder.path());
    let save = json!({ "project": project, "folder": folder, "job": null });
    for (command, args) in [("copy_project", &copy), ("export_project", &save)] {
        let error = refused(app, command, args.clone());
        assert_eq!(
            (error.code, error.what.as_str()),
            (Code::Busy, "This project is being trained")
        );
    }
    drop(lock);
    call(app, "copy_project", copy);
    let saved = call(app, "export_project", save)["file"].as_str().unwrap().to_owned();
    let file = bench.handle(&bench.folder.path().join(saved));
    let view = call(app, "import_project", json!({ "file": file, "job": null }));
    assert_eq!(
        (&view["runs"][0]["id"], &view["runs"][0]["state"]),
        (&json!("run-1"), &json!("interrupted"))
    );
}

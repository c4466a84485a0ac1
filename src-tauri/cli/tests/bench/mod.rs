//! A project as the window drives it, with the command line as its worker.

use attune_api::{App, AppPaths};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub struct Bench {
    pub app: App,
    pub folder: tempfile::TempDir,
    pub project: Value,
}

impl Bench {
    /// `create` is the command that makes the project.
    pub fn on(create: &str, args: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(AppPaths {
            data: folder.path().join("data"),
            assets: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets"),
            worker: Some(PathBuf::from(env!("CARGO_BIN_EXE_attune-cli"))),
            hub: None,
        })
        .unwrap();
        let project = app.call(create, args).unwrap()["id"].clone();
        Self { app, folder, project }
    }

    pub fn tried(&self, name: &str, mut args: Value) -> attune_api::Result<Value> {
        args["project"] = self.project.clone();
        self.app.call(name, args)
    }

    pub fn call(&self, name: &str, args: Value) -> Value {
        self.tried(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Trains the built-in model to the end; returns the run's id.
    pub fn finish(&self, method: &str, settings: Value) -> Value {
        let plan = json!({
            "model": "starter", "method": method, "preset": "quick", "settings": settings,
            "seed": 1,
        });
        let id = self.call("start_training", json!({ "plan": plan }))["id"].clone();
        let start = Instant::now();
        loop {
            let run = self.call("runs", json!({}))[0].clone();
            if run["state"] == "finished" {
                return id;
            }
            assert!(run["state"] == "running" || run["state"] == "paused", "{run}");
            assert!(start.elapsed() < Duration::from_secs(240), "never finished: {run}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

//! What to train with: models, methods, presets, and what a plan would take.

use crate::cards::{fetched_card, folder_card, starter_card};
use crate::jobs::Job;
use crate::online::{STARTER, cache, fetched_model};
use crate::types::*;
use crate::worker::{Measured, spawn_measure};
use crate::{App, lock};
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::method::{METHODS, unavailable};
use attune_engine::model::ModelFolder;
use attune_engine::store::write_atomic;
use attune_engine::task;
use attune_engine::train::{self, Fewer, PRESETS, common_params, preset_settings};
use attune_hub::Repo;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const BALANCED: &str = "balanced";

/// Models opened so far, and plans measured since the start.
pub(crate) struct Setup {
    /// Kept in a file; the place in the list is part of a model's id, so nothing leaves it.
    opened: Mutex<Vec<PathBuf>>,
    /// By plan and hash of the data.
    measured: Mutex<HashMap<String, train::Estimate>>,
}

impl Setup {
    /// With the folders that were opened in earlier sessions.
    pub fn load(file: &Path) -> Self {
        // A damaged list costs the person a folder dialog, and is no reason to stop.
        let bytes = std::fs::read(file).unwrap_or_default();
        let opened = serde_json::from_slice(&bytes).unwrap_or_default();
        Self { opened: Mutex::new(opened), measured: Mutex::default() }
    }

    pub fn opened(&self) -> Vec<PathBuf> {
        lock(&self.opened).clone()
    }
}

impl App {
    pub(crate) fn models(&self) -> Result<Vec<ModelCard>> {
        let mut cards = vec![starter_card(&self.paths.starter())?];
        let opened = self.setup.opened();
        for (place, folder) in opened.iter().enumerate() {
            // A folder that was taken away since is no longer offered.
            cards.extend(folder_card(place, folder));
        }
        let cache = cache(&self.paths)?;
        for located in cache.models() {
            // One of a build that can't be trained, fetched by another program, is not offered.
            cards.extend(fetched_card(&cache, &located.repo));
        }
        Ok(cards)
    }

    pub(crate) fn open_model_folder(&self, folder: Id) -> Result<ModelCard> {
        let folder = self.handles.folder(&folder)?;
        ModelFolder::open(&folder)?;
        let places = self.remember_folders(std::slice::from_ref(&folder))?;
        folder_card(places[0], &folder)
    }

    /// Keeps folders in the list for this time and the next; gives the place of each.
    pub(crate) fn remember_folders(&self, folders: &[PathBuf]) -> Result<Vec<usize>> {
        let mut opened = lock(&self.setup.opened);
        let mut all = opened.clone();
        let mut places = Vec::with_capacity(folders.len());
        for folder in folders {
            let known = all.iter().position(|other| other == folder);
            places.push(known.unwrap_or(all.len()));
            if known.is_none() {
                all.push(folder.clone());
            }
        }
        if all.len() > opened.len() {
            let list = serde_json::to_vec_pretty(&all)
                .map_err(|e| Error::internal("The list of models can't be kept").source(e))?;
            write_atomic(&self.paths.models(), &list)?;
            *opened = all;
        }
        Ok(places)
    }

    pub(crate) fn model_folder(&self, id: &str) -> Result<PathBuf> {
        if id == STARTER {
            return Ok(self.paths.starter());
        }
        if let Ok(repo) = Repo::parse(id)
            && repo.owner().is_some()
        {
            return fetched_model(&self.paths, &repo);
        }
        let place = id.strip_prefix("folder-").and_then(|number| number.parse::<usize>().ok());
        let opened = lock(&self.setup.opened);
        let folder = place.and_then(|place| opened.get(place.checked_sub(1)?));
        folder.cloned().ok_or_else(|| {
            Error::new(Code::NotFound, "This model is not open any more")
                .advice("Open its folder again, or choose the built-in model")
        })
    }

    pub(crate) fn training_options(&self, goal: Goal) -> Result<TrainingOptions> {
        let task = task::find(goal.id())?;
        let offered: Vec<_> =
            METHODS.iter().filter(|method| unavailable(method, task).is_none()).collect();
        let mut presets = Vec::new();
        for preset in PRESETS {
            let mut settings = std::collections::BTreeMap::new();
            for method in &offered {
                settings.insert(method.id.to_string(), preset_settings(task, preset.id, method)?);
            }
            presets.push(PresetInfo {
                id: preset.id.into(),
                title: preset.title.into(),
                description: preset.description.into(),
                settings,
                recommended: preset.id == BALANCED,
            });
        }
        // A model that writes is large: an adapter is what most computers have room for.
        let best = offered.iter().position(|method| method.is_adapter).filter(|_| task.writes);
        let methods = offered.iter().enumerate().map(|(place, method)| MethodInfo {
            id: method.id.into(),
            title: method.title.into(),
            description: method.description.into(),
            params: (method.params)(),
            recommended: place == best.unwrap_or(0),
        });
        Ok(TrainingOptions { methods: methods.collect(), presets, params: common_params(task) })
    }

    pub(crate) fn estimate(
        &self,
        project: Id,
        plan: TrainPlan,
        job: Option<Id>,
    ) -> Result<Estimate> {
        let job = self.jobs.start(job, "Timing a few steps");
        let opened = self.library.get(&project)?;
        let mut opened = lock(&opened);
        let plan_text = serde_json::to_string(&plan)
            .map_err(|e| Error::internal("The plan could not be written").source(e))?;
        let key = format!("{plan_text} {}", opened.version()?.learn);
        if let Some(known) = lock(&self.setup.measured).get(&key) {
            return Ok(judge(known));
        }
        let request = self.request(&opened, &plan)?;
        drop(opened);
        let trial = Trial::new(&self.library.folder(&project)?);
        train::prepare(&trial.0, &request)?;
        let child = spawn_measure(&self.paths.worker_program()?, &trial.0)?;
        let measured = wait_for(child, &job)?;
        let estimate = judge(&measured);
        lock(&self.setup.measured).insert(key, measured);
        Ok(estimate)
    }
}

/// A run folder that is measured and thrown away.
struct Trial(PathBuf);

impl Trial {
    fn new(project: &Path) -> Self {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        Self(project.join(format!("{TRIAL}{}-{count}", std::process::id())))
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        // What can't be deleted now is when the project is opened next.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const TRIAL: &str = "estimate-";

/// Deletes what a crash left of estimates; called when no one else has the project.
pub(crate) fn sweep_trials(project: &Path) {
    for entry in std::fs::read_dir(project).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(TRIAL) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// Waits for the measuring process; a cancelled job ends it.
fn wait_for(mut child: Child, job: &Job<'_>) -> Result<train::Estimate> {
    let ended = loop {
        match child.try_wait() {
            Ok(Some(_)) => break Ok(()),
            Ok(None) => {}
            Err(error) => {
                break Err(Error::internal("The estimate can't be waited for").source(error));
            }
        }
        if let Err(cancelled) = job.check() {
            break Err(cancelled);
        }
        std::thread::sleep(Duration::from_millis(30));
    };
    if let Err(error) = ended {
        // It may have ended by itself meanwhile, which is as good.
        let _ = child.kill();
        let _ = child.wait();
        return Err(error);
    }
    let mut text = String::new();
    if let Some(mut output) = child.stdout.take() {
        output.read_to_string(&mut text).at_path(Path::new("the estimate"))?;
    }
    match serde_json::from_str(&text) {
        Ok(Measured::Estimate(estimate)) => Ok(estimate),
        Ok(Measured::Error(error)) => Err(error),
        // The process died before it could say anything: most likely memory ran out.
        Err(error) => Err(Error::new(Code::OutOfMemory, "The trial steps did not come to an end")
            .safe("Your data is as it was")
            .advice("Choose a smaller model, fewer examples per step or shorter texts")
            .source(error)),
    }
}

impl Fit {
    pub(crate) fn of(needed: u64, free: u64) -> Self {
        match needed as f64 / free.max(1) as f64 {
            share if share < 0.6 => Fit::Comfortable,
            share if share < 0.95 => Fit::Tight,
            _ => Fit::WontFit,
        }
    }
}

fn judge(measured: &train::Estimate) -> Estimate {
    let free = crate::app::memory_free();
    Estimate {
        seconds: measured.seconds,
        memory_bytes: measured.memory_bytes,
        memory_free_bytes: free,
        fit: Fit::of(measured.memory_bytes, free),
        steps: measured.steps,
        trainable: measured.trainable,
        total: measured.total,
        fewer: measured
            .fewer
            .map(|Fewer { examples, seconds }| FewerExamples { examples, seconds }),
    }
}

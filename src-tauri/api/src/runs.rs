//! Runs: starting a worker, telling whether it lives, and folding its log.

use crate::origin::{Origin, Present};
use crate::projects::changed_at;
use crate::run_log::{Phase, RunLog, Story};
use crate::types::{Id, RunCard, RunCommand, RunState, Stale, TrainPlan};
use crate::worker::{LOCK, spawn};
use crate::{App, control, lock};
use attune_engine::data::{IN_USE, Project};
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::store::Lock;
use attune_engine::task::Material;
use attune_engine::train::event::Record;
use attune_engine::train::{self, Recipe, Request, name_reader};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// What this process knows of runs beyond their folders.
#[derive(Default)]
pub(crate) struct Runs {
    logs: Mutex<HashMap<PathBuf, Arc<Mutex<RunLog>>>>,
    /// Workers started by this process: set once one has ended.
    workers: Mutex<HashMap<PathBuf, Arc<AtomicBool>>>,
}

impl Runs {
    fn log(&self, run: &Path) -> Arc<Mutex<RunLog>> {
        lock(&self.logs)
            .entry(run.to_path_buf())
            .or_insert_with(|| Arc::new(Mutex::new(RunLog::new(run.join("events.jsonl")))))
            .clone()
    }

    /// Whether a worker has the run. A worker of our own is not asked through its lock: trying the
    /// lock takes it for a moment, and the worker could find it taken.
    fn alive(&self, run: &Path) -> bool {
        let own = lock(&self.workers).get(run).is_some_and(|ended| !ended.load(Ordering::Acquire));
        own || Lock::is_held(&run.join(LOCK))
    }
}

fn state(phase: Phase, alive: bool) -> RunState {
    match (phase, alive) {
        (Phase::Finished, _) => RunState::Finished,
        (Phase::Failed, false) => RunState::Failed,
        (Phase::Paused, true) => RunState::Paused,
        (_, true) => RunState::Running,
        (_, false) => RunState::Interrupted,
    }
}

/// When the newest checkpoint was written.
fn saved_at(run: &Path) -> Option<u64> {
    let entries = std::fs::read_dir(run.join("checkpoints")).ok()?;
    entries.flatten().filter_map(|entry| changed_at(&entry.path())).max()
}

fn number(id: &str) -> Option<u32> {
    id.strip_prefix("run-")?.parse().ok()
}

/// The runs in a folder, newest first.
fn run_ids(runs: &Path) -> Vec<Id> {
    let entries = std::fs::read_dir(runs).into_iter().flatten().flatten();
    let mut found: Vec<(u32, Id)> = entries
        // The recipe is written last: without it, the folder is not a run.
        .filter(|entry| entry.path().join("recipe.json").is_file())
        .filter_map(|entry| {
            let id = entry.file_name().to_string_lossy().into_owned();
            number(&id).map(|number| (number, id))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, id)| id).collect()
}

fn new_id(runs: &Path) -> Id {
    let entries = std::fs::read_dir(runs).into_iter().flatten().flatten();
    let taken = entries.filter_map(|entry| number(&entry.file_name().to_string_lossy())).max();
    format!("run-{}", taken.unwrap_or(0).saturating_add(1))
}

/// The finished run that sorts files: the chosen one, else the best, the newest of equals.
pub(crate) fn in_use<'a>(cards: &'a [RunCard], chosen: Option<&str>) -> Option<&'a RunCard> {
    let finished = || cards.iter().filter(|card| card.state == RunState::Finished);
    // Where nothing is sorted, the smaller loss is better.
    let score = |card: &RunCard| card.best_f1.or(card.best_loss.map(|loss| -loss)).unwrap_or(0.0);
    let best = finished().rev().max_by(|a, b| score(a).total_cmp(&score(b)));
    finished().find(|card| Some(&*card.id) == chosen).or(best)
}

/// Refuses data that nothing can be learned from, in the words of the data page.
pub(crate) fn check_ready(project: &Project) -> Result<()> {
    match project.summary()?.obstacles.into_iter().next() {
        None => Ok(()),
        Some(obstacle) => Err(Error::new(Code::BadData, obstacle)
            .safe("Nothing was changed")
            .advice("Go back to the data and change this")),
    }
}

impl App {
    fn runs_folder(&self, project: &str) -> Result<PathBuf> {
        Ok(self.library.folder(project)?.join("runs"))
    }

    pub(crate) fn run_folder(&self, project: &str, run: &str) -> Result<PathBuf> {
        let folder = self.runs_folder(project)?.join(run);
        if number(run).is_none() || !folder.join("recipe.json").is_file() {
            return Err(Error::new(Code::NotFound, "This run is not there any more")
                .at(run.chars().take(80).collect::<String>())
                .advice("Choose another run, or train again"));
        }
        Ok(folder)
    }

    /// The folder of a run whose kept version will not change any more.
    pub(crate) fn finished_run(&self, project: &str, run: &str) -> Result<PathBuf> {
        let folder = self.run_folder(project, run)?;
        if self.story(project, run)?.phase != Phase::Finished {
            return Err(Error::new(Code::NotFound, "The run has no result yet")
                .advice("Let the training end first, or stop it and keep the best"));
        }
        Ok(folder)
    }

    pub(crate) fn story(&self, project: &str, run: &str) -> Result<Story> {
        let log = self.runs.log(&self.run_folder(project, run)?);
        let story = lock(&log).story()?.clone();
        Ok(story)
    }

    /// The project's runs, newest first. Without the present data, none counts as outdated.
    pub(crate) fn run_cards(&self, project: &str, now: Option<&Present>) -> Result<Vec<RunCard>> {
        let runs = self.runs_folder(project)?;
        let mut cards = Vec::new();
        for id in run_ids(&runs) {
            cards.push(self.run_card(project, id, now)?);
        }
        let chosen = now.and_then(|now| now.in_use.as_deref());
        let used = in_use(&cards, chosen).map(|card| card.id.clone());
        for card in &mut cards {
            card.in_use = used.as_ref() == Some(&card.id);
        }
        Ok(cards)
    }

    fn run_card(&self, project: &str, id: Id, now: Option<&Present>) -> Result<RunCard> {
        let folder = self.run_folder(project, &id)?;
        // A run that can't be read stays in the list as failed; everything asked of it says why.
        let recipe = Recipe::load(&folder).ok();
        // Asked before the log is read: a worker that ends in between has written its last line.
        let alive = self.runs.alive(&folder);
        let story = self.story(project, &id)?;
        let origin = Origin::load(&folder);
        let stale = match (now, &recipe) {
            (Some(now), Some(recipe)) => now.stale(origin.as_ref(), &recipe.labels),
            _ => Vec::new(),
        };
        Ok(RunCard {
            id,
            state: match &recipe {
                Some(_) => state(story.phase, alive),
                None => RunState::Failed,
            },
            step: story.step,
            steps: story.steps,
            task: recipe.as_ref().map_or_else(String::new, |recipe| recipe.task.clone()),
            best_f1: story.best_f1,
            best_loss: story.best_loss,
            started_at: changed_at(&folder.join("recipe.json")).unwrap_or(0),
            saved_at: saved_at(&folder),
            from_earlier_data: stale.contains(&Stale::DataChanged),
            stale,
            in_use: false,
            model: recipe.as_ref().map_or_else(String::new, |recipe| recipe.model.id.clone()),
            method: recipe.as_ref().map_or_else(String::new, |recipe| recipe.method.clone()),
            preset: recipe.map_or_else(String::new, |recipe| recipe.preset),
        })
    }

    pub(crate) fn runs(&self, project: Id) -> Result<Vec<RunCard>> {
        let now = self.library.on(&project, Present::of)?;
        self.run_cards(&project, Some(&now))
    }

    /// One of [`App::runs`].
    pub(crate) fn one_run(&self, project: &str, id: &str) -> Result<RunCard> {
        let cards = self.runs(project.into())?;
        let found = cards.into_iter().find(|card| card.id == id);
        found.ok_or_else(|| Error::internal("The run is not in the list of runs"))
    }

    pub(crate) fn use_run(&self, project: Id, run: Id) -> Result<Vec<RunCard>> {
        self.finished_run(&project, &run)?;
        self.library.on(&project, |project| project.set_note(IN_USE, Some(&run)))?;
        self.runs(project)
    }

    /// What the engine needs to prepare a run of this project.
    pub(crate) fn request(&self, project: &Project, plan: &TrainPlan) -> Result<Request> {
        check_ready(project)?;
        Ok(Request {
            model_id: plan.model.clone(),
            model: self.model_folder(&plan.model)?,
            method: plan.method.clone(),
            preset: plan.preset.clone(),
            settings: plan.settings.clone(),
            seed: plan.seed,
            material: Material::of(project)?,
            dropped: project.unlabelled()?,
            privacy: project.rules()?,
            reader: Some(self.paths.starter()),
        })
    }

    pub(crate) fn start_training(&self, project: Id, plan: TrainPlan) -> Result<RunCard> {
        let runs = self.runs_folder(&project)?;
        let opened = self.library.get(&project)?;
        // Held until the worker was started, so that two clicks don't start two.
        let mut opened = lock(&opened);
        self.refuse_second(&project)?;
        let request = self.request(&opened, &plan)?;
        let origin = Origin::of(&mut opened)?;
        let id = new_id(&runs);
        let folder = runs.join(&id);
        train::prepare(&folder, &request)?;
        let started = origin.save(&folder).and_then(|()| self.start_worker(&folder));
        if let Err(error) = started {
            // A run that never began is of no use to anyone.
            std::fs::remove_dir_all(&folder).at_path(&folder)?;
            return Err(error);
        }
        drop(opened);
        self.one_run(&project, &id)
    }

    /// Two trainings at once would be slower than one after the other, and need twice the memory.
    fn refuse_second(&self, project: &str) -> Result<()> {
        let working = |run: &RunCard| matches!(run.state, RunState::Running | RunState::Paused);
        if self.run_cards(project, None)?.iter().any(working) {
            return Err(Error::new(Code::Busy, "This project is being trained already")
                .safe("The training goes on")
                .advice("Wait until it is done, or stop it first"));
        }
        Ok(())
    }

    pub(crate) fn resume_run(&self, project: Id, run: Id) -> Result<RunCard> {
        let folder = self.run_folder(&project, &run)?;
        let opened = self.library.get(&project)?;
        let opened = lock(&opened);
        self.refuse_second(&project)?;
        if self.story(&project, &run)?.phase == Phase::Finished {
            return Err(Error::new(Code::Unsupported, "This run is finished already")
                .safe("Its result is kept")
                .advice("Start a new training"));
        }
        name_reader(&folder, &self.paths.starter())?;
        self.start_worker(&folder)?;
        drop(opened);
        self.one_run(&project, &run)
    }

    fn start_worker(&self, run: &Path) -> Result<()> {
        control::clear(run);
        let mut child = spawn(&self.paths.worker_program()?, run)?;
        let ended = Arc::new(AtomicBool::new(false));
        lock(&self.runs.workers).insert(run.to_path_buf(), ended.clone());
        // Without someone waiting, an ended worker would stay in the process table.
        std::thread::spawn(move || {
            let _ = child.wait();
            ended.store(true, Ordering::Release);
        });
        Ok(())
    }

    pub(crate) fn control_run(&self, project: Id, run: Id, command: RunCommand) -> Result<()> {
        let folder = self.run_folder(&project, &run)?;
        if !self.runs.alive(&folder) {
            return Err(Error::new(Code::Unsupported, "This run is not being trained now")
                .safe("Its last checkpoint is kept")
                .advice("Resume it first"));
        }
        control::send(&folder, command)
    }

    pub(crate) fn run_records(
        &self,
        project: Id,
        run: Id,
        after: Option<u64>,
    ) -> Result<Vec<Record>> {
        let log = self.runs.log(&self.run_folder(&project, &run)?);
        let records = lock(&log).records(after)?;
        Ok(records)
    }

    /// Lets go of what is kept of one run.
    pub(crate) fn forget_run(&self, folder: &Path) {
        lock(&self.runs.logs).remove(folder);
        lock(&self.runs.workers).remove(folder);
        self.predictors.forget(folder);
        self.talking.forget(folder);
    }

    /// Lets go of everything kept of a project's runs.
    pub(crate) fn forget_runs(&self, project: &str) -> Result<()> {
        let folder = self.runs_folder(project)?;
        lock(&self.runs.logs).retain(|run, _| !run.starts_with(&folder));
        lock(&self.runs.workers).retain(|run, _| !run.starts_with(&folder));
        self.predictors.forget(&folder);
        self.talking.forget(&folder);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_without_a_worker_can_be_resumed_unless_it_ended() {
        assert_eq!(state(Phase::Working, true), RunState::Running);
        assert_eq!(state(Phase::Working, false), RunState::Interrupted);
        assert_eq!(state(Phase::Paused, true), RunState::Paused);
        assert_eq!(state(Phase::Paused, false), RunState::Interrupted);
        assert_eq!(state(Phase::Failed, false), RunState::Failed);
        assert_eq!(state(Phase::Finished, true), RunState::Finished);
    }

    #[test]
    fn numbers_count_up_past_unfinished_folders() {
        let runs = tempfile::tempdir().unwrap();
        assert_eq!(new_id(runs.path()), "run-1");
        for id in ["run-2", "run-10", "other"] {
            std::fs::create_dir(runs.path().join(id)).unwrap();
        }
        std::fs::write(runs.path().join("run-2/recipe.json"), "{}").unwrap();
        assert_eq!(new_id(runs.path()), "run-11");
        assert_eq!(run_ids(runs.path()), ["run-2"]);
    }
}

//! Projects and samples: one folder a project, held open by one process at a time.

use crate::origin::Present;
use crate::runs::in_use;
use crate::setup::sweep_trials;
use crate::types::{Id, ProjectCard, ProjectStatus, ProjectView, RunCard, RunState, SampleCard};
use crate::{App, lock};
use attune_engine::data::{self, Columns, DataSummary, Goal, NOUN, Project, ReadOptions, Table};
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::store::write_atomic;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

/// Its time of change is when the project was last opened.
const OPENED: &str = "opened";

/// The projects folder and what is open of it.
pub(crate) struct Library {
    root: PathBuf,
    open: Mutex<HashMap<Id, Arc<Mutex<Project>>>>,
}

impl Library {
    pub fn new(root: PathBuf) -> Self {
        Self { root, open: Mutex::default() }
    }

    /// The project's folder; an id that is not one of ours is refused before it becomes a path.
    pub fn folder(&self, id: &str) -> Result<PathBuf> {
        let folder = self.root.join(id);
        if !is_id(id) || !folder.is_dir() {
            return Err(Error::new(Code::NotFound, "This project is not there any more")
                .at(id.chars().take(80).collect::<String>())
                .advice("Go back to the list of projects"));
        }
        Ok(folder)
    }

    /// The project, opened if it was not yet.
    pub fn get(&self, id: &str) -> Result<Arc<Mutex<Project>>> {
        let folder = self.folder(id)?;
        let mut open = lock(&self.open);
        if let Some(project) = open.get(id) {
            return Ok(project.clone());
        }
        let project = Arc::new(Mutex::new(Project::open(&folder)?));
        sweep_trials(&folder);
        open.insert(id.into(), project.clone());
        Ok(project)
    }

    /// Works on a project; one at a time does.
    pub fn on<T>(&self, id: &str, work: impl FnOnce(&mut Project) -> Result<T>) -> Result<T> {
        work(&mut lock(&*self.get(id)?))
    }

    fn close(&self, id: &str) {
        lock(&self.open).remove(id);
    }

    fn ids(&self) -> Result<Vec<Id>> {
        let mut ids = Vec::new();
        for entry in std::fs::read_dir(&self.root).at_path(&self.root)? {
            let entry = entry.at_path(&self.root)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_id(&name) && entry.path().is_dir() {
                ids.push(name);
            }
        }
        Ok(ids)
    }

    /// Makes a folder with a name a person recognises on disk.
    fn create(&self, name: &str) -> Result<Id> {
        let name = clean_name(name)?;
        let words = slug(&name);
        let mut number = 1;
        let id = loop {
            let id = format!("{words}-{number}");
            match std::fs::create_dir(self.root.join(&id)) {
                Ok(()) => break id,
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error).at_path(&self.root),
            }
        };
        let named = self.get(&id).and_then(|project| lock(&project).set_name(&name));
        if let Err(error) = named {
            self.remove(&id)?;
            return Err(error);
        }
        Ok(id)
    }

    /// Deletes the folder; it disappears from the list first, so that a half-deleted one is never
    /// shown.
    fn remove(&self, id: &str) -> Result<()> {
        let folder = self.folder(id)?;
        self.close(id);
        let hidden = self.root.join(format!(".deleted-{id}"));
        std::fs::rename(&folder, &hidden).at_path(&folder)?;
        std::fs::remove_dir_all(&hidden).at_path(&hidden)
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn clean_name(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Error::new(Code::BadSetting, "A project needs a name of 1 to 200 letters")
            .advice("Give it a name you will recognise"));
    }
    Ok(name)
}

fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let slug: String = words.join("-").chars().take(40).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "project".into() } else { slug.into() }
}

/// Seconds since 1970 at which a file was changed last.
pub(crate) fn changed_at(path: &Path) -> Option<u64> {
    seconds(std::fs::metadata(path).and_then(|meta| meta.modified()).ok()?)
}

fn seconds(time: SystemTime) -> Option<u64> {
    time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
}

/// A summary worth showing: something was imported, even if it was taken back since.
pub(crate) fn imported(summary: DataSummary) -> Option<DataSummary> {
    let untouched = summary.sources.is_empty() && summary.undo.is_none() && summary.redo.is_none();
    (!untouched).then_some(summary)
}

#[derive(Deserialize)]
struct Sample {
    id: Id,
    file: String,
    title: String,
    noun: String,
    #[serde(default)]
    goal: Goal,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    messages: Option<String>,
    /// Of a model on the hub.
    #[serde(default)]
    model: Option<Id>,
    description: String,
}

impl App {
    pub(crate) fn projects(&self) -> Result<Vec<ProjectCard>> {
        let mut cards = Vec::new();
        for id in self.library.ids()? {
            cards.push(self.card(id)?);
        }
        cards.sort_by(|a, b| b.opened_at.cmp(&a.opened_at).then(a.name.cmp(&b.name)));
        Ok(cards)
    }

    fn card(&self, id: Id) -> Result<ProjectCard> {
        let folder = self.library.folder(&id)?;
        // What can't be read stays in the list under its folder's name; opening it says why.
        let peek = Project::peek(&folder).ok();
        let runs = self.run_cards(&id, None)?;
        let interrupted = runs.iter().find(|run| run.state == RunState::Interrupted).cloned();
        let working =
            runs.iter().any(|run| matches!(run.state, RunState::Running | RunState::Paused));
        let chosen = peek.as_ref().and_then(|peek| peek.in_use.as_deref());
        let best_run = in_use(&runs, chosen).map(|run| RunCard { in_use: true, ..run.clone() });
        let rows = peek.as_ref().map_or(0, |peek| peek.rows);
        let status = match () {
            () if working => ProjectStatus::Training,
            () if interrupted.is_some() => ProjectStatus::Interrupted,
            () if best_run.is_some() => ProjectStatus::Trained,
            () if rows > 0 => ProjectStatus::Ready,
            () => ProjectStatus::Empty,
        };
        let result = match &best_run {
            Some(run) => {
                let seen = peek.as_ref().and_then(|peek| peek.results.get(&run.id).copied());
                seen.or(self.story(&id, &run.id)?.kept_on_test)
            }
            None => None,
        };
        Ok(ProjectCard {
            name: peek.as_ref().and_then(|p| p.name.clone()).unwrap_or_else(|| id.clone()),
            goal: peek.as_ref().map_or_else(Goal::default, |peek| peek.goal),
            status,
            rows,
            categories: peek.as_ref().map_or(0, |peek| peek.categories),
            result,
            interrupted,
            best_run,
            noun: peek.as_ref().and_then(|peek| peek.noun.clone()),
            opened_at: changed_at(&folder.join(OPENED)).unwrap_or(0),
            id,
        })
    }

    pub(crate) fn samples(&self) -> Result<Vec<SampleCard>> {
        let folder = self.paths.samples();
        self.sample_list()?
            .into_iter()
            .map(|sample| {
                let (rows, categories) = sample.size(&folder)?;
                Ok(SampleCard {
                    rows,
                    categories,
                    goal: sample.goal,
                    model: sample.model,
                    id: sample.id,
                    title: sample.title,
                    description: sample.description,
                    noun: sample.noun,
                })
            })
            .collect()
    }

    fn sample_list(&self) -> Result<Vec<Sample>> {
        let path = self.paths.samples().join("samples.json");
        let bytes = std::fs::read(&path).at_path(&path)?;
        serde_json::from_slice(&bytes).map_err(|error| {
            Error::new(Code::BadFile, "The list of samples is damaged")
                .at(path.display().to_string())
                .advice("Install Attune again")
                .source(error)
        })
    }

    pub(crate) fn create_project(&self, name: String) -> Result<ProjectView> {
        let id = self.library.create(&name)?;
        self.open_project(id)
    }

    pub(crate) fn create_from_sample(&self, sample: Id) -> Result<ProjectView> {
        let known = self.sample_list()?;
        let Some(sample) = known.into_iter().find(|known| known.id == sample) else {
            return Err(Error::new(Code::NotFound, "There is no such sample")
                .advice("Choose one of the list"));
        };
        let file = self.paths.samples().join(&sample.file);
        let id = self.library.create(&sample.title)?;
        let options = ReadOptions::default();
        let taken = self.library.on(&id, |project| {
            let columns = sample.columns();
            project.import(&file, &options, &columns, false, false, &mut |_, _| true)?;
            project.set_note(NOUN, Some(&sample.noun))
        });
        if let Err(error) = taken {
            self.library.remove(&id)?;
            return Err(error);
        }
        self.open_project(id)
    }

    pub(crate) fn open_project(&self, project: Id) -> Result<ProjectView> {
        let folder = self.library.folder(&project)?;
        self.library.get(&project)?;
        let now = seconds(SystemTime::now()).unwrap_or(0);
        write_atomic(&folder.join(OPENED), now.to_string().as_bytes())?;
        self.view(project)
    }

    pub(crate) fn view(&self, id: Id) -> Result<ProjectView> {
        let (name, noun, data, now) = self.library.on(&id, |project| {
            Ok((
                project.name()?,
                project.note(NOUN)?,
                imported(project.summary()?),
                Present::of(project)?,
            ))
        })?;
        let runs = self.run_cards(&id, Some(&now))?;
        Ok(ProjectView { name: name.unwrap_or_else(|| id.clone()), noun, data, runs, id })
    }

    pub(crate) fn close_project(&self, project: Id) -> Result<()> {
        self.library.close(&project);
        self.checks.forget(&project);
        self.learners.forget(&project);
        Ok(())
    }

    pub(crate) fn rename_project(&self, project: Id, name: String) -> Result<ProjectView> {
        let name = clean_name(&name)?;
        self.library.on(&project, |project| project.set_name(&name))?;
        self.view(project)
    }

    pub(crate) fn set_noun(&self, project: Id, noun: Option<String>) -> Result<ProjectView> {
        let noun = noun.map(|noun| noun.split_whitespace().collect::<Vec<_>>().join(" "));
        let noun = noun.filter(|noun| !noun.is_empty());
        if noun.as_ref().is_some_and(|noun| noun.chars().count() > 40) {
            return Err(Error::new(Code::BadSetting, "A word for the rows has up to 40 letters")
                .advice("Give a short one, such as messages"));
        }
        self.library.on(&project, |project| project.set_note(NOUN, noun.as_deref()))?;
        self.view(project)
    }

    pub(crate) fn delete_project(&self, project: Id) -> Result<()> {
        let runs = self.run_cards(&project, None)?;
        if runs.iter().any(|run| matches!(run.state, RunState::Running | RunState::Paused)) {
            return Err(Error::new(Code::Busy, "This project is being trained")
                .safe("Nothing was deleted")
                .advice("Stop the training first, then delete the project"));
        }
        // Opening takes the lock: a project that is open in another window is not deleted.
        self.library.get(&project)?;
        self.forget_runs(&project)?;
        self.checks.forget(&project);
        self.learners.forget(&project);
        self.library.remove(&project)
    }
}

impl Sample {
    /// Rows and categories.
    fn size(&self, folder: &Path) -> Result<(usize, usize)> {
        let file = folder.join(&self.file);
        let options = ReadOptions::default();
        if self.goal.writes() {
            let mut rows = 0;
            Table::open(&file, &options)?.read(&mut |record| {
                rows += usize::from(record.cells.is_ok());
                Ok(true)
            })?;
            return Ok((rows, 0));
        }
        let shares = data::split::DEFAULT_SHARES;
        let loaded = data::load_examples(&file, &options, &self.columns(), None, shares, 0)?;
        let labels: HashSet<&str> = loaded.examples.iter().map(|e| e.label.as_str()).collect();
        Ok((loaded.examples.len() + loaded.dropped, labels.len()))
    }

    fn columns(&self) -> Columns {
        Columns {
            goal: self.goal,
            text: self.text.clone(),
            label: self.label.clone(),
            messages: self.messages.clone(),
            ..Columns::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_names_are_plain_and_safe() {
        assert_eq!(slug("Pharmacy messages (2026)"), "pharmacy-messages-2026");
        assert_eq!(slug("../../etc"), "etc");
        assert_eq!(slug("薬局"), "project");
        for id in ["..", "a/b", "", "A", "a.b", r"a\b"] {
            assert!(!is_id(id), "{id} became a folder");
        }
        assert_eq!(clean_name("  two \n words ").unwrap(), "two words");
        assert_eq!(clean_name(" \t").unwrap_err().code, Code::BadSetting);
    }
}

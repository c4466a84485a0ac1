//! Projects: one folder a project, held open by one process at a time.

use crate::origin::Present;
use crate::runs::in_use;
use crate::setup::sweep_trials;
use crate::types::{Id, ProjectCard, ProjectStatus, ProjectView, RunCard, RunState};
use crate::{App, lock};
use attune_engine::data::{DataSummary, Goal, NOUN, Project};
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::store::{NewFolder, sweep, write_atomic};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

/// Its time of change is when the project was last opened.
const OPENED: &str = "opened";

/// The projects folder and what is open of it.
pub(crate) struct Library {
    root: PathBuf,
    open: Mutex<HashMap<Id, Arc<Mutex<Project>>>>,
    /// Held while a project gets its folder's name.
    naming: Mutex<()>,
}

impl Library {
    pub fn new(root: PathBuf) -> Self {
        sweep(&root);
        Self { root, open: Mutex::default(), naming: Mutex::default() }
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

    pub fn is_open(&self, id: &str) -> bool {
        lock(&self.open).contains_key(id)
    }

    pub fn close(&self, id: &str) {
        lock(&self.open).remove(id);
    }

    /// Closes a project that nobody works on; whoever asks next opens it again.
    pub fn let_go(&self, id: &str) {
        let mut open = lock(&self.open);
        if open.get(id).is_some_and(|project| Arc::strong_count(project) == 1) {
            open.remove(id);
        }
    }

    /// A folder that nobody sees yet, for a project in the making.
    pub fn make(&self) -> Result<NewFolder> {
        NewFolder::create(&self.root)
    }

    /// Makes a project of it, the first in the list.
    pub fn settle(&self, made: NewFolder, name: &str) -> Result<Id> {
        note_opened(made.path())?;
        let words = slug(name);
        let _naming = lock(&self.naming);
        let mut ids = (1..).map(|number| format!("{words}-{number}"));
        let id = ids.find(|id| !self.root.join(id).exists()).unwrap_or_default();
        made.commit(&self.root.join(&id))?;
        Ok(id)
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
    pub fn create(&self, name: &str) -> Result<Id> {
        let name = clean_name(name)?;
        let words = slug(&name);
        let naming = lock(&self.naming);
        let mut number = 1;
        let id = loop {
            let id = format!("{words}-{number}");
            match std::fs::create_dir(self.root.join(&id)) {
                Ok(()) => break id,
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error).at_path(&self.root),
            }
        };
        drop(naming);
        let named = self.get(&id).and_then(|project| lock(&project).set_name(&name));
        if let Err(error) = named {
            self.remove(&id)?;
            return Err(error);
        }
        Ok(id)
    }

    /// Deletes the folder; it disappears from the list first, so that a half-deleted one is never
    /// shown.
    pub fn remove(&self, id: &str) -> Result<()> {
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

/// Notes that a project is opened now.
fn note_opened(folder: &Path) -> Result<()> {
    let now = seconds(SystemTime::now()).unwrap_or(0);
    write_atomic(&folder.join(OPENED), now.to_string().as_bytes())
}

pub(crate) fn clean_name(name: &str) -> Result<String> {
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

impl App {
    pub(crate) fn projects(&self) -> Result<Vec<ProjectCard>> {
        let mut cards = Vec::new();
        for id in self.library.ids()? {
            cards.push(self.card(id)?);
        }
        // Finer than the seconds on the card: what was just copied comes first.
        cards.sort_by_cached_key(|card| {
            let opened = self.library.root.join(&card.id).join(OPENED);
            let opened = std::fs::metadata(opened).and_then(|meta| meta.modified()).ok();
            (Reverse(opened), card.name.clone())
        });
        Ok(cards)
    }

    pub(crate) fn card(&self, id: Id) -> Result<ProjectCard> {
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

    pub(crate) fn create_project(&self, name: String) -> Result<ProjectView> {
        let id = self.library.create(&name)?;
        self.open_project(id)
    }

    pub(crate) fn open_project(&self, project: Id) -> Result<ProjectView> {
        let folder = self.library.folder(&project)?;
        self.library.get(&project)?;
        self.relink(&project)?;
        note_opened(&folder)?;
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

//! Whole projects: a copy beside the first, one as a file to keep or to hand on, and one out of
//! such a file.

use crate::handles::{display, file_name};
use crate::online::{STARTER, fetched_model};
use crate::results::unused;
use crate::types::*;
use crate::{App, lock};
use attune_engine::bundle;
use attune_engine::data::Project;
use attune_engine::error::{Code, Error, Result};
use attune_engine::model::ModelFolder;
use attune_engine::train::ModelRef;
use attune_hub::Repo;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

const ENDING: &str = ".attune";
/// Names that are devices on Windows.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Name, size and time of each file of weights: another model in the same folder has others.
type Stamp = Vec<(OsString, u64, SystemTime)>;

/// Hashes of weights by the folders they lie in, so that none is read twice for one question.
#[derive(Default)]
pub(crate) struct Weighed(Mutex<HashMap<PathBuf, (Stamp, String)>>);

impl Weighed {
    fn sha256(&self, folder: &Path) -> Option<String> {
        let now = stamp(folder)?;
        if let Some((then, known)) = lock(&self.0).get(folder)
            && *then == now
        {
            return Some(known.clone());
        }
        let sha256 = ModelFolder::open(folder).and_then(|model| model.sha256()).ok()?;
        lock(&self.0).insert(folder.to_path_buf(), (now, sha256.clone()));
        Some(sha256)
    }
}

fn stamp(folder: &Path) -> Option<Stamp> {
    let mut files = Stamp::new();
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "safetensors") {
            // Files of the hub's cache are links: what they lead to counts.
            let meta = path.metadata().ok()?;
            files.push((entry.file_name(), meta.len(), meta.modified().ok()?));
        }
    }
    files.sort();
    Some(files)
}

impl App {
    pub(crate) fn project_parts(&self, project: Id) -> Result<ProjectParts> {
        let runs = self.run_cards(&project, None)?.len();
        self.lent(&project, |project| {
            let (rows, bytes) = (project.summary()?.rows, bundle::size(project)?);
            Ok(ProjectParts { rows, runs, bytes })
        })
    }

    pub(crate) fn copy_project(
        &self,
        project: Id,
        name: String,
        job: Option<Id>,
    ) -> Result<ProjectCard> {
        let job = self.jobs.start(job, "Copying the project");
        let id = self.lent(&project, |opened| {
            self.refuse_while_training(&project)?;
            let making = self.library.make()?;
            let (into, room) = (making.path().to_path_buf(), room(making.path()));
            let name = crate::projects::clean_name(&name)?;
            bundle::duplicate(opened, &name, &into, room, &mut |done, total| {
                job.report(done as usize, total as usize)
            })?;
            self.library.settle(making, &name)
        })?;
        self.card(id)
    }

    pub(crate) fn export_project(
        &self,
        project: Id,
        folder: Id,
        job: Option<Id>,
    ) -> Result<SavedProject> {
        let job = self.jobs.start(job, "Packing the project");
        let folder = self.handles.folder(&folder)?;
        let (out, bytes) = self.lent(&project, |opened| {
            self.refuse_while_training(&project)?;
            let scratch = self.library.make()?;
            let name = opened.name()?.unwrap_or_else(|| project.clone());
            let out = unused(&folder, &file_stem(&name), ENDING);
            let room = room(&folder);
            let bytes = bundle::pack(opened, &out, scratch.path(), room, &mut |done, total| {
                job.report(done as usize, total as usize)
            })?;
            Ok((out, bytes))
        })?;
        Ok(SavedProject {
            file: file_name(&out),
            folder: display(&folder),
            bytes,
            place: self.handles.register(&out)?,
        })
    }

    pub(crate) fn project_file(&self, file: Id) -> Result<Option<ProjectFile>> {
        let contents = bundle::look(&self.handles.any(&file)?)?;
        Ok(contents.map(|contents| ProjectFile {
            file,
            name: contents.name,
            rows: contents.rows,
            runs: contents.runs,
            bytes: contents.bytes,
        }))
    }

    pub(crate) fn import_project(&self, file: Id, job: Option<Id>) -> Result<ProjectView> {
        let job = self.jobs.start(job, "Unpacking the project");
        let file = self.handles.file(&file)?;
        let making = self.library.make()?;
        let (into, room) = (making.path().to_path_buf(), room(making.path()));
        let mut find = |model: &ModelRef| self.model_here(model);
        let said = bundle::unpack(&file, &into, room, &mut find, &mut |done, total| {
            job.report(done as usize, total as usize)
        })?;
        let name = self.free_name(&said)?;
        Project::open(&into)?.set_name(&name)?;
        let id = self.library.settle(making, &name)?;
        self.open_project(id)
    }

    /// Works on a project, and lets go of it again if it was not open.
    fn lent<T>(&self, id: &str, work: impl FnOnce(&mut Project) -> Result<T>) -> Result<T> {
        let was_open = self.library.is_open(id);
        let done = self.library.on(id, work);
        if !was_open {
            self.library.let_go(id);
        }
        done
    }

    /// A training that goes on writes into what would be copied.
    fn refuse_while_training(&self, project: &str) -> Result<()> {
        let runs = self.run_cards(project, None)?;
        if runs.iter().any(|run| matches!(run.state, RunState::Running | RunState::Paused)) {
            return Err(Error::new(Code::Busy, "This project is being trained")
                .safe("The training goes on")
                .advice("Wait until it is done, or stop it first"));
        }
        Ok(())
    }

    /// A project's name that no other has.
    fn free_name(&self, wanted: &str) -> Result<String> {
        let wanted = if wanted.trim().is_empty() { "Project" } else { wanted };
        let taken: Vec<String> = self.projects()?.into_iter().map(|card| card.name).collect();
        let numbered = (2..).map(|number| format!("{wanted} ({number})"));
        let mut names = std::iter::once(wanted.to_string()).chain(numbered);
        Ok(names.find(|name| !taken.contains(name)).unwrap_or_default())
    }

    /// Where this computer has a model with these weights. Its name alone proves nothing.
    fn model_here(&self, model: &ModelRef) -> Option<(Id, PathBuf)> {
        let mut all = Vec::new();
        if model.id == STARTER {
            all.push((model.id.clone(), self.paths.starter()));
        } else if let Ok(repo) = Repo::parse(&model.id)
            && let Ok(folder) = fetched_model(&self.paths, &repo)
        {
            all.push((model.id.clone(), folder));
        }
        let opened = self.setup.opened();
        all.extend(
            opened.into_iter().enumerate().map(|(n, path)| (format!("folder-{}", n + 1), path)),
        );
        all.into_iter().find(|(_, path)| self.weighed.sha256(path).as_ref() == Some(&model.sha256))
    }

    /// Looks once more for models that were not here when the project came from elsewhere.
    pub(crate) fn relink(&self, project: &str) -> Result<()> {
        let folder = self.library.folder(project)?;
        bundle::relink(&folder, &mut |model| self.model_here(model))
    }
}

/// Free bytes where a folder lies; none where the system does not say.
fn room(folder: &Path) -> Option<u64> {
    Some(crate::app::disk_free(folder)).filter(|free| *free > 0)
}

/// A project's name as that of a file, on any disk.
fn file_stem(name: &str) -> String {
    let plain = |c: char| if c.is_control() || r#"<>:"/\|?*"#.contains(c) { '-' } else { c };
    let stem: String = name.chars().map(plain).take(60).collect();
    let stem = stem.trim_matches(|c: char| c == '.' || c == ' ');
    let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
    match stem {
        "" => "project".into(),
        _ if DEVICES.contains(&stem.to_ascii_lowercase().as_str())
            || ["com", "lpt"].contains(&bare.as_str()) =>
        {
            format!("{stem}-project")
        }
        _ => stem.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_weights_in_the_same_folder_are_weighed_anew() {
        let folder = tempfile::tempdir().unwrap();
        let weights = folder.path().join("model.safetensors");
        std::fs::write(&weights, "one").unwrap();
        let first = stamp(folder.path()).unwrap();
        assert_eq!(stamp(folder.path()).unwrap(), first);
        std::fs::write(&weights, "another").unwrap();
        assert_ne!(stamp(folder.path()).unwrap(), first);
        assert_eq!(stamp(&folder.path().join("none")), None);
    }

    #[test]
    fn a_projects_name_is_a_files_name_on_any_disk() {
        assert_eq!(file_stem("Größe: klein/groß?"), "Größe- klein-groß-");
        assert_eq!(file_stem("../../etc"), "-..-etc");
        assert_eq!(file_stem(" . "), "project");
        assert_eq!(file_stem("Con"), "Con-project");
        assert_eq!(file_stem("lpt1"), "lpt1-project");
        assert_eq!(file_stem("Letters 2"), "Letters 2");
    }
}

//! What lies where and how big it is, and deleting it for good.

use crate::App;
use crate::handles::display;
use crate::projects::changed_at;
use crate::types::*;
use attune_engine::error::{Code, Error, IoContext, Result};
use attune_engine::store::write_atomic;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// The project's list of models that were saved from it.
const EXPORTS: &str = "exports.json";

#[derive(Serialize, Deserialize)]
struct Noted {
    run: Id,
    format: Id,
    path: PathBuf,
    at: u64,
}

fn noted(project: &Path) -> Vec<Noted> {
    // A damaged list costs no model, only its line here.
    let bytes = std::fs::read(project.join(EXPORTS)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

impl App {
    /// Remembers where a model was saved.
    pub(crate) fn note_export(
        &self,
        project: &str,
        run: &str,
        format: &str,
        path: &Path,
    ) -> Result<()> {
        let folder = self.library.folder(project)?;
        let mut list = noted(&folder);
        let at = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        list.push(Noted { run: run.into(), format: format.into(), path: path.into(), at });
        let text = serde_json::to_vec_pretty(&list)
            .map_err(|e| Error::internal("The list of saved models can't be written").source(e))?;
        write_atomic(&folder.join(EXPORTS), &text)
    }

    pub(crate) fn storage(&self) -> Result<Storage> {
        let mut projects = Vec::new();
        for card in self.projects()? {
            projects.push(self.project_storage(card)?);
        }
        projects.sort_by_key(|project| std::cmp::Reverse(project.bytes));
        let bytes = folder_size(&self.paths.data);
        let of_projects = folder_size(&self.paths.projects());
        Ok(Storage {
            place: self.handles.register(&self.paths.data)?,
            bytes,
            settings_bytes: bytes.saturating_sub(of_projects),
            disk_free_bytes: crate::app::disk_free(&self.paths.data),
            projects,
        })
    }

    fn project_storage(&self, card: ProjectCard) -> Result<ProjectStorage> {
        let folder = self.library.folder(&card.id)?;
        let bytes = folder_size(&folder);
        let runs = self.run_cards(&card.id, None)?;
        let of_runs = folder_size(&folder.join("runs"));
        Ok(ProjectStorage {
            place: self.handles.register(&folder)?,
            bytes,
            data_bytes: bytes.saturating_sub(of_runs),
            runs: runs.iter().map(|run| run_storage(&folder, run)).collect(),
            exports: noted(&folder).into_iter().rev().map(|noted| self.export(noted)).collect(),
            id: card.id,
            name: card.name,
        })
    }

    fn export(&self, noted: Noted) -> KnownExport {
        KnownExport {
            run: noted.run,
            format: noted.format,
            folder: display(&noted.path),
            bytes: folder_size(&noted.path),
            saved_at: noted.at,
            place: self.handles.register(&noted.path).ok(),
        }
    }

    pub(crate) fn delete_run(&self, project: Id, run: Id) -> Result<Vec<RunCard>> {
        let folder = self.run_folder(&project, &run)?;
        let card = self.one_run(&project, &run)?;
        if matches!(card.state, RunState::Running | RunState::Paused) {
            return Err(Error::new(Code::Busy, "This run is being trained")
                .safe("Nothing was deleted")
                .advice("Stop the training first, then delete the run"));
        }
        self.forget_run(&folder);
        // It disappears from the list first, so that a half-deleted one is never shown.
        let hidden = folder.with_file_name(format!(".deleted-{run}"));
        std::fs::rename(&folder, &hidden).at_path(&folder)?;
        std::fs::remove_dir_all(&hidden).at_path(&hidden)?;
        self.library.on(&project, |opened| {
            opened.note_result(&run, None)?;
            opened.forget_answers(&run)
        })?;
        self.runs(project)
    }

    pub(crate) fn delete_checkpoints(&self, project: Id, run: Option<Id>) -> Result<u64> {
        let runs = match run {
            Some(run) => {
                self.finished_run(&project, &run)?;
                vec![run]
            }
            None => {
                let cards = self.run_cards(&project, None)?;
                let finished = cards.into_iter().filter(|run| run.state == RunState::Finished);
                finished.map(|run| run.id).collect()
            }
        };
        let mut freed = 0;
        for run in runs {
            let folder = self.run_folder(&project, &run)?.join("checkpoints");
            if folder.is_dir() {
                let bytes = folder_size(&folder);
                std::fs::remove_dir_all(&folder).at_path(&folder)?;
                freed += bytes;
            }
        }
        Ok(freed)
    }

    /// The place of a handle, for the file manager: a folder, or the one a file lies in.
    pub fn place(&self, handle: &str) -> Result<PathBuf> {
        self.handles.place(handle)
    }
}

fn run_storage(project: &Path, run: &RunCard) -> RunStorage {
    let folder = project.join("runs").join(&run.id);
    let finished = run.state == RunState::Finished;
    RunStorage {
        id: run.id.clone(),
        state: run.state,
        bytes: folder_size(&folder),
        spare_bytes: if finished { folder_size(&folder.join("checkpoints")) } else { 0 },
        started_at: changed_at(&folder.join("recipe.json")).unwrap_or(run.started_at),
    }
}

/// Bytes in a folder's files. What can't be read counts nothing; links are not followed.
pub(crate) fn folder_size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => folder_size(&entry.path()),
            Ok(meta) if meta.is_file() => meta.len(),
            _ => 0,
        })
        .sum()
}

//! Models on a drive that the person points at: every folder that holds one is looked for, some levels
//! deep, and what can be trained is offered from then on.

use crate::App;
use crate::cards::folder_card;
use crate::jobs::Job;
use crate::types::*;
use attune_engine::error::Result;
use attune_engine::model::ModelFolder;
use std::path::{Path, PathBuf};

/// Levels below the chosen folder. A cache on a stick has its models five below its root.
const DEEPEST: usize = 6;
/// Folders that are looked into before it is enough.
const MOST: usize = 20_000;

struct Found {
    folders: Vec<PathBuf>,
    refused: usize,
    complete: bool,
}

impl App {
    pub(crate) fn scan_models(&self, folder: Id, job: Option<Id>) -> Result<FoundOnDrive> {
        let job = self.jobs.start(job, "Looking for models");
        let root = self.handles.folder(&folder)?;
        let found = look_through(&root, &job)?;
        let places = self.remember_folders(&found.folders)?;
        let cards = places.iter().zip(&found.folders);
        let models = cards.filter_map(|(place, folder)| folder_card(*place, folder).ok()).collect();
        Ok(FoundOnDrive { models, refused: found.refused, complete: found.complete })
    }
}

/// Level by level, so that what lies near the top is found first.
fn look_through(root: &Path, job: &Job<'_>) -> Result<Found> {
    let mut found = Found { folders: Vec::new(), refused: 0, complete: true };
    let mut level = vec![root.to_path_buf()];
    let mut looked = 0;
    for depth in 0..=DEEPEST {
        let mut below = Vec::new();
        for folder in level {
            if looked == MOST {
                found.complete = false;
                return Ok(found);
            }
            looked += 1;
            job.report(looked, 0)?;
            if folder.join("config.json").is_file() {
                match ModelFolder::open(&folder).and_then(|model| model.info()) {
                    Ok(_) => found.folders.push(folder),
                    Err(_) => found.refused += 1,
                }
                // Parts of a model are no models.
                continue;
            }
            if depth < DEEPEST {
                below.extend(folders_in(&folder));
            }
        }
        level = below;
    }
    Ok(found)
}

/// Folders in a folder; neither links, which may lead in a circle, nor hidden ones.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    // What the person may not read holds nothing for them.
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

//! Whole projects as files.

use super::{Handle, Id};
use serde::Serialize;
use ts_rs::TS;

/// What there is of a project, before it is copied or saved.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProjectParts {
    pub rows: usize,
    /// Trainings.
    pub runs: usize,
    /// About how large all of it is.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What a project file says it holds.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProjectFile {
    pub file: Id,
    pub name: String,
    pub rows: usize,
    pub runs: usize,
    /// What it will take on this disk.
    #[ts(type = "number")]
    pub bytes: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedProject {
    /// The file's name.
    pub file: String,
    /// For reading only.
    pub folder: String,
    #[ts(type = "number")]
    pub bytes: u64,
    pub place: Handle,
}

//! What lies where, and what can be saved of a run beside the model.

use super::{Handle, Id, RunState};
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct RunStorage {
    pub id: Id,
    pub state: RunState,
    /// All of the run.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Of it, checkpoints that a finished run no longer needs.
    #[ts(type = "number")]
    pub spare_bytes: u64,
    #[ts(type = "number")]
    pub started_at: u64,
}

/// A model that was saved from a run.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KnownExport {
    pub run: Id,
    pub format: Id,
    pub folder: String,
    #[ts(type = "number")]
    pub bytes: u64,
    #[ts(type = "number")]
    pub saved_at: u64,
    /// Absent when it is not there any more.
    pub place: Option<Handle>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ProjectStorage {
    pub id: Id,
    pub name: String,
    #[ts(type = "number")]
    pub bytes: u64,
    /// Rows, labels and undo.
    #[ts(type = "number")]
    pub data_bytes: u64,
    pub runs: Vec<RunStorage>,
    pub exports: Vec<KnownExport>,
    pub place: Handle,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Storage {
    /// Where all of it lies.
    pub place: Handle,
    /// Projects, preferences and window state.
    #[ts(type = "number")]
    pub bytes: u64,
    #[ts(type = "number")]
    pub settings_bytes: u64,
    #[ts(type = "number")]
    pub disk_free_bytes: u64,
    /// The largest first.
    pub projects: Vec<ProjectStorage>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ChartInfo {
    pub id: Id,
    pub title: String,
    pub description: String,
    /// Why this run has none.
    pub unavailable: Option<String>,
}

/// Words of a drawing, by key, in the person's language; English where one is missing.
pub type Words = std::collections::BTreeMap<String, String>;

/// A file that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Saved {
    pub file: Handle,
    /// The folder it lies in, to be opened.
    pub place: Handle,
}

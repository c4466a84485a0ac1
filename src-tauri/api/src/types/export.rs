//! What a run can be saved as.

use super::{Handle, Id};
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct ExportFormat {
    pub id: Id,
    pub title: String,
    pub description: String,
    /// Why this run can't have it.
    pub unavailable: Option<String>,
}

/// What a format would write.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormatFiles {
    pub format: Id,
    pub files: Vec<ExportedFile>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ExportedFile {
    pub name: String,
    #[ts(type = "number")]
    pub bytes: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Exported {
    pub folder: String,
    pub files: Vec<ExportedFile>,
    /// The folder, to be opened.
    pub place: Handle,
}

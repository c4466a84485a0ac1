//! What the finished run answered to its test rows: `report/answers.jsonl`, one line a row in the
//! order of the run's examples. With them a run is scored again whenever labels change.

use crate::error::{Code, Error, IoContext, Result};
use crate::store::write_atomic;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Probabilities in the order of the run's categories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    pub kept: Vec<f32>,
    pub quick_head: Vec<f32>,
}

fn place(run: &Path) -> std::path::PathBuf {
    run.join("report").join("answers.jsonl")
}

/// `kept` and `quick` are (rows, classes).
pub(super) fn save(run: &Path, kept: &[f32], quick: &[f32], classes: usize) -> Result<()> {
    let mut lines = String::new();
    for (kept, quick) in kept.chunks_exact(classes).zip(quick.chunks_exact(classes)) {
        let answered = Answered { kept: kept.to_vec(), quick_head: quick.to_vec() };
        let line =
            serde_json::to_string(&answered).map_err(|e| Error::internal("JSON").source(e))?;
        lines.push_str(&line);
        lines.push('\n');
    }
    let path = place(run);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).at_path(folder)?;
    }
    write_atomic(&path, lines.as_bytes())
}

/// The answers; none when an earlier version ended the run.
pub fn answers(run: &Path) -> Result<Option<Vec<Answered>>> {
    let path = place(run);
    let text = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        text => text.at_path(&path)?,
    };
    let lines = text.lines().map(serde_json::from_str).collect::<Result<Vec<_>, _>>();
    lines.map(Some).map_err(|e| {
        Error::new(Code::BadFile, "The run's answers can't be read")
            .at(path.display().to_string())
            .source(e)
    })
}

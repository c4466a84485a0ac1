//! JSON Lines: an object a row, with every cell under the name of its column.

use super::{Rows, Save};
use crate::error::{Error, IoContext, Result};
use crate::store::AtomicFile;
use serde_json::{Map, Value};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) const SAVE: Save = Save {
    id: "jsonl",
    title: "JSON Lines",
    description: "One JSON object a line, for programs",
    extension: "jsonl",
    only_pairs: false,
    begin: |path, columns| {
        Ok(Box::new(Objects { columns: columns.to_vec(), lines: Lines::create(path)? }))
    },
};

struct Objects {
    columns: Vec<String>,
    lines: Lines,
}

impl Rows for Objects {
    fn row(&mut self, cells: &[String]) -> Result<()> {
        let values = cells.iter().map(|cell| Value::String(cell.clone()));
        let object: Map<String, Value> = self.columns.iter().cloned().zip(values).collect();
        self.lines.write(&Value::Object(object))
    }
    fn finish(self: Box<Self>) -> Result<Vec<String>> {
        self.lines.finish().map(|()| Vec::new())
    }
}

/// A file of one JSON value a line.
pub(super) struct Lines {
    path: PathBuf,
    file: AtomicFile,
}

impl Lines {
    pub fn create(path: &Path) -> Result<Self> {
        Ok(Self { path: path.to_owned(), file: AtomicFile::create(path)? })
    }

    pub fn write(&mut self, value: &Value) -> Result<()> {
        let line = serde_json::to_string(value)
            .map_err(|error| Error::internal("A row could not be written").source(error))?;
        writeln!(self.file, "{line}").at_path(&self.path)
    }

    pub fn finish(self) -> Result<()> {
        self.file.commit()
    }
}

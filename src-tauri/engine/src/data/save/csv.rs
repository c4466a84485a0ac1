//! CSV, whole or not at all.

use super::{Rows, Save};
use crate::error::{Error, IoContext, Result};
use crate::store::AtomicFile;
use std::path::{Path, PathBuf};

pub(super) const SAVE: Save = Save {
    id: "csv",
    title: "CSV",
    description: "A table that every program reads",
    extension: "csv",
    only_pairs: false,
    begin: |path, columns| Ok(Box::new(Lines::create(path, columns)?)),
};

struct Lines {
    path: PathBuf,
    writer: ::csv::Writer<AtomicFile>,
}

impl Lines {
    fn create(path: &Path, columns: &[String]) -> Result<Self> {
        let writer = ::csv::Writer::from_writer(AtomicFile::create(path)?);
        let mut lines = Self { path: path.to_owned(), writer };
        lines.row(columns)?;
        Ok(lines)
    }
}

impl Rows for Lines {
    fn row(&mut self, cells: &[String]) -> Result<()> {
        self.writer.write_record(cells).map_err(|error| match error.into_kind() {
            ::csv::ErrorKind::Io(error) => Error::io(error, &self.path),
            other => Error::internal("A row could not be written").source(format!("{other:?}")),
        })
    }

    fn finish(self: Box<Self>) -> Result<Vec<String>> {
        let file = self.writer.into_inner().map_err(|e| e.into_error()).at_path(&self.path)?;
        file.commit().map(|()| Vec::new())
    }
}

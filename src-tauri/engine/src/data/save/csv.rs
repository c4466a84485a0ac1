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
    begin: |path, columns| Ok(Box::new(TableWriter::create(path, columns)?)),
};

impl Rows for TableWriter {
    fn row(&mut self, cells: &[String]) -> Result<()> {
        TableWriter::row(self, cells)
    }
    fn finish(self: Box<Self>) -> Result<Vec<String>> {
        TableWriter::finish(*self).map(|()| Vec::new())
    }
}

/// Writes a CSV file row by row.
pub struct TableWriter {
    path: PathBuf,
    writer: ::csv::Writer<AtomicFile>,
}

impl TableWriter {
    /// Starts the file with its header. Nothing is at `path` before `finish`.
    pub fn create<S: AsRef<str>>(path: &Path, columns: &[S]) -> Result<Self> {
        let writer = ::csv::Writer::from_writer(AtomicFile::create(path)?);
        let mut table = Self { path: path.to_owned(), writer };
        table.row(columns)?;
        Ok(table)
    }

    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<()> {
        let cells = cells.iter().map(|c| c.as_ref().as_bytes());
        self.writer.write_record(cells).map_err(|error| match error.into_kind() {
            ::csv::ErrorKind::Io(error) => Error::io(error, &self.path),
            other => Error::internal("A row could not be written").source(format!("{other:?}")),
        })
    }

    pub fn finish(self) -> Result<()> {
        let file = self.writer.into_inner().map_err(|e| e.into_error()).at_path(&self.path)?;
        file.commit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, inspect};

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        let rows = [
            ["say \"hi\"", "=1+1", "<script>alert(1)</script>"],
            ["two\nlines", " blanks ", "a,b;c\td"],
            ["é – 漢字", "", "x"],
        ];
        let mut table = TableWriter::create(&path, &["text", "label", "note"]).unwrap();
        for row in rows {
            table.row(&row).unwrap();
        }
        assert!(!path.exists(), "a file is there before it is whole");
        table.finish().unwrap();
        let preview = inspect(&path, &ReadOptions::default()).unwrap();
        assert_eq!(preview.columns, ["text", "label", "note"]);
        assert_eq!(preview.rows, rows);
    }
}

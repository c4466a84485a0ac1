//! A table written row by row, in the format that its name asks for.

use super::{Rows, SAVES, Save, csv};
use crate::data::file_name;
use crate::error::Result;
use std::path::Path;

/// Writes a table row by row: CSV, unless the file's name ends as another kind of table.
pub struct TableWriter(Box<dyn Rows>);

impl TableWriter {
    /// Starts the file with its header. Nothing is at `path` before `finish`.
    pub fn create<S: AsRef<str>>(path: &Path, columns: &[S]) -> Result<Self> {
        let name = file_name(path).to_lowercase();
        let named =
            |save: &&Save| !save.only_pairs && name.ends_with(&format!(".{}", save.extension));
        let save = SAVES.iter().find(named).unwrap_or(&csv::SAVE);
        (save.begin)(path, &owned(columns)).map(Self)
    }

    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<()> {
        self.0.row(&owned(cells))
    }

    pub fn finish(self) -> Result<()> {
        self.0.finish().map(|_| ())
    }

    /// The ending, with its dot, that a table made from one in this format has: Excel's sheets stay
    /// such, anything else becomes CSV.
    pub fn ending_like(format: Option<&str>) -> &'static str {
        match format {
            // Cells of other sheets may hold longer texts than Excel's.
            Some("xlsx" | "xls") => ".xlsx",
            _ => ".csv",
        }
    }
}

fn owned<S: AsRef<str>>(cells: &[S]) -> Vec<String> {
    cells.iter().map(|cell| cell.as_ref().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{ReadOptions, inspect};

    #[test]
    fn what_is_written_is_read_back() {
        for name in
            ["out.csv", "out.xlsx", "out.jsonl", "out.chat.jsonl", "out.parquet", "out.txt", "out"]
        {
            written_and_read(name);
        }
    }

    fn written_and_read(name: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
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
        let plain = !SAVES.iter().any(|save| path.extension().is_some_and(|e| e == save.extension));
        let format = plain.then(|| "csv".to_owned());
        let preview = inspect(&path, &ReadOptions { format, ..ReadOptions::default() }).unwrap();
        assert_eq!(preview.columns, ["text", "label", "note"]);
        assert_eq!(preview.rows, rows);
    }
}

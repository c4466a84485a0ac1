//! An Excel workbook with one sheet. Every cell is text, so nothing in it is run as a formula.

use super::{Rows, Save};
use crate::error::{Code, Error, Result};
use crate::store::AtomicFile;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::path::{Path, PathBuf};

pub(super) const SAVE: Save = Save {
    id: "xlsx",
    title: "Excel workbook",
    description: "One sheet, every cell as text",
    extension: "xlsx",
    only_pairs: false,
    begin: |path, columns| Ok(Box::new(Sheet::create(path, columns)?)),
};

struct Sheet {
    path: PathBuf,
    book: Workbook,
    row: u32,
}

impl Sheet {
    fn create(path: &Path, columns: &[String]) -> Result<Self> {
        let mut book = Workbook::new();
        // Written to a temporary file as it grows, not held.
        book.add_worksheet_with_constant_memory();
        let mut sheet = Self { path: path.to_owned(), book, row: 0 };
        sheet.put(columns, &Format::new().set_bold())?;
        Ok(sheet)
    }

    fn put(&mut self, cells: &[String], format: &Format) -> Result<()> {
        let row = self.row;
        self.row += 1;
        let mut write = || {
            let sheet = self.book.worksheet_from_index(0)?;
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string_with_format(row, column, cell, format)?;
            }
            Ok(())
        };
        write().map_err(|error| failed(&self.path, error, row))
    }
}

fn failed(path: &Path, error: XlsxError, row: u32) -> Error {
    let what = match error {
        XlsxError::MaxStringLengthExceeded => {
            format!("Row {} holds a text that is too long for a cell of Excel", row + 1)
        }
        XlsxError::RowColumnLimitError => "The table is too large for a sheet of Excel".into(),
        XlsxError::IoError(error) => return Error::io(error, path),
        other => return Error::internal("The workbook could not be written").source(other),
    };
    Error::new(Code::Unsupported, what)
        .at(path.display().to_string())
        .safe("Nothing was written")
        .advice("Save it as CSV or JSON Lines")
}

impl Rows for Sheet {
    fn row(&mut self, cells: &[String]) -> Result<()> {
        self.put(cells, &Format::new())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>> {
        let mut file = AtomicFile::create(&self.path)?;
        let row = self.row;
        self.book.save_to_writer(&mut file).map_err(|error| failed(&self.path, error, row))?;
        file.commit().map(|()| Vec::new())
    }
}

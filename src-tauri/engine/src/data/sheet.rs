//! What spreadsheets share: a choice of sheets, a table that may start below a title, and cells
//! that become text.

use super::csv::fit;
use super::dialect::{self, MOST_COLUMNS};
use super::source::{Layout, SAVE_AGAIN, Source};
use super::table::{Each, Record, excerpt};
use super::{ReadOptions, file_name};
use crate::error::{Code, Error, Result};
use std::fmt::Display;

/// Takes a row that is not empty, with its number from 1, and says whether to go on.
pub(super) type TakeRow<'a> = dyn FnMut(u64, Vec<String>) -> Result<bool> + 'a;

/// An opened spreadsheet.
pub(super) trait Book {
    fn sheets(&self) -> Vec<String>;
    /// Hands over the rows of a sheet that have a filled cell, in their order.
    fn rows(&mut self, sheet: &str, take: &mut TakeRow<'_>) -> Result<()>;
}

/// Rows that are looked at before anything is decided.
const SAMPLE: usize = 200;

struct SampleRow {
    line: u64,
    cells: Vec<String>,
}

pub(super) fn layout(
    source: &Source,
    options: &ReadOptions,
    book: &mut dyn Book,
) -> Result<Layout> {
    let sheets = book.sheets();
    let (sheet, rows) = choose(source, options, book, &sheets)?;
    let from = match options.first_row {
        Some(first) => rows
            .iter()
            .position(|row| row.line >= first as u64)
            .ok_or_else(|| dialect::too_far(source))?,
        None => dialect::first_full(rows.iter().map(|row| filled(&row.cells))),
    };
    let table: Vec<&[String]> = rows[from..].iter().map(|row| &row.cells[..]).collect();
    let header = options.header.unwrap_or_else(|| dialect::looks_like_header(&table));
    let first = table.first().copied().unwrap_or_default();
    let width = usual_width(&table).max(if header { first.len() } else { 0 });
    let most = MOST_COLUMNS;
    if width > most {
        return Err(source
            .bad(format!("The table has {width} columns; at most {most} fit"))
            .advice("Delete the columns that are not needed, and save the file again"));
    }
    let mut names = if header { first.to_vec() } else { Vec::new() };
    names.resize(width, String::new());
    let mut notes = Vec::new();
    if !header && options.header.is_none() {
        notes.push("The first row seems to be data, so the columns were numbered".into());
    }
    if from > 0 && options.first_row.is_none() {
        notes.push(dialect::above(rows[from].line));
    }
    if sheets.len() > 1 && options.sheet.is_none() {
        notes.push(format!("The file has {} sheets; this is '{sheet}'", sheets.len()));
    }
    let options = ReadOptions {
        header: Some(header),
        sheet: Some(sheet),
        first_row: rows.get(from).map(|row| row.line as usize),
        ..ReadOptions::default()
    };
    Ok(Layout {
        options,
        columns: dialect::name_columns(&names),
        sheets,
        notes,
        ..Layout::default()
    })
}

/// The sheet asked for, or the first with rows, and its first rows.
fn choose(
    source: &Source,
    options: &ReadOptions,
    book: &mut dyn Book,
    sheets: &[String],
) -> Result<(String, Vec<SampleRow>)> {
    if let Some(wanted) = &options.sheet
        && !sheets.contains(wanted)
    {
        let what = format!("There is no sheet '{}'", excerpt(wanted));
        return Err(Error::new(Code::BadSetting, what)
            .at(file_name(&source.path))
            .advice(format!("The sheets are {}", excerpt(&sheets.join(", ")))));
    }
    for sheet in sheets {
        if options.sheet.as_ref().is_some_and(|wanted| wanted != sheet) {
            continue;
        }
        let mut rows = Vec::new();
        book.rows(sheet, &mut |line, cells| {
            rows.push(SampleRow { line, cells });
            Ok(rows.len() < SAMPLE)
        })?;
        if !rows.is_empty() {
            return Ok((sheet.clone(), rows));
        }
    }
    let what = match &options.sheet {
        Some(sheet) => format!("The sheet '{}' is empty", excerpt(sheet)),
        None => "There are no rows in this file".into(),
    };
    Err(source.bad(what).advice("Choose another sheet or file"))
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// The width that most rows have, the widest of equals.
fn usual_width(rows: &[&[String]]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for row in rows {
        *counts.entry(row.len()).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .max_by_key(|&(width, rows)| (rows, std::cmp::Reverse(width)))
        .map_or(1, |(width, _)| width)
}

pub(super) fn read(
    source: &Source,
    layout: &Layout,
    book: &mut dyn Book,
    each: &mut Each<'_>,
) -> Result<()> {
    let sheet = layout.options.sheet.as_deref().unwrap_or_default();
    let first = layout.options.first_row.unwrap_or(1) as u64;
    let header = layout.options.header == Some(true);
    let width = layout.columns.len();
    let mut past_header = !header;
    book.rows(sheet, &mut |line, mut cells| {
        if line < first {
            return Ok(true);
        }
        if !past_header {
            past_header = true;
            return Ok(true);
        }
        if cells.len() > MOST_COLUMNS {
            let reason = format!("It has a cell in column {}, the table has {width}", cells.len());
            return each(Record::rejected(line, reason, &joined(&cells)));
        }
        cells.resize(cells.len().max(width), String::new());
        let text = joined(&cells);
        each(fit(cells, width, line, &text))
    })
    .map_err(|error| if error.where_.is_none() { error.at(file_name(&source.path)) } else { error })
}

/// Enough of the cells to recognise the row by.
fn joined(cells: &[String]) -> String {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).take(20);
    filled.map(|cell| excerpt(cell)).collect::<Vec<_>>().join(", ")
}

/// Gathers cells, which come one by one, into rows.
#[derive(Default)]
pub(super) struct Gather {
    row: u64,
    cells: Vec<String>,
    bytes: usize,
}

/// Cells may share one text, so that a row is larger than all of its file.
const LARGEST_ROW: usize = 16 << 20;
/// No spreadsheet has a column after this one, whatever a damaged file says.
const LAST_COLUMN: usize = (1 << 14) - 1;

impl Gather {
    /// Takes a filled cell at `row` and `column`, from 0; a row that is complete is handed over.
    pub fn put(
        &mut self,
        row: u64,
        column: usize,
        text: String,
        take: &mut TakeRow<'_>,
    ) -> Result<bool> {
        if text.is_empty() {
            return Ok(true);
        }
        let go_on = if row == self.row { true } else { self.end(take)? };
        self.row = row;
        let column = column.min(LAST_COLUMN);
        self.bytes += text.len();
        if self.bytes > LARGEST_ROW {
            let what = format!("Row {} of the sheet is larger than 16 million bytes", row + 1);
            return Err(
                Error::new(Code::BadFile, what).advice("Shorten it, and save the file again")
            );
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
        Ok(go_on)
    }

    /// Hands over the last row.
    pub fn end(&mut self, take: &mut TakeRow<'_>) -> Result<bool> {
        self.bytes = 0;
        if self.cells.is_empty() {
            return Ok(true);
        }
        take(self.row + 1, std::mem::take(&mut self.cells))
    }
}

pub(super) fn broken(source: &Source, error: impl Display) -> Error {
    source
        .bad("The spreadsheet is damaged and can't be read to its end")
        .advice(SAVE_AGAIN)
        .source(error)
}

/// A number as a spreadsheet shows it: 15 digits, no more.
pub(super) fn number(value: f64) -> String {
    let exact = value.to_string();
    if exact.len() <= 16 {
        return exact;
    }
    let rounded = format!("{value:.14e}").parse::<f64>();
    rounded.map_or(exact, |rounded| rounded.to_string())
}

/// A day, or a day and a time where there is one.
pub(super) fn date(value: calamine::ExcelDateTime) -> String {
    if value.is_duration() {
        let seconds = (value.as_f64() * 86_400.0).round() as i64;
        return format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if value.as_f64() < 1.0 {
        return time;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if time == "00:00:00" { date } else { format!("{date} {time}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    #[test]
    fn numbers_are_as_a_spreadsheet_shows_them() {
        for (value, text) in [
            (3.0, "3"),
            (-0.5, "-0.5"),
            (0.1 + 0.2, "0.3"),
            (1234567890123.0, "1234567890123"),
            (1.0 / 3.0, "0.333333333333333"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn dates_are_days_and_times_only_where_there_are_some() {
        let at = |value, kind| date(ExcelDateTime::new(value, kind, false));
        assert_eq!(at(45943.0, ExcelDateTimeType::DateTime), "2025-10-13");
        assert_eq!(at(45943.5, ExcelDateTimeType::DateTime), "2025-10-13 12:00:00");
        assert_eq!(at(0.25, ExcelDateTimeType::DateTime), "06:00:00");
        assert_eq!(at(1.5, ExcelDateTimeType::TimeDelta), "36:00:00");
    }
}

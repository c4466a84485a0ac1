//! CSV, TSV and their relatives.
//!
//! Own code because a row that is broken must be listed with its line and must not swallow the
//! rows after it: an unclosed quote costs one line here, where a plain reader takes the rest of
//! the file into one cell.

use super::dialect::{self, Dialect};
use super::source::{Layout, Sniff, Source};
use super::table::{Each, Record};
use super::{Format, ReadOptions};
use crate::error::{IoContext, Result};
use std::collections::VecDeque;
use std::io::{BufRead, Read};
use std::path::Path;

pub(super) const FORMAT: Format = Format {
    id: "csv",
    title: "CSV or TSV",
    description: "A table as text: one row a line, cells separated by commas, semicolons or tabs",
    extensions: &["csv", "tsv", "tab"],
    example: b"text,label\nWhere is my parcel?,delivery\n",
    sniff: Sniff::Text(|_| false),
    layout,
    read,
    parse: None,
};

/// A cell in quotes may hold line breaks; a row longer than this has an unclosed quote.
const LONGEST_ROW: usize = 1 << 20;
/// A line longer than this is no row of a table.
const LONGEST_LINE: u64 = 16 << 20;

fn layout(source: &Source, options: &ReadOptions) -> Result<Layout> {
    let Dialect { delimiter, first_row, header, columns, notes } = dialect::guess(source, options)?;
    let options = ReadOptions {
        delimiter: Some(delimiter),
        first_row: Some(first_row),
        header: Some(header),
        ..ReadOptions::default()
    };
    Ok(Layout { options, columns, notes, ..Layout::default() })
}

fn read(source: &Source, layout: &Layout, each: &mut Each<'_>) -> Result<()> {
    let delimiter = layout.options.delimiter.unwrap_or(',');
    let mut skip = usize::from(layout.options.header == Some(true));
    let lines = Lines::new(source.text()?, dialect::line_end(&source.head), &source.path);
    let mut rows = Rows { lines, delimiter };
    let width = layout.columns.len();
    let first = layout.options.first_row.unwrap_or(1) as u64;
    while let Some(row) = rows.next()? {
        if row.line < first {
            continue;
        }
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let record = match row.cells {
            Ok(cells) => fit(cells, width, row.line, &row.text),
            Err(reason) => Record::rejected(row.line, reason, &row.text),
        };
        if !each(record)? {
            break;
        }
    }
    Ok(())
}

/// Spreadsheets write empty cells after the last column; anything else too many or too few is a
/// broken row.
pub(super) fn fit(mut cells: Vec<String>, width: usize, line: u64, text: &str) -> Record {
    while cells.len() > width && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if cells.len() == width {
        return Record { line, cells: Ok(cells) };
    }
    let cell = if cells.len() == 1 { "cell" } else { "cells" };
    let reason = format!("It has {} {cell}, the table has {width} columns", cells.len());
    Record::rejected(line, reason, text)
}

/// One row: where it starts, its first line as it stands, and its cells or what is wrong.
pub(super) struct RawRow {
    pub line: u64,
    pub text: String,
    pub cells: Result<Vec<String>, String>,
}

pub(super) struct Rows<R> {
    pub lines: Lines<R>,
    pub delimiter: char,
}

impl<R: BufRead> Rows<R> {
    /// The next row that is not blank.
    pub fn next(&mut self) -> Result<Option<RawRow>> {
        loop {
            let Some(first) = self.lines.next()? else { return Ok(None) };
            if first.number == 1 && is_separator_hint(&first.text) {
                continue;
            }
            if first.text.trim_matches([' ', '\r']).is_empty() {
                continue;
            }
            if first.too_long {
                let reason = "The line is longer than 16 million bytes".to_string();
                return Ok(Some(RawRow {
                    line: first.number,
                    text: first.text,
                    cells: Err(reason),
                }));
            }
            return self.row(first).map(Some);
        }
    }

    fn row(&mut self, first: Line) -> Result<RawRow> {
        let mut scan = Scan::new(self.delimiter);
        let mut taken = Vec::new();
        let mut size = first.text.len();
        let mut state = scan.line(&first.text);
        while state == Row::Open && size <= LONGEST_ROW {
            let Some(line) = self.lines.next()? else { break };
            size += line.text.len();
            state = if line.too_long { Row::Broken } else { scan.line(&line.text) };
            taken.push(line);
        }
        let cells = match state {
            Row::Complete => Ok(scan.cells),
            Row::Open => Err("A quote that starts in this row is never closed"),
            Row::Broken => Err("Text follows a closing quote; quotes inside a cell are doubled"),
        };
        if cells.is_err() {
            // The lines after the first may be sound rows of their own.
            self.lines.put_back(taken);
        }
        Ok(RawRow { line: first.number, text: first.text, cells: cells.map_err(str::to_owned) })
    }
}

/// `sep=;` on the first line tells spreadsheets the delimiter and is no row.
pub(super) fn is_separator_hint(line: &str) -> bool {
    line.strip_prefix("sep=").is_some_and(|rest| rest.trim_end_matches('\r').chars().count() == 1)
}

#[derive(PartialEq, Clone, Copy)]
enum Row {
    Complete,
    /// Within quotes: the row goes on in the next line.
    Open,
    Broken,
}

enum State {
    CellStart,
    Plain,
    Quoted,
    QuoteInQuoted,
    AfterQuoted,
}

/// Splits one row into cells, line by line.
struct Scan {
    delimiter: char,
    state: State,
    cell: String,
    cells: Vec<String>,
}

impl Scan {
    fn new(delimiter: char) -> Self {
        Self { delimiter, state: State::CellStart, cell: String::new(), cells: Vec::new() }
    }

    fn line(&mut self, line: &str) -> Row {
        for c in line.chars() {
            match self.state {
                State::CellStart if c == '"' => self.state = State::Quoted,
                State::CellStart | State::Plain if c == self.delimiter => self.end_cell(),
                State::CellStart | State::Plain => {
                    self.cell.push(c);
                    self.state = State::Plain;
                }
                State::Quoted if c == '"' => self.state = State::QuoteInQuoted,
                State::Quoted => self.cell.push(c),
                State::QuoteInQuoted if c == '"' => {
                    self.cell.push('"');
                    self.state = State::Quoted;
                }
                State::QuoteInQuoted | State::AfterQuoted if c == self.delimiter => self.end_cell(),
                State::QuoteInQuoted | State::AfterQuoted if matches!(c, ' ' | '\t' | '\r') => {
                    self.state = State::AfterQuoted;
                }
                State::QuoteInQuoted | State::AfterQuoted => return Row::Broken,
            }
        }
        if matches!(self.state, State::Quoted) {
            self.cell.push('\n');
            return Row::Open;
        }
        self.end_cell();
        Row::Complete
    }

    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
        self.state = State::CellStart;
    }
}

pub(super) struct Line {
    pub number: u64,
    /// Without the line end.
    pub text: String,
    pub too_long: bool,
}

/// The lines of a text, with their numbers.
pub(super) struct Lines<R> {
    input: R,
    end: u8,
    number: u64,
    put_back: VecDeque<Line>,
    path: std::path::PathBuf,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R, end: u8, path: &Path) -> Self {
        Self { input, end, number: 0, put_back: VecDeque::new(), path: path.to_owned() }
    }

    pub fn next(&mut self) -> Result<Option<Line>> {
        if let Some(line) = self.put_back.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        let mut limited = self.input.by_ref().take(LONGEST_LINE);
        limited.read_until(self.end, &mut bytes).at_path(&self.path)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        let ended = bytes.last() == Some(&self.end);
        let too_long = !ended && bytes.len() as u64 == LONGEST_LINE;
        if too_long {
            bytes.truncate(1 << 10);
            self.input.skip_until(self.end).at_path(&self.path)?;
        }
        if ended {
            bytes.pop();
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        Ok(Some(Line { number: self.number, text, too_long }))
    }

    fn put_back(&mut self, lines: Vec<Line>) {
        for line in lines.into_iter().rev() {
            self.put_back.push_front(line);
        }
    }
}

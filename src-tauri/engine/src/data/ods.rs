//! OpenDocument spreadsheets (LibreOffice, OpenOffice), read as a stream of XML: rows and cells
//! that are said to repeat cost nothing unless something stands in them.

use super::sheet::{self, Book, Gather, TakeRow};
use super::source::{Head, Layout, Sniff, Source, guard};
use super::table::Each;
use super::xml::{self, attribute, unescape};
use super::zipped;
use super::{Format, ReadOptions};
use crate::error::Result;
use quick_xml::events::{BytesStart, Event};
use std::io::BufReader;

pub(super) const FORMAT: Format = Format {
    id: "ods",
    title: "OpenDocument spreadsheet",
    description: "A sheet of a LibreOffice spreadsheet; the first row names the columns",
    extensions: &["ods"],
    example: include_bytes!("examples/example.ods"),
    sniff: Sniff::Bytes(sniff),
    layout,
    read,
    parse: None,
};

const CONTENT: &str = "content.xml";
const MOST_CONTENT: u64 = 1 << 30;
/// Cells of one row that are looked at; a table has far fewer columns.
const MOST_CELLS: usize = super::dialect::MOST_COLUMNS + 1;
/// Bytes that repeated rows may add up to, and how many there may be: a sheet has no more.
const MOST_REPEATED: u64 = 64 << 20;
const MOST_ROWS: u64 = 1 << 20;

fn sniff(head: &Head<'_>) -> bool {
    // The kind comes first, and unpacked.
    let kind = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    let name_at = 30;
    zipped::looks_zipped(head.bytes)
        && head.bytes.get(name_at..).is_some_and(|rest| rest.starts_with(kind))
}

fn layout(source: &Source, options: &ReadOptions) -> Result<Layout> {
    guard(source, || {
        let mut archive = zipped::open(source)?;
        let parts = zipped::measure(source, &mut archive)?;
        zipped::check_runs(source, &parts)?;
        let manifest = zipped::peek(&source.path, "META-INF/manifest.xml").unwrap_or_default();
        if String::from_utf8_lossy(&manifest).contains("encryption-data") {
            return Err(zipped::locked(source));
        }
        sheet::layout(source, options, &mut Spreadsheet::open(source)?)
    })
}

fn read(source: &Source, layout: &Layout, each: &mut Each<'_>) -> Result<()> {
    guard(source, || sheet::read(source, layout, &mut Spreadsheet::open(source)?, each))
}

struct Spreadsheet<'a> {
    source: &'a Source,
    sheets: Vec<String>,
}

impl<'a> Spreadsheet<'a> {
    fn open(source: &'a Source) -> Result<Self> {
        let mut sheets = Vec::new();
        each_event(source, &mut |event| {
            if let Event::Start(tag) = event
                && tag.local_name().as_ref() == b"table"
            {
                sheets.push(attribute(&tag, b"name").unwrap_or_default());
            }
            Ok(true)
        })?;
        Ok(Self { source, sheets })
    }
}

fn each_event(source: &Source, take: &mut dyn FnMut(Event<'_>) -> Result<bool>) -> Result<()> {
    let mut archive = zipped::open(source)?;
    let part = zipped::part(source, &mut archive, CONTENT, MOST_CONTENT)?;
    let mut reader = xml::reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(|error| sheet::broken(source, error))? {
            Event::Eof => return Ok(()),
            event => {
                if !take(event)? {
                    return Ok(());
                }
            }
        }
    }
}

impl Book for Spreadsheet<'_> {
    fn sheets(&self) -> Vec<String> {
        self.sheets.clone()
    }

    fn rows(&mut self, sheet: &str, take: &mut TakeRow<'_>) -> Result<()> {
        let mut scan = Scan::new(sheet);
        let source = self.source;
        each_event(source, &mut |event| match event {
            Event::Start(tag) => {
                scan.start(&tag);
                Ok(true)
            }
            Event::Empty(tag) => {
                scan.start(&tag);
                scan.end(source, tag.local_name().as_ref(), take)
            }
            Event::End(tag) => scan.end(source, tag.local_name().as_ref(), take),
            Event::Text(text) => {
                scan.text(&String::from_utf8_lossy(&text));
                Ok(true)
            }
            Event::CData(text) => {
                scan.text(&String::from_utf8_lossy(&text));
                Ok(true)
            }
            Event::GeneralRef(name) => {
                scan.text(&unescape(&String::from_utf8_lossy(&name)));
                Ok(true)
            }
            _ => Ok(true),
        })
    }
}

/// Where in the sheet the stream of XML is.
struct Scan<'a> {
    sheet: &'a str,
    /// Within the table of this sheet.
    here: bool,
    row: u64,
    row_repeats: u64,
    column: usize,
    cells: Vec<(usize, String)>,
    cell: Option<Cell>,
    /// Within a note on a cell, whose text is not the cell's.
    notes: usize,
    repeated: u64,
}

#[derive(Default)]
struct Cell {
    repeats: usize,
    /// What the cell is worth, where that is more than its text.
    value: Option<String>,
    text: String,
    paragraphs: usize,
    in_paragraph: bool,
}

impl<'a> Scan<'a> {
    fn new(sheet: &'a str) -> Self {
        Self {
            sheet,
            here: false,
            row: 0,
            row_repeats: 1,
            column: 0,
            cells: Vec::new(),
            cell: None,
            notes: 0,
            repeated: 0,
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let repeats = |name: &[u8]| {
            attribute(tag, name).and_then(|n| n.parse::<u64>().ok()).unwrap_or(1).max(1)
        };
        match tag.local_name().as_ref() {
            b"table" => self.here = attribute(tag, b"name").as_deref() == Some(self.sheet),
            b"table-row" if self.here => {
                self.row_repeats = repeats(b"number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            b"table-cell" | b"covered-table-cell" if self.here => {
                let repeats = repeats(b"number-columns-repeated").min(1 << 20) as usize;
                self.cell = Some(Cell { repeats, value: value(tag), ..Cell::default() });
            }
            b"annotation" => self.notes += 1,
            name => {
                if let Some(cell) = self.cell.as_mut().filter(|_| self.notes == 0) {
                    cell.inner(name, tag);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_paragraph && self.notes == 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, source: &Source, name: &[u8], take: &mut TakeRow<'_>) -> Result<bool> {
        match name {
            b"annotation" => self.notes = self.notes.saturating_sub(1),
            b"p" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_paragraph = false;
                }
            }
            b"table-cell" | b"covered-table-cell" if self.here => {
                let cell = self.cell.take().unwrap_or_default();
                let text = cell.value.unwrap_or(cell.text);
                for place in self.column..(self.column + cell.repeats).min(MOST_CELLS) {
                    if !text.is_empty() {
                        self.cells.push((place, text.clone()));
                    }
                }
                self.column += cell.repeats.max(1);
            }
            b"table-row" if self.here => return self.end_row(source, take),
            // What follows is another sheet.
            b"table" if self.here => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn end_row(&mut self, source: &Source, take: &mut TakeRow<'_>) -> Result<bool> {
        let row = self.row;
        self.row = row.saturating_add(self.row_repeats);
        let cells = std::mem::take(&mut self.cells);
        let bytes: u64 = cells.iter().map(|(_, text)| text.len() as u64).sum();
        self.repeated = self.repeated.saturating_add(bytes.saturating_mul(self.row_repeats - 1));
        let too_many = !cells.is_empty() && self.row_repeats > MOST_ROWS;
        if too_many || self.repeated > MOST_REPEATED {
            return Err(zipped::bomb(source));
        }
        for row in row..if cells.is_empty() { row } else { self.row } {
            let mut gather = Gather::default();
            for (column, text) in &cells {
                gather.put(row, *column, text.clone(), take)?;
            }
            if !gather.end(take)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Cell {
    /// A tag within the cell.
    fn inner(&mut self, name: &[u8], tag: &BytesStart<'_>) {
        match name {
            b"p" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.in_paragraph = true;
            }
            b"s" => {
                let blanks = attribute(tag, b"c").and_then(|n| n.parse().ok()).unwrap_or(1);
                self.text.extend(std::iter::repeat_n(' ', std::cmp::min(blanks, 1000)));
            }
            b"tab" => self.text.push('\t'),
            b"line-break" => self.text.push('\n'),
            _ => {}
        }
    }
}

/// The value of a cell that is no text: shown as the same kind in every language.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    match attribute(tag, b"value-type")?.as_str() {
        "float" | "percentage" | "currency" => {
            let value = attribute(tag, b"value")?;
            Some(value.parse().map_or(value, sheet::number))
        }
        "date" => Some(attribute(tag, b"date-value")?.replace('T', " ")),
        "boolean" => attribute(tag, b"boolean-value"),
        // PT13H45M00S
        "time" => {
            let text = attribute(tag, b"time-value")?;
            let digits = |c: char| !c.is_ascii_digit();
            let parts: Vec<&str> = text.split(digits).filter(|part| !part.is_empty()).collect();
            Some(parts.get(..3).map_or(text.clone(), |parts| parts.join(":")))
        }
        _ => None,
    }
}

//! Excel workbooks since 2007 (Office Open XML), read cell by cell: a sheet is never held as a
//! whole, whatever range it claims. The shared texts are, so they are measured first.

use super::sheet::{self, Book, Gather, TakeRow};
use super::source::{Counted, Head, Layout, Sniff, Source, guard};
use super::table::Each;
use super::zipped::{self, Measured};
use super::{Format, ReadOptions};
use crate::error::Result;
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::io::BufReader;

pub(super) const FORMAT: Format = Format {
    id: "xlsx",
    title: "Excel workbook",
    description: "A sheet of an Excel workbook; the first row names the columns",
    extensions: &["xlsx", "xlsm"],
    example: include_bytes!("examples/example.xlsx"),
    sniff: Sniff::Bytes(sniff),
    layout,
    read,
    parse: None,
};

/// All texts that cells share, unpacked: they are held as long as the workbook is read.
const MOST_SHARED: u64 = 64 << 20;
/// Each costs memory beyond its letters.
const MOST_TEXTS: u64 = 1_000_000;
/// Styles are copied into one another as they are read.
const MOST_STYLES: u64 = 64 << 20;
/// What else a workbook says about itself.
const MOST_ELSE: u64 = 16 << 20;

fn sniff(head: &Head<'_>) -> bool {
    zipped::names(head, "xl/workbook")
}

fn layout(source: &Source, options: &ReadOptions) -> Result<Layout> {
    guard(source, || {
        let parts = zipped::measure(source, &mut zipped::open(source)?)?;
        check(source, &parts)?;
        sheet::layout(source, options, &mut Workbook::open(source)?)
    })
}

fn read(source: &Source, layout: &Layout, each: &mut Each<'_>) -> Result<()> {
    guard(source, || sheet::read(source, layout, &mut Workbook::open(source)?, each))
}

/// Refuses a workbook that would fill the memory.
fn check(source: &Source, parts: &[Measured]) -> Result<()> {
    if parts.iter().any(|part| part.name.ends_with("workbook.bin")) {
        return Err(source
            .bad("This is a binary workbook (XLSB), which Attune does not read")
            .advice("Save it as an Excel workbook (.xlsx) or as CSV"));
    }
    zipped::check_runs(source, parts)?;
    for part in parts {
        let name = part.name.to_lowercase();
        let is_sheet = name.contains("sheet") && !name.ends_with("workbook.xml");
        let fits = if name.ends_with("sharedstrings.xml") {
            part.bytes <= MOST_SHARED && part.tags / 3 <= MOST_TEXTS && claimed(part) <= MOST_TEXTS
        } else if name.ends_with("styles.xml") {
            part.bytes <= MOST_ELSE && part.tags * part.longest_run <= MOST_STYLES
        } else {
            is_sheet || !name.ends_with("ml") && !name.ends_with("rels") || part.bytes <= MOST_ELSE
        };
        if !fits {
            return Err(zipped::bomb(source).source(format!("{} {}", part.name, part.bytes)));
        }
    }
    Ok(())
}

/// How many shared texts the part says it holds.
fn claimed(part: &Measured) -> u64 {
    let head = String::from_utf8_lossy(&part.head);
    let number =
        head.split("uniqueCount=").nth(1).unwrap_or_default().trim_start_matches(['"', '\'']);
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    // A number too long to read is too large as well.
    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) }
}

struct Workbook<'a> {
    source: &'a Source,
    book: Xlsx<BufReader<Counted>>,
}

impl<'a> Workbook<'a> {
    fn open(source: &'a Source) -> Result<Self> {
        let book = Xlsx::new(source.file()?).map_err(|error| match error {
            XlsxError::Password => zipped::locked(source),
            other => sheet::broken(source, other),
        })?;
        Ok(Self { source, book })
    }
}

impl Book for Workbook<'_> {
    fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    fn rows(&mut self, sheet: &str, take: &mut TakeRow<'_>) -> Result<()> {
        let source = self.source;
        let mut cells = match self.book.worksheet_cells_reader(sheet) {
            Ok(cells) => cells,
            // A chart on a sheet of its own has no rows.
            Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
            Err(error) => return Err(sheet::broken(source, error)),
        };
        let mut gather = Gather::default();
        while let Some(cell) = cells.next_cell().map_err(|error| sheet::broken(source, error))? {
            let (row, column) = cell.get_position();
            if !gather.put(u64::from(row), column as usize, text(cell.get_value()), take)? {
                return Ok(());
            }
        }
        gather.end(take).map(|_| ())
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(value) => sheet::number(*value),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(value) => sheet::date(*value),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        // What the person sees in the cell is no value to learn from.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

//! Excel workbooks before 2007 (BIFF in a compound file). They are read as a whole, so what they
//! hold is counted first, record by record.

use super::sheet::{self, Book, Gather, TakeRow};
use super::source::{Counted, Layout, Sniff, Source, guard};
use super::table::Each;
use super::xls_scan::{self, Scan};
use super::{Format, ReadOptions, zipped};
use crate::error::{Error, Result};
use calamine::{Data, Reader, Xls, XlsError};
use std::io::{BufReader, Read, Seek};

pub(super) const FORMAT: Format = Format {
    id: "xls",
    title: "Old Excel workbook",
    description: "A sheet of an Excel workbook from before 2007; the first row names the columns",
    extensions: &["xls"],
    example: include_bytes!("examples/example.xls"),
    sniff: Sniff::Bytes(|head| head.bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")),
    layout,
    read,
    parse: None,
};

/// The file is held twice while it is read.
const LARGEST: u64 = 32 << 20;

fn layout(source: &Source, options: &ReadOptions) -> Result<Layout> {
    guard(source, || {
        check(source)?;
        sheet::layout(source, options, &mut Workbook::open(source)?)
    })
}

fn read(source: &Source, layout: &Layout, each: &mut Each<'_>) -> Result<()> {
    guard(source, || sheet::read(source, layout, &mut Workbook::open(source)?, each))
}

/// What else lies in a compound file, by a stream of its own.
const OTHERS: &[(&str, &str, &str)] = &[
    ("/WordDocument", "an old Word document (.doc)", "Save it as a Word document (.docx)"),
    ("/PowerPoint Document", "an old presentation (.ppt)", "Save its text as a Word document"),
    ("/__properties_version1.0", "an Outlook message (.msg)", "Save it as .eml or as text"),
];

/// Refuses what is no workbook, or one that would fill the memory.
fn check(source: &Source) -> Result<()> {
    let mut file = source.file()?;
    let length = file.seek(std::io::SeekFrom::End(0)).map_err(|e| Error::io(e, &source.path))?;
    if length > LARGEST {
        return Err(too_large(source, "The workbook is larger than 32 million bytes"));
    }
    file.rewind().map_err(|error| Error::io(error, &source.path))?;
    let mut parts = cfb::CompoundFile::open(file).map_err(|error| {
        let damaged = source.bad("This is an old Office file that is damaged");
        damaged.advice("Open it with the program that made it, and save it anew").source(error)
    })?;
    if parts.exists("/EncryptedPackage") {
        return Err(zipped::locked(source));
    }
    if let Some((_, kind, advice)) = OTHERS.iter().find(|(part, ..)| parts.exists(part)) {
        return Err(source
            .bad(format!("This is {kind}, which Attune does not read"))
            .advice(*advice));
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| parts.is_stream(name));
    let Some(name) = name else {
        return Err(source.bad("This is an old Office file without a table in it"));
    };
    let mut bytes = Vec::new();
    let stream = parts.open_stream(name).map_err(|error| sheet::broken(source, error))?;
    stream.take(LARGEST).read_to_end(&mut bytes).map_err(|error| sheet::broken(source, error))?;
    let Scan { locked, cells, letters, impossible } = xls_scan::scan(&bytes);
    if locked {
        return Err(zipped::locked(source));
    }
    if impossible {
        return Err(source
            .bad("A sheet of this workbook says that it reaches further than a sheet can")
            .advice("Open it in the program that made it and save it again"));
    }
    if cells > xls_scan::MOST_CELLS {
        return Err(too_large(source, format!("The range of its sheets has {cells} cells")));
    }
    if letters > xls_scan::MOST_LETTERS {
        return Err(too_large(source, format!("The texts of its cells have {letters} letters")));
    }
    Ok(())
}

fn too_large(source: &Source, what: impl Into<String>) -> Error {
    source.bad(what).advice("Save it as an Excel workbook (.xlsx), which is read piece by piece")
}

struct Workbook<'a> {
    source: &'a Source,
    book: Xls<BufReader<Counted>>,
}

impl<'a> Workbook<'a> {
    fn open(source: &'a Source) -> Result<Self> {
        let book = Xls::new(source.file()?).map_err(|error| match error {
            XlsError::Password => zipped::locked(source),
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
        let range = self.book.worksheet_range(sheet);
        let range = range.map_err(|error| sheet::broken(self.source, error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut gather = Gather::default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (row as u64 + u64::from(top), column + left as usize);
            if !gather.put(row, column, text(value), take)? {
                return Ok(());
            }
        }
        gather.end(take).map(|_| ())
    }
}

fn text(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(value) => sheet::number(*value),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(value) => sheet::date(*value),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

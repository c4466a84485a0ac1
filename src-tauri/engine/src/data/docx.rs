//! Word documents since 2007: paragraphs, headings, rows of tables, and the numbers that Word puts
//! before clauses without writing them down.

use super::document::{self, Document, MOST_BLOCKS};
use super::source::Sniff;
use super::xml::{self, attribute, unescape};
use super::zipped::{self, Capped};
use super::{Format, docx_styles};
use crate::error::{Error, Result};
use docx_styles::Styles;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

pub(super) const FORMAT: Format = Format {
    id: "docx",
    title: "Word document",
    description: "The text of a Word document, cut by heading, clause, paragraph or length",
    extensions: &["docx", "docm"],
    example: include_bytes!("examples/example.docx"),
    sniff: Sniff::Bytes(|head| zipped::names(head, "word/document")),
    layout: |source, options| document::layout(source, options, &CUTS, parse),
    read: |source, layout, each| document::read(source, layout, each, parse),
    parse: Some(parse),
};

const CUTS: [&str; 5] = ["paragraph", "heading", "clause", "file", "length"];

/// Bytes of the document's XML; a book has a few million.
const MOST_XML: u64 = 64 << 20;
/// Bytes of text that come out of it.
const MOST_TEXT: usize = 32 << 20;

/// Tables inside tables; what lies deeper is text of the deepest.
const DEEPEST: usize = 50;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn parse(bytes: &[u8]) -> Result<Document> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let styles = Styles::read(&mut |name, take| each_event(&mut archive, name, take))?;
    let mut scan = Scan::new(styles);
    let main = main_part(&archive);
    each_event(&mut archive, &main, &mut |event| scan.event(event))?;
    let document = scan.document;
    if document.is_empty() {
        return Err(
            document::bad("There is no text in this document").advice("Choose another file")
        );
    }
    Ok(document)
}

/// The part with the text; some programs number it.
fn main_part(archive: &Archive<'_>) -> String {
    const USUAL: &str = "word/document.xml";
    let is_main = |name: &&str| name.starts_with("word/document") && name.ends_with(".xml");
    let all = || archive.file_names().filter(is_main);
    all().find(|name| *name == USUAL).or_else(|| all().next()).unwrap_or(USUAL).to_owned()
}

fn damaged(error: &ZipError) -> Error {
    document::bad("The document is damaged: its parts can't be unpacked").source(error)
}

/// Takes an event of the XML.
pub(super) type TakeEvent<'a> = dyn FnMut(Event<'_>) -> Result<()> + 'a;

/// Goes through a part of the document; one that is not there has no events.
fn each_event(archive: &mut Archive<'_>, name: &str, take: &mut TakeEvent<'_>) -> Result<()> {
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => return Ok(()),
        Err(error) => return Err(damaged(&error)),
    };
    let packed = part.compressed_size();
    // A tag without an end would be held as a whole: nothing unpacks to more than it may.
    let most = MOST_XML.min((packed * zipped::MOST_RATIO).max(zipped::SMALL));
    let mut reader = xml::reader(BufReader::new(Capped { input: part.take(most + 1), left: most }));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => take(event)?,
            Err(quick_xml::Error::Io(error))
                if error.kind() == std::io::ErrorKind::FileTooLarge =>
            {
                return Err(document::bad("This document would unpack to far more than one holds"));
            }
            Err(error) => {
                return Err(document::bad("The document is damaged and can't be read to its end")
                    .source(error));
            }
        }
    }
}

/// Where in the document the stream of XML is.
struct Scan {
    styles: Styles,
    document: Document,
    text: String,
    total: usize,
    is_heading: bool,
    number: Option<(String, usize)>,
    in_text: bool,
    /// Within a copy of something for older programs.
    copies: usize,
    /// Cells of the row of a table that one is in.
    rows: Vec<Vec<String>>,
}

impl Scan {
    fn new(styles: Styles) -> Self {
        Self {
            styles,
            document: Document::default(),
            text: String::new(),
            total: 0,
            is_heading: false,
            number: None,
            in_text: false,
            copies: 0,
            rows: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>) -> Result<()> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::Empty(tag) => {
                self.start(&tag);
                self.end(tag.local_name().as_ref())?;
            }
            Event::End(tag) => self.end(tag.local_name().as_ref())?,
            Event::Text(text) => self.add(&String::from_utf8_lossy(&text)),
            Event::GeneralRef(name) => self.add(&unescape(&String::from_utf8_lossy(&name))),
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, text: &str) {
        if self.in_text && self.copies == 0 {
            self.text.push_str(text);
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            b"Fallback" => self.copies += 1,
            _ if self.copies > 0 => {}
            b"t" => self.in_text = true,
            b"tab" if !self.text.is_empty() => self.text.push('\t'),
            b"br" | b"cr" => self.text.push('\n'),
            b"noBreakHyphen" => self.text.push('-'),
            b"pStyle" => {
                let id = attribute(tag, b"val").unwrap_or_default();
                self.is_heading = self.styles.is_heading(&id);
                self.number = self.number.take().or_else(|| self.styles.number_of(&id));
            }
            b"outlineLvl" => self.is_heading = attribute(tag, b"val").is_some_and(|l| l != "9"),
            b"numId" => {
                let level = self.number.take().map_or(0, |(_, level)| level);
                self.number = attribute(tag, b"val").map(|id| (id, level));
            }
            b"ilvl" => {
                let level = attribute(tag, b"val").and_then(|l| l.parse().ok()).unwrap_or(0);
                let id = self.number.take().map_or_else(String::new, |(id, _)| id);
                self.number = Some((id, level));
            }
            b"tr" if self.rows.len() < DEEPEST => self.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) -> Result<()> {
        match name {
            b"Fallback" => self.copies = self.copies.saturating_sub(1),
            _ if self.copies > 0 => {}
            b"t" => self.in_text = false,
            b"p" => self.end_paragraph()?,
            b"tr" => {
                let cells = self.rows.pop().unwrap_or_default();
                self.push(cells.join("\t"), false)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<()> {
        let text = std::mem::take(&mut self.text);
        let (is_heading, number) = (std::mem::take(&mut self.is_heading), self.number.take());
        if text.trim().is_empty() {
            return Ok(());
        }
        let number = number.and_then(|(id, level)| self.styles.count(&id, level));
        let text = match number {
            Some(number) => format!("{number} {}", text.trim()),
            None => text.trim().to_owned(),
        };
        match self.rows.last_mut() {
            Some(cells) => {
                self.total += text.len();
                cells.push(text);
                Ok(())
            }
            None => self.push(text, is_heading),
        }
    }

    fn push(&mut self, text: String, is_heading: bool) -> Result<()> {
        self.total += text.len();
        if self.total > MOST_TEXT {
            return Err(document::bad("The text of this document is larger than 32 million bytes")
                .advice("Split it into several files"));
        }
        if self.document.blocks.len() >= MOST_BLOCKS {
            return Err(document::too_many());
        }
        // A row of a table inside a table is text of its cell.
        match self.rows.last_mut() {
            Some(cells) => cells.push(text),
            None => self.document.push(text, is_heading, 0),
        }
        Ok(())
    }
}

//! Documents: text that has to be cut before it is rows. A format hands over blocks (paragraphs,
//! headings); everything after that is the same for all.

use super::cut::{self, Cut, Cutter, Piece};
use super::source::{Layout, SAVE_AGAIN, Source};
use super::table::{Each, Record, excerpt};
use super::{ReadOptions, file_name};
use crate::error::{Code, Error, Result};

/// A paragraph or heading, in the order of the document.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Block {
    pub text: String,
    pub is_heading: bool,
    /// From 1; 0 where there are no pages.
    pub page: u32,
    /// From 1: the line, or where there are none the number of the block.
    pub line: u64,
}

/// A document that has been read.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub blocks: Vec<Block>,
    /// What is known of all of it, by the name of its column: subject, sender, date.
    pub facts: Vec<(&'static str, String)>,
}

/// Each costs memory beyond its letters; a book has some thousands.
pub(super) const MOST_BLOCKS: usize = 300_000;

pub(super) fn too_many() -> Error {
    bad("This document has more than 300,000 paragraphs").advice("Split it into several files")
}

impl Document {
    pub fn push(&mut self, text: String, is_heading: bool, page: u32) {
        let line = self.blocks.len() as u64 + 1;
        self.blocks.push(Block { text, is_heading, page, line });
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| block.text.trim().is_empty())
    }
}

/// Reads a document from its bytes. An error has no place yet; whoever has the name adds it.
pub(super) type Parse = fn(&[u8]) -> Result<Document>;

/// Bytes of one document; more is a collection that should be in parts.
pub(super) const LARGEST: u64 = 64 << 20;

/// Text as it is read from a document of a kind that has no more than paragraphs.
pub(super) const TEXT: &str = "text";
pub(super) const HEADING: &str = "heading";
pub(super) const PAGE: &str = "page";

pub(super) fn bad(what: impl Into<String>) -> Error {
    Error::new(Code::BadFile, what).safe("The file was not changed").advice(SAVE_AGAIN)
}

fn parsed(source: &Source, parse: Parse) -> Result<Document> {
    let bytes = source.content(LARGEST + 1)?;
    if bytes.len() as u64 > LARGEST {
        return Err(source
            .bad("The document is larger than 64 million bytes")
            .advice("Split it into several files"));
    }
    let place = |error: Error| {
        if error.where_.is_none() { error.at(file_name(&source.path)) } else { error }
    };
    parse(&bytes).map_err(place)
}

/// The layout of a file that is one document. `cuts` has the usual one first.
pub(super) fn layout(
    source: &Source,
    options: &ReadOptions,
    cuts: &[&'static str],
    parse: Parse,
) -> Result<Layout> {
    let document = parsed(source, parse)?;
    let cuts = fitting(cuts, &document);
    let cut = cut::find(options.cut.as_deref().unwrap_or(cuts[0]), &cuts)?;
    let mut columns = vec![TEXT.to_owned()];
    if document.blocks.iter().any(|block| block.is_heading) {
        columns.push(HEADING.into());
    }
    if document.blocks.iter().any(|block| block.page > 0) {
        columns.push(PAGE.into());
    }
    columns.extend(document.facts.iter().map(|(name, _)| (*name).to_owned()));
    let options = settled(options, cut);
    Ok(Layout { options, columns, cuts, ..Layout::default() })
}

/// The cuts that make a difference to this document; never none.
fn fitting(cuts: &[&'static str], document: &Document) -> Vec<&'static str> {
    let has_headings = document.blocks.iter().any(|block| block.is_heading);
    let has_pages = document.blocks.iter().any(|block| block.page > 1);
    let makes_sense = |cut: &&&str| match **cut {
        "heading" => has_headings,
        "page" => has_pages,
        _ => true,
    };
    let left: Vec<&str> = cuts.iter().filter(makes_sense).copied().collect();
    if left.is_empty() { vec!["file"] } else { left }
}

/// The options as they are used.
pub(super) fn settled(options: &ReadOptions, cut: &Cut) -> ReadOptions {
    let words = (cut.id == "length").then(|| options.cut_words.unwrap_or(cut::WORDS));
    ReadOptions { cut: Some(cut.id.into()), cut_words: words, ..ReadOptions::default() }
}

pub(super) fn read(
    source: &Source,
    layout: &Layout,
    each: &mut Each<'_>,
    parse: Parse,
) -> Result<()> {
    let document = parsed(source, parse)?;
    let mut cutter = cutter(layout)?;
    let facts = document.facts;
    let mut take = |piece: Piece| each(record(piece, &layout.columns, &facts));
    for block in document.blocks {
        if !cutter.push(block, &mut take)? {
            return Ok(());
        }
    }
    cutter.end_document(&mut take).map(|_| ())
}

/// The cutter that a layout asks for.
pub(super) fn cutter(layout: &Layout) -> Result<Cutter> {
    let id = layout.options.cut.as_deref().unwrap_or_default();
    Ok(Cutter::new(cut::find(id, &layout.cuts)?, layout.options.cut_words))
}

/// A row of the table that the document becomes.
pub(super) fn record<S: AsRef<str>>(
    piece: Piece,
    columns: &[String],
    facts: &[(S, String)],
) -> Record {
    let Piece { text, heading, page, line, too_long } = piece;
    if too_long {
        return Record::rejected(line, "The text is longer than 4 million bytes", &excerpt(&text));
    }
    let mut text = Some(text);
    let cell = |name: &String| match name.as_str() {
        TEXT => text.take().unwrap_or_default(),
        HEADING => heading.clone(),
        PAGE if page > 0 => page.to_string(),
        name => {
            let fact = facts.iter().find(|(known, _)| known.as_ref() == name);
            fact.map(|(_, value)| value.clone()).unwrap_or_default()
        }
    };
    Record { line, cells: Ok(columns.iter().map(cell).collect()) }
}

//! Plain text: a line, a paragraph or the whole file is an example. Markdown's headings are known.

use super::csv::Lines;
use super::cut::Piece;
use super::document::{self, Block, Document, HEADING, MOST_BLOCKS, TEXT};
use super::source::{Layout, Sniff, Source};
use super::table::Each;
use super::{Format, ReadOptions, dialect, encoding};
use crate::error::Result;

pub(super) const FORMAT: Format = Format {
    id: "txt",
    title: "Plain text",
    description: "Text without columns; each line, paragraph or file is one row",
    extensions: &["txt", "md", "text"],
    example: b"Where is my parcel?\n",
    sniff: Sniff::Text(sniff),
    layout,
    read,
    parse: Some(parse),
};

/// Nothing in it looks like a table; a name that says table is believed all the same.
fn sniff(source: &Source) -> bool {
    let tables = [super::csv::FORMAT, super::jsonl::FORMAT, super::json::FORMAT];
    let named_table = tables.iter().any(|f| f.extensions.contains(&&*source.extension()));
    !named_table && !dialect::is_table(source)
}

const CUTS: [&str; 5] = ["line", "paragraph", "file", "clause", "length"];

fn layout(source: &Source, options: &ReadOptions) -> Result<Layout> {
    let has_headings = source.head.lines().any(is_heading);
    let mut cuts = CUTS.to_vec();
    if has_headings {
        cuts.insert(2, "heading");
    }
    // Lines with blank ones between them are paragraphs.
    let lines = source.head.lines().count();
    let blank = source.head.lines().filter(|line| line.trim().is_empty()).count();
    let usual = if has_headings || blank * 5 > lines { "paragraph" } else { "line" };
    let cut = super::cut::find(options.cut.as_deref().unwrap_or(usual), &cuts)?;
    let mut columns = vec![TEXT.to_owned()];
    if has_headings {
        columns.push(HEADING.into());
    }
    Ok(Layout { options: document::settled(options, cut), columns, cuts, ..Layout::default() })
}

fn read(source: &Source, layout: &Layout, each: &mut Each<'_>) -> Result<()> {
    let mut cutter = document::cutter(layout)?;
    let mut take = |piece: Piece| each(document::record::<&str>(piece, &layout.columns, &[]));
    let markdown = layout.columns.iter().any(|name| name == HEADING);
    let mut blocks = Blocks { markdown, open: Block::default() };
    let mut lines = Lines::new(source.text()?, dialect::line_end(&source.head), &source.path);
    while let Some(line) = lines.next()? {
        for block in blocks.line(line.number, &line.text).into_iter().flatten() {
            if !cutter.push(block, &mut take)? {
                return Ok(());
            }
        }
    }
    cutter.push(blocks.open, &mut take)?;
    cutter.end_document(&mut take).map(|_| ())
}

/// A text in memory, as one of several files.
fn parse(bytes: &[u8]) -> Result<Document> {
    let text = encoding::decode(bytes);
    let mut document = Document::default();
    let mut blocks = Blocks { markdown: text.lines().any(is_heading), open: Block::default() };
    for (number, line) in (1..).zip(text.lines()) {
        let found = blocks.line(number, line).into_iter().flatten();
        document.blocks.extend(found.filter(|block| !block.text.is_empty()));
        if document.blocks.len() > MOST_BLOCKS {
            return Err(document::too_many());
        }
    }
    document.blocks.push(blocks.open);
    Ok(document)
}

/// A heading as Markdown writes it.
fn is_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&level) && line[level..].starts_with(' ')
}

/// Gathers lines into paragraphs. A paragraph of very many lines goes on in parts, so that no more
/// is held than a row may have.
struct Blocks {
    markdown: bool,
    open: Block,
}

/// Bytes from which on a paragraph is handed over in parts.
const LONG: usize = 1 << 16;

impl Blocks {
    /// Takes a line; gives what it ends, and what it is by itself.
    fn line(&mut self, number: u64, line: &str) -> [Option<Block>; 2] {
        if line.trim().is_empty() {
            return [Some(std::mem::take(&mut self.open)), None];
        }
        if self.markdown && is_heading(line) {
            let text = line.trim_start_matches('#').trim().to_owned();
            let heading = Block { text, is_heading: true, page: 0, line: number };
            return [Some(std::mem::take(&mut self.open)), Some(heading)];
        }
        let mut full = None;
        if self.open.text.len() > LONG {
            full = Some(std::mem::take(&mut self.open));
        }
        if self.open.text.is_empty() {
            self.open.line = number;
        } else {
            self.open.text.push('\n');
        }
        self.open.text.push_str(line.trim_end());
        [full, None]
    }
}

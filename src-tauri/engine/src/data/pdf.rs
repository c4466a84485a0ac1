//! PDF documents that hold text. Text in a PDF is glyphs at places on a page; lines, paragraphs and
//! headings are found again from the places and sizes. A page that was scanned holds none.

use super::document::{self, Document};
use super::pdf_fonts::{Fonts, PageFonts};
use super::pdf_text::{Line, Show};
use super::source::Sniff;
use super::{Format, zipped};
use crate::error::{Code, Error, Result};
use lopdf::content::Content;
use lopdf::{LoadOptions, Object};

pub(super) const FORMAT: Format = Format {
    id: "pdf",
    title: "PDF document",
    description: "The text of a PDF, cut by page, heading, clause, paragraph or length",
    extensions: &["pdf"],
    example: include_bytes!("examples/example.pdf"),
    sniff: Sniff::Bytes(|head| {
        head.bytes[..head.bytes.len().min(1024)].windows(5).any(|at| at == b"%PDF-")
    }),
    layout: |source, options| document::layout(source, options, &CUTS, parse),
    read: |source, layout, each| document::read(source, layout, each, parse),
    parse: Some(parse),
};

const CUTS: [&str; 6] = ["paragraph", "page", "heading", "clause", "file", "length"];

/// Bytes that one stream of the file may unpack to.
const MOST_STREAM: usize = 16 << 20;
/// Bytes that the pages may unpack to together; pages can share what they show.
const MOST_PAINTED: usize = 256 << 20;
/// Bytes that all packed lists of objects may unpack to.
const MOST_OBJECTS: u64 = 64 << 20;
/// Words of the file's own language, beside a byte in 24, which is how often pictures look like
/// words. Each is held as long as the file is.
const MOST_WORDS: usize = 1_500_000;
const MOST_PAGES: usize = 10_000;
/// Bytes of text that may come out.
const MOST_TEXT: usize = 32 << 20;

fn parse(bytes: &[u8]) -> Result<Document> {
    let parsed = std::panic::catch_unwind(|| read(bytes));
    parsed.unwrap_or_else(|_| Err(broken("its reader gave up")))
}

fn broken(why: impl std::fmt::Display) -> Error {
    document::bad("The PDF is damaged and can't be read").source(why)
}

fn read(bytes: &[u8]) -> Result<Document> {
    if is_too_much(bytes) {
        return Err(document::bad("This PDF would unpack to far more than one holds"));
    }
    let options = LoadOptions::with_max_decompressed_size(MOST_STREAM);
    let pdf = lopdf::Document::load_mem_with_options(bytes, options).map_err(|error| {
        let text = error.to_string();
        if text.to_lowercase().contains("password") || text.to_lowercase().contains("encrypt") {
            locked()
        } else {
            broken(text)
        }
    })?;
    if pdf.trailer.has(b"Encrypt") && pdf.encryption_state.is_none() {
        return Err(locked());
    }
    if pdf.page_iter().next().is_none() {
        return Err(broken("no page is left"));
    }
    let mut lines = Vec::new();
    let mut fonts = Fonts::new(&pdf);
    let (mut size, mut painted) = (0, 0);
    for (page, id) in (1..).zip(pdf.page_iter().take(MOST_PAGES)) {
        let Ok(content) = pdf.get_page_content_with_limit(id, MOST_STREAM) else {
            return Err(document::bad("A page of this PDF is larger than 16 million bytes"));
        };
        painted += content.len();
        for line in page_lines(&content, &fonts.of_page(id)) {
            size += line.text.len();
            lines.push((page, line));
        }
        if size > MOST_TEXT || painted > MOST_PAINTED || lines.len() > document::MOST_BLOCKS {
            return Err(document::bad("The text of this PDF is larger than 32 million bytes")
                .advice("Split it into several files"));
        }
    }
    let document = paragraphs(&lines);
    if document.is_empty() {
        // Every PDF ends with this mark.
        if find(&bytes[bytes.len().saturating_sub(1024)..], b"%%EOF").is_none() {
            return Err(broken("its end is missing"));
        }
        return Err(Error::new(
            Code::BadFile,
            "This PDF holds pictures of pages and no text: it was scanned",
        )
        .safe("The file was not changed")
        .advice("Run text recognition (OCR) over it, save it, and choose that file"));
    }
    Ok(document)
}

fn locked() -> Error {
    document::bad("The file is protected with a password").advice(
        "Open it with the program that made it, save it without a password, and choose that file",
    )
}

/// Whether the file, with its packed lists of objects unpacked, holds more than may be kept. Nothing
/// is kept for the count.
fn is_too_much(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"/ObjStm";
    let mut words = words(bytes).saturating_sub(bytes.len() / 24);
    let mut unpacked: u64 = 0;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], MARK) {
        at += found + MARK.len();
        let near = &bytes[at..bytes.len().min(at + 1024)];
        let Some(stream) = find(near, b"stream") else { continue };
        let body = bytes[at + stream + b"stream".len()..].trim_ascii_start();
        zipped::inflate(body, MOST_OBJECTS, |part| {
            unpacked += part.len() as u64;
            words += self::words(part);
        });
        if unpacked > MOST_OBJECTS || words > MOST_WORDS {
            return true;
        }
    }
    words > MOST_WORDS
}

/// How many words begin in it, as a PDF divides them.
fn words(bytes: &[u8]) -> usize {
    let divides = |byte: &u8| byte.is_ascii_whitespace() || b"/[]<>()".contains(byte);
    bytes.windows(2).filter(|pair| divides(&pair[0]) && !divides(&pair[1])).count()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn page_lines(content: &[u8], fonts: &PageFonts<'_>) -> Vec<Line> {
    let mut show = Show::new(fonts);
    for operation in Content::decode_iter(content) {
        // What stands before the damage is text all the same.
        let Ok(operation) = operation else { break };
        let number = |place: usize| operation.operands.get(place).map_or(0.0, as_number);
        let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
        match operation.operator.as_str() {
            "q" => show.save(),
            "Q" => show.restore(),
            "cm" => show.transform(matrix()),
            "BT" => show.begin(),
            "Tc" => show.between_letters = number(0),
            "Tw" => show.between_words = number(0),
            "Tf" => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok());
                show.font(name.unwrap_or_default(), number(1));
            }
            "TL" => show.leading = number(0),
            "Td" => show.shift(number(0), number(1)),
            "TD" => {
                show.leading = -number(1);
                show.shift(number(0), number(1));
            }
            "Tm" => show.place(matrix()),
            "T*" => show.next_line(),
            "Tj" => show.all(&operation.operands),
            "TJ" => {
                let parts = operation.operands.first().and_then(|list| list.as_array().ok());
                show.all(parts.map(Vec::as_slice).unwrap_or_default());
            }
            "'" => {
                show.next_line();
                show.all(&operation.operands);
            }
            "\"" => {
                show.next_line();
                show.all(operation.operands.get(2..).unwrap_or_default());
            }
            _ => {}
        }
    }
    show.finish()
}

pub(super) fn as_number(object: &Object) -> f32 {
    match object {
        Object::Integer(number) => *number as f32,
        Object::Real(number) => *number,
        _ => 0.0,
    }
}

/// Lines become paragraphs where the gap between them is larger than usual; larger letters than
/// usual make a heading.
fn paragraphs(lines: &[(u32, Line)]) -> Document {
    let usual = quantile(2, lines.iter().map(|(_, line)| line.size));
    let near = lines.windows(2).filter(|pair| pair[0].0 == pair[1].0 && alike(pair));
    // Where every paragraph is one line, the gaps between lines are those between paragraphs.
    let gaps = near.map(gap).filter(|gap| *gap > 0.0);
    let usual_gap = quantile(4, gaps).clamp(usual, 1.8 * usual);
    let mut document = Document::default();
    let mut open: Option<(u32, f32, String)> = None;
    let close = |open: &mut Option<(u32, f32, String)>, document: &mut Document| {
        if let Some((page, size, text)) = open.take() {
            let short = text.split_whitespace().count() <= 15;
            document.push(text, size > 1.15 * usual && short, page);
        }
    };
    for (at, (page, line)) in lines.iter().enumerate() {
        let starts = at == 0
            || lines[at - 1].0 != *page
            || gap(&lines[at - 1..=at]) > 1.35 * usual_gap
            || gap(&lines[at - 1..=at]) < -usual_gap
            || !alike(&lines[at - 1..=at]);
        if starts {
            close(&mut open, &mut document);
        }
        match &mut open {
            None => open = Some((*page, line.size, line.text.clone())),
            Some((_, _, text)) => join(text, &line.text),
        }
    }
    close(&mut open, &mut document);
    document
}

/// How far the second of two lines is below the first.
fn gap(pair: &[(u32, Line)]) -> f32 {
    pair[0].1.y - pair[1].1.y
}

/// Whether two lines have letters of one size.
fn alike(pair: &[(u32, Line)]) -> bool {
    (pair[0].1.size - pair[1].1.size).abs() <= 0.15 * pair[1].1.size
}

/// A word that was divided at the end of a line is made whole.
fn join(text: &mut String, line: &str) {
    let divided = text.ends_with('-')
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && line.chars().next().is_some_and(char::is_lowercase);
    if divided {
        text.pop();
    } else {
        text.push(' ');
    }
    text.push_str(line);
}

/// The value below which one in `parts` of them lie.
fn quantile(parts: usize, values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len().saturating_sub(1) / parts).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(y: f32, size: f32, text: &str) -> (u32, Line) {
        (1, Line { y, size, text: text.to_owned() })
    }

    #[test]
    fn lines_become_paragraphs_and_headings() {
        let lines = [
            line(700.0, 18.0, "Rent"),
            line(670.0, 10.0, "The rent is due on the"),
            line(658.0, 10.0, "first of the month, with-"),
            line(646.0, 10.0, "out reminder."),
            line(622.0, 10.0, "Late rent costs"),
            line(610.0, 10.0, "extra."),
        ];
        let blocks = paragraphs(&lines).blocks;
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Rent",
                "The rent is due on the first of the month, without reminder.",
                "Late rent costs extra.",
            ]
        );
        assert_eq!(blocks.iter().map(|b| b.is_heading).collect::<Vec<_>>(), [true, false, false]);
    }
}

//! The fonts of a PDF: which letters its bytes stand for, and how wide they are.

use super::pdf::as_number;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Bytes that a font's table of letters may unpack to.
const MOST_TABLE: usize = 2 << 20;
/// Fonts that are looked at; what is written in others is left out.
const MOST_FONTS: usize = 500;
/// The width of a letter of which nothing is known, in sizes.
const LETTER: f32 = 0.5;

pub(super) struct Font<'a> {
    encoding: Option<Encoding<'a>>,
    /// Each letter has two bytes.
    pub is_wide: bool,
    /// In sizes, by the number of the letter.
    widths: HashMap<usize, f32>,
    /// The width of letters that are not listed.
    other: f32,
}

impl<'a> Font<'a> {
    fn read(pdf: &'a Document, font: &'a Dictionary) -> Self {
        let is_wide = font.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0");
        let encoding = font.get_font_encoding_with_limit(pdf, MOST_TABLE).ok();
        let (widths, other) = if is_wide { wide(pdf, font) } else { narrow(pdf, font) };
        Self { encoding, is_wide, widths, other }
    }

    pub fn letters(&self, bytes: &[u8]) -> String {
        let encoding = self.encoding.as_ref();
        encoding.and_then(|e| Document::decode_text(e, bytes).ok()).unwrap_or_default()
    }

    /// How far the letters reach, in sizes.
    pub fn width(&self, bytes: &[u8]) -> f32 {
        let width = |letter: usize| self.widths.get(&letter).copied().unwrap_or(self.other);
        if self.is_wide {
            let pairs = bytes.chunks(2);
            pairs.map(|pair| width(pair.iter().fold(0, |n, b| n << 8 | usize::from(*b)))).sum()
        } else {
            bytes.iter().map(|byte| width(usize::from(*byte))).sum()
        }
    }
}

fn list<'a>(pdf: &'a Document, font: &'a Dictionary, key: &[u8]) -> Option<&'a Vec<Object>> {
    pdf.dereference(font.get(key).ok()?).ok()?.1.as_array().ok()
}

fn narrow(pdf: &Document, font: &Dictionary) -> (HashMap<usize, f32>, f32) {
    let first = font.get(b"FirstChar").map_or(0.0, as_number).max(0.0) as usize;
    let all = list(pdf, font, b"Widths").map(Vec::as_slice).unwrap_or_default();
    let widths =
        (first..).zip(all.iter().take(256)).map(|(n, width)| (n, as_number(width) / 1000.0));
    (widths.collect(), LETTER)
}

/// The widths of a font with many letters: `first [w w ...]` or `first last w`, in a row.
fn wide(pdf: &Document, font: &Dictionary) -> (HashMap<usize, f32>, f32) {
    let mut widths = HashMap::new();
    let below = list(pdf, font, b"DescendantFonts").and_then(|all| all.first());
    let below = below.and_then(|object| pdf.dereference(object).ok()?.1.as_dict().ok());
    let Some(below) = below else { return (widths, LETTER) };
    let other = below.get(b"DW").map_or(1.0, |width| as_number(width) / 1000.0);
    let mut rest = list(pdf, below, b"W").map(Vec::as_slice).unwrap_or_default();
    while let [first, second, after @ ..] = rest {
        let first = as_number(first).max(0.0) as usize;
        if let Object::Array(some) = second {
            widths.extend((first..).zip(some.iter().map(|width| as_number(width) / 1000.0)));
            rest = after;
            continue;
        }
        let [width, after @ ..] = after else { break };
        let last = (as_number(second).max(0.0) as usize).min(first + 0xFFFF);
        widths.extend((first..=last).map(|letter| (letter, as_number(width) / 1000.0)));
        rest = after;
        if widths.len() > 0x1_0000 {
            break;
        }
    }
    (widths, other)
}

/// All fonts met so far. Pages share them, so each is read once.
pub(super) struct Fonts<'a> {
    pdf: &'a Document,
    known: HashMap<*const Dictionary, Rc<Font<'a>>>,
}

pub(super) type PageFonts<'a> = BTreeMap<Vec<u8>, Rc<Font<'a>>>;

impl<'a> Fonts<'a> {
    pub fn new(pdf: &'a Document) -> Self {
        Self { pdf, known: HashMap::new() }
    }

    /// The fonts of a page, by the names it has for them.
    pub fn of_page(&mut self, page: ObjectId) -> PageFonts<'a> {
        let mut fonts = BTreeMap::new();
        for (name, dictionary) in self.pdf.get_page_fonts(page).unwrap_or_default() {
            let key: *const Dictionary = dictionary;
            if !self.known.contains_key(&key) && self.known.len() < MOST_FONTS {
                self.known.insert(key, Rc::new(Font::read(self.pdf, dictionary)));
            }
            fonts.extend(self.known.get(&key).map(|font| (name, font.clone())));
        }
        fonts
    }
}

//! Glyphs at places on a page of a PDF become lines of text.

use super::pdf::as_number;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use std::collections::BTreeMap;

/// A line of text on a page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// How far above the bottom of the page.
    pub y: f32,
    /// The size of its letters.
    pub size: f32,
    pub text: String,
}

struct Font<'a> {
    encoding: Option<Encoding<'a>>,
    /// Widths of the letters in thousandths of their size, from `first` on; empty where a letter
    /// has two bytes.
    widths: Vec<f32>,
    first: usize,
    bytes_each: usize,
}

pub(super) struct Fonts<'a>(BTreeMap<Vec<u8>, Font<'a>>);

impl<'a> Fonts<'a> {
    pub fn of(pdf: &'a Document, page: ObjectId, most: usize) -> Self {
        let fonts = pdf.get_page_fonts(page).unwrap_or_default();
        let font = |dictionary: &'a Dictionary| {
            let composite = dictionary.get(b"Subtype").and_then(Object::as_name).ok();
            let composite = composite == Some(b"Type0");
            let list = |key: &[u8]| {
                let object = dictionary.get(key).ok()?;
                pdf.dereference(object).ok()?.1.as_array().ok()
            };
            let first = dictionary.get(b"FirstChar").map_or(0.0, as_number);
            Font {
                encoding: dictionary.get_font_encoding_with_limit(pdf, most).ok(),
                widths: list(b"Widths").map(|all| all.iter().map(as_number).collect()).unwrap_or_default(),
                first: first.max(0.0) as usize,
                bytes_each: if composite { 2 } else { 1 },
            }
        };
        Self(fonts.into_iter().map(|(name, dictionary)| (name, font(dictionary))).collect())
    }
}

/// Follows the operations that place text.
pub(super) struct Show<'a> {
    fonts: &'a Fonts<'a>,
    font: Option<&'a Font<'a>>,
    size: f32,
    pub leading: f32,
    /// Where the present line of text begins: a, b, c, d, x, y.
    line: [f32; 6],
    /// Where the next glyph comes.
    x: f32,
    /// The line of the page that is being gathered, and where it ends.
    open: Option<(Line, f32)>,
    lines: Vec<Line>,
}

/// Words further apart than this, in sizes of their letters, have a blank between them.
const BLANK: f32 = 0.2;
/// A column of a table or page is further away than this.
const COLUMN: f32 = 3.0;
/// A letter whose width is not known.
const LETTER: f32 = 0.5;

impl<'a> Show<'a> {
    pub fn new(fonts: &'a Fonts<'a>) -> Self {
        let line = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        Self { fonts, font: None, size: 1.0, leading: 0.0, line, x: 0.0, open: None, lines: Vec::new() }
    }

    pub fn begin(&mut self) {
        self.place([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    }

    pub fn font(&mut self, name: &[u8], size: f32) {
        self.font = self.fonts.0.get(name);
        self.size = size;
    }

    pub fn place(&mut self, matrix: [f32; 6]) {
        self.line = matrix;
        self.x = matrix[4];
    }

    pub fn shift(&mut self, dx: f32, dy: f32) {
        let [a, b, c, d, x, y] = self.line;
        self.place([a, b, c, d, x + a * dx + c * dy, y + b * dx + d * dy]);
    }

    pub fn next_line(&mut self) {
        self.shift(0.0, -self.leading);
    }

    /// How large letters are on the page.
    fn scale(&self) -> f32 {
        let [a, b, ..] = self.line;
        (self.size * (a * a + b * b).sqrt()).abs().max(0.01)
    }

    /// Texts, and distances between them in thousandths.
    pub fn all(&mut self, parts: &[Object]) {
        for part in parts {
            match part {
                Object::String(bytes, _) => self.text(bytes),
                Object::Integer(_) | Object::Real(_) => {
                    self.x -= as_number(part) / 1000.0 * self.scale();
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, bytes: &[u8]) {
        let Some(font) = self.font else { return };
        let text = match &font.encoding {
            Some(encoding) => Document::decode_text(encoding, bytes).unwrap_or_default(),
            None => return,
        };
        let width = |byte: &u8| {
            let place = usize::from(*byte).checked_sub(font.first);
            place.and_then(|place| font.widths.get(place)).map_or(LETTER, |width| width / 1000.0)
        };
        let width = if font.bytes_each == 1 && !font.widths.is_empty() {
            bytes.iter().map(width).sum::<f32>()
        } else {
            (bytes.len() / font.bytes_each) as f32 * LETTER
        };
        let scale = self.scale();
        self.put(&text, scale);
        self.x += width * scale;
        if let Some((_, end)) = &mut self.open {
            *end = self.x;
        }
    }

    /// Adds to the line of the page that is there, or begins the next.
    fn put(&mut self, text: &str, scale: f32) {
        let y = self.line[5];
        if let Some((line, end)) = &mut self.open {
            let distance = (self.x - *end) / scale;
            let same = (line.y - y).abs() < 0.5 * scale.max(line.size) && distance > -COLUMN;
            if same {
                if distance > COLUMN {
                    line.text.push('\t');
                } else if distance > BLANK && !line.text.ends_with(' ') && !text.starts_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(text);
                line.size = line.size.max(scale);
                return;
            }
            self.end_line();
        }
        self.open = Some((Line { y, size: scale, text: text.to_owned() }, self.x));
    }

    fn end_line(&mut self) {
        if let Some((mut line, _)) = self.open.take() {
            // Fonts that draw a sign without saying which leave control characters.
            line.text.retain(|c| c == '\t' || !c.is_control());
            line.text = line.text.trim().to_owned();
            if !line.text.is_empty() {
                self.lines.push(line);
            }
        }
    }

    pub fn finish(mut self) -> Vec<Line> {
        self.end_line();
        self.lines
    }
}

//! Glyphs at places on a page of a PDF become lines of text.

use super::pdf::as_number;
use super::pdf_fonts::{Font, PageFonts};
use lopdf::Object;
use std::rc::Rc;

/// A line of text on a page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// How far above the bottom of the page.
    pub y: f32,
    /// The size of its letters.
    pub size: f32,
    pub text: String,
}

/// a, b, c, d, x, y: a point (u, v) comes to (a u + c v + x, b u + d v + y).
type Matrix = [f32; 6];

const UNCHANGED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `inner`, then `outer`.
fn product(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, x, y] = inner;
    let [e, f, g, h, u, v] = outer;
    [
        a * e + b * g,
        a * f + b * h,
        c * e + d * g,
        c * f + d * h,
        x * e + y * g + u,
        x * f + y * h + v,
    ]
}

/// Follows the operations that place text.
pub(super) struct Show<'a> {
    fonts: &'a PageFonts<'a>,
    font: Option<Rc<Font<'a>>>,
    size: f32,
    pub leading: f32,
    pub between_letters: f32,
    pub between_words: f32,
    /// From the units that are drawn in to those of the page, and the ones it was before.
    page: Matrix,
    saved: Vec<Matrix>,
    /// Where the present line of text begins.
    line: Matrix,
    /// Where the next glyph comes.
    x: f32,
    /// The line of the page that is being gathered, and where it ends.
    open: Option<(Line, f32)>,
    lines: Vec<Line>,
}

/// Drawings are nested no deeper than this.
const DEEPEST: usize = 100;
/// Words further apart than this, in sizes of their letters, have a blank between them.
const BLANK: f32 = 0.2;
/// A column of a table or page is further away than this.
const COLUMN: f32 = 3.0;

impl<'a> Show<'a> {
    pub fn new(fonts: &'a PageFonts<'a>) -> Self {
        Self {
            fonts,
            font: None,
            size: 1.0,
            leading: 0.0,
            between_letters: 0.0,
            between_words: 0.0,
            page: UNCHANGED,
            saved: Vec::new(),
            line: UNCHANGED,
            x: 0.0,
            open: None,
            lines: Vec::new(),
        }
    }

    pub fn save(&mut self) {
        if self.saved.len() < DEEPEST {
            self.saved.push(self.page);
        }
    }

    pub fn restore(&mut self) {
        self.page = self.saved.pop().unwrap_or(self.page);
    }

    pub fn transform(&mut self, matrix: Matrix) {
        self.page = product(matrix, self.page);
    }

    pub fn begin(&mut self) {
        self.place(UNCHANGED);
    }

    pub fn font(&mut self, name: &[u8], size: f32) {
        self.font = self.fonts.get(name).cloned();
        self.size = size;
    }

    pub fn place(&mut self, matrix: Matrix) {
        self.go_to(product(matrix, self.page));
    }

    fn go_to(&mut self, place: Matrix) {
        self.line = place;
        self.x = place[4];
    }

    pub fn shift(&mut self, dx: f32, dy: f32) {
        let [a, b, c, d, x, y] = self.line;
        self.go_to([a, b, c, d, x + a * dx + c * dy, y + b * dx + d * dy]);
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
        let Some(font) = self.font.clone() else { return };
        let scale = self.scale();
        self.put(&font.letters(bytes), scale);
        let letters = if font.is_wide { bytes.len() / 2 } else { bytes.len() };
        let blanks = if font.is_wide { 0 } else { bytes.iter().filter(|b| **b == b' ').count() };
        let extra = letters as f32 * self.between_letters + blanks as f32 * self.between_words;
        let unit = scale / self.size.abs().max(0.01);
        self.x += font.width(bytes) * scale + extra * unit;
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

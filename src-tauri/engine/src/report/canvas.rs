//! A sheet of light paper to draw on, and the two kinds of file it becomes. Everything is placed in
//! points from the top left; the sheet rounds to finer units than a screen's.

use crate::error::{Error, Result};
use base64::prelude::*;
use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color as _, FontDesc, FontFamily, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle,
    register_font,
};
use std::sync::OnceLock;

const FAMILY: &str = "Inter";
const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/Inter-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../../../assets/fonts/Inter-SemiBold.otf");
/// What stands in where a viewer of the SVG takes no font from the file.
const FAMILIES: &str = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
/// Plotters' font size is a line's height, ours the size of the letters.
const LINE: f64 = 1.24;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

/// The light theme's colours; drawings are always on paper.
pub(super) mod ink {
    use super::Ink;
    pub const PAPER: Ink = Ink(0xff, 0xff, 0xff);
    pub const TEXT: Ink = Ink(0x1c, 0x21, 0x24);
    pub const SUPPORT: Ink = Ink(0x49, 0x51, 0x57);
    pub const CAPTION: Ink = Ink(0x63, 0x6a, 0x6f);
    pub const GRID: Ink = Ink(0xeb, 0xe8, 0xe1);
    pub const LINE: Ink = Ink(0xe5, 0xe1, 0xd9);
    pub const ACCENT: Ink = Ink(0x0b, 0x64, 0x78);
    pub const TRAINING: Ink = Ink(0x9a, 0x93, 0x8a);
    pub const BAD: Ink = Ink(0xaa, 0x31, 0x26);
}

impl Ink {
    /// The ink thinned out with white: 0 is paper.
    pub fn share(self, share: f64) -> Self {
        let mix = |part: u8| (255.0 - (255.0 - f64::from(part)) * share.clamp(0.0, 1.0)) as u8;
        Self(mix(self.0), mix(self.1), mix(self.2))
    }
    fn colour(self) -> RGBColor {
        RGBColor(self.0, self.1, self.2)
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Side {
    Left,
    Middle,
    Right,
}

#[derive(Debug, Clone, Copy)]
pub struct Letters {
    pub size: f64,
    pub bold: bool,
    pub ink: Ink,
    /// Which point of the text the place names; upright it is always the middle of a line.
    pub side: Side,
}

pub(super) fn letters(size: f64, ink: Ink) -> Letters {
    Letters { size, bold: false, ink, side: Side::Left }
}

impl Letters {
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
    pub fn side(self, side: Side) -> Self {
        Self { side, ..self }
    }
}

type Point = (f64, f64);

/// What a chart draws with.
pub trait Canvas {
    fn line(&mut self, points: &[Point], ink: Ink, width: f64);
    fn block(&mut self, corner: Point, size: Point, ink: Ink);
    fn dot(&mut self, centre: Point, radius: f64, ink: Ink);
    fn text(&mut self, place: Point, text: &str, letters: Letters);
    fn width(&self, text: &str, letters: Letters) -> f64;
}

/// A line of dashes.
pub(super) fn dashes(canvas: &mut dyn Canvas, from: Point, to: Point, ink: Ink, width: f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    let mut at = 0.0;
    while at < length {
        let point = |along: f64| (from.0 + dx * along / length, from.1 + dy * along / length);
        canvas.line(&[point(at), point((at + 5.0).min(length))], ink, width);
        at += 9.0;
    }
}

/// The text, cut with an ellipsis where it is wider than the room.
pub(super) fn fitting(canvas: &dyn Canvas, text: &str, letters: Letters, room: f64) -> String {
    if canvas.width(text, letters) <= room {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let cut = format!("{}…", kept.iter().collect::<String>().trim_end());
        if canvas.width(&cut, letters) <= room {
            return cut;
        }
    }
    String::new()
}

struct Sheet<B: DrawingBackend> {
    backend: B,
    scale: f64,
    /// How much lower than asked this backend must be told to put a text, by its size.
    sink: f64,
    /// The first thing that went wrong.
    failed: Option<String>,
}

impl<B: DrawingBackend> Sheet<B> {
    fn place(&self, (x, y): Point) -> (i32, i32) {
        ((x * self.scale).round() as i32, (y * self.scale).round() as i32)
    }

    fn note<E: std::fmt::Display>(&mut self, done: std::result::Result<(), E>) {
        if let Err(error) = done {
            self.failed.get_or_insert_with(|| error.to_string());
        }
    }

    fn font(&self, letters: Letters) -> FontDesc<'static> {
        let style = if letters.bold { FontStyle::Bold } else { FontStyle::Normal };
        FontDesc::new(FontFamily::Name(FAMILY), letters.size * LINE * self.scale, style)
    }
}

impl<B: DrawingBackend> Canvas for Sheet<B> {
    fn line(&mut self, points: &[Point], ink: Ink, width: f64) {
        let points: Vec<_> = points.iter().map(|point| self.place(*point)).collect();
        let width = (width * self.scale).round().max(1.0) as u32;
        let style =
            ShapeStyle { color: ink.colour().to_rgba(), filled: false, stroke_width: width };
        let done = self.backend.draw_path(points, &style);
        self.note(done);
    }

    fn block(&mut self, corner: Point, size: Point, ink: Ink) {
        let to = self.place((corner.0 + size.0, corner.1 + size.1));
        let from = self.place(corner);
        let done = self.backend.draw_rect(from, to, &ink.colour(), true);
        self.note(done);
    }

    fn dot(&mut self, centre: Point, radius: f64, ink: Ink) {
        let radius = (radius * self.scale).round() as u32;
        let done = self.backend.draw_circle(self.place(centre), radius, &ink.colour(), true);
        self.note(done);
    }

    fn text(&mut self, place: Point, text: &str, letters: Letters) {
        let across = match letters.side {
            Side::Left => HPos::Left,
            Side::Middle => HPos::Center,
            Side::Right => HPos::Right,
        };
        let colour = letters.ink.colour();
        let lower = (place.0, place.1 + self.sink * letters.size);
        let style = TextStyle::from(self.font(letters).into_font())
            .color(&colour)
            .pos(Pos::new(across, VPos::Center));
        let done = self.backend.draw_text(text, &style, self.place(lower));
        self.note(done);
    }

    fn width(&self, text: &str, letters: Letters) -> f64 {
        // A font that can't measure fails when it draws, and says so there.
        let size = self.font(letters).box_size(text);
        size.map_or(0.0, |(width, _)| f64::from(width) / self.scale)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    Svg,
    Png,
}

type Draw<'a> = &'a dyn Fn(&mut dyn Canvas);

/// Draws on a sheet of `size` and gives the file's bytes. `title` is for those who can't see it.
pub(super) fn draw(
    picture: Picture,
    size: (u32, u32),
    title: &str,
    work: Draw<'_>,
) -> Result<Vec<u8>> {
    fonts()?;
    match picture {
        Picture::Svg => svg(size, title, work),
        Picture::Png => png(size, work),
    }
}

fn fonts() -> Result<()> {
    static READY: OnceLock<bool> = OnceLock::new();
    let ready = READY.get_or_init(|| {
        register_font(FAMILY, FontStyle::Normal, REGULAR).is_ok()
            && register_font(FAMILY, FontStyle::Bold, BOLD).is_ok()
    });
    if *ready { Ok(()) } else { Err(Error::internal("The font of drawings can't be read")) }
}

fn finish<B: DrawingBackend>(mut sheet: Sheet<B>, size: (u32, u32), work: Draw<'_>) -> Result<()> {
    sheet.block((0.0, 0.0), (f64::from(size.0), f64::from(size.1)), ink::PAPER);
    work(&mut sheet);
    let done = sheet.backend.present();
    sheet.note(done);
    match sheet.failed {
        None => Ok(()),
        Some(why) => Err(Error::internal("The drawing did not come about").source(why)),
    }
}

fn svg(size: (u32, u32), title: &str, work: Draw<'_>) -> Result<Vec<u8>> {
    const FINE: u32 = 8;
    let fine = (size.0 * FINE, size.1 * FINE);
    let mut text = String::new();
    let backend = SVGBackend::with_string(&mut text, fine);
    finish(Sheet { backend, scale: f64::from(FINE), sink: 0.0, failed: None }, size, work)?;
    let head = format!("<svg width=\"{}\" height=\"{}\"", fine.0, fine.1);
    let small = format!("<svg role=\"img\" width=\"{}\" height=\"{}\"", size.0, size.1);
    let text = text.replacen(&head, &small, 1).replacen(
        ">\n",
        &format!(">\n<title>{}</title>\n<style>{}</style>\n", escaped(title), faces()),
        1,
    );
    let family = format!("font-family=\"{FAMILY}\"");
    Ok(text.replace(&family, &format!("font-family=\"{FAMILIES}\"")).into_bytes())
}

/// The font itself, so that the drawing looks the same where nobody has it.
fn faces() -> String {
    let face = |weight: &str, bytes: &[u8]| {
        let data = BASE64_STANDARD.encode(bytes);
        format!(
            "@font-face{{font-family:{FAMILY};font-weight:{weight};\
             src:url(data:font/otf;base64,{data})}}"
        )
    };
    face("normal", REGULAR) + &face("bold", BOLD)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn png(size: (u32, u32), work: Draw<'_>) -> Result<Vec<u8>> {
    /// Sharp on a dense screen and in print.
    const DENSE: u32 = 2;
    let (width, height) = (size.0 * DENSE, size.1 * DENSE);
    let mut pixels = vec![0; (width * height * 3) as usize];
    let backend = BitMapBackend::with_buffer(&mut pixels, (width, height));
    finish(Sheet { backend, scale: f64::from(DENSE), sink: 0.17, failed: None }, size, work)?;
    let mut bytes = Vec::new();
    let failed = |e: png::EncodingError| Error::internal("The picture can't be written").source(e);
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&pixels).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}

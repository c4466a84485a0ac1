//! Drawings of a run for papers and slides: charts, and a summary of one page. Always on light
//! paper, from the same events and figures as the window's own.
//!
//! A chart is one file here and one line in [`CHARTS`].

mod axes;
mod canvas;
mod categories;
mod confusion;
mod curve;
mod f1;
mod loss;
mod summary;
mod words;

pub use axes::Area;
pub use canvas::{Canvas, Picture};
pub use summary::summary;
pub use words::{ENGLISH, Words};

use crate::error::{Code, Error, Result};
use crate::train::event::Record;
use crate::train::report::{ClassScore, StageScore};
use canvas::{draw, ink, letters};
use curve::Curves;

/// What a run can be drawn from.
#[derive(Debug, Clone, Default)]
pub struct Material {
    pub words: Words,
    pub project: String,
    pub records: Vec<Record>,
    pub scores: Vec<StageScore>,
    pub labels: Vec<String>,
    pub per_class: Vec<ClassScore>,
    pub confusion: Vec<Vec<usize>>,
    /// A row may have several categories: none is taken for another.
    pub several: bool,
    /// Exam rows that the scores are not about.
    pub left_out: usize,
    /// Names and values for the summary.
    pub trained: Vec<(String, String)>,
    pub data: Vec<(String, String)>,
    pub recipe: Vec<(String, String)>,
}

impl Material {
    fn curves(&self) -> Curves {
        Curves::of(&self.records)
    }
}

/// A kind of drawing.
pub struct Chart {
    pub id: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    /// Of its sheet, in points.
    pub size: fn(&Material) -> (u32, u32),
    /// Why it can't be drawn from this.
    pub unavailable: fn(&Material) -> Option<&'static str>,
    draw: fn(&mut dyn Canvas, Area, &Material),
}

pub const CHARTS: &[Chart] = &[f1::CHART, loss::CHART, confusion::CHART, categories::CHART];

/// Draws a chart on a sheet of its own.
pub fn chart(id: &str, material: &Material, picture: Picture) -> Result<Vec<u8>> {
    let Some(chart) = CHARTS.iter().find(|chart| chart.id == id) else {
        let known: Vec<&str> = CHARTS.iter().map(|chart| chart.id).collect();
        return Err(Error::new(Code::BadSetting, format!("There is no chart '{id}'"))
            .advice(format!("The charts are {}", known.join(", "))));
    };
    if let Some(reason) = (chart.unavailable)(material) {
        return Err(Error::new(Code::Unsupported, reason).safe("Nothing was written"));
    }
    let title = format!("{}, {}", material.words.get(&format!("{id}.title")), material.project);
    let size = (chart.size)(material);
    draw(picture, size, &title, &|canvas| {
        heading(canvas, (32.0, 36.0), chart, material);
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        let area = Area { x: 32.0, y: 64.0, width: width - 64.0, height: height - 64.0 - 24.0 };
        (chart.draw)(canvas, area, material);
    })
}

/// The chart's name, and what is good in it.
fn heading(canvas: &mut dyn Canvas, (x, y): (f64, f64), chart: &Chart, material: &Material) {
    let title = material.words.get(&format!("{}.title", chart.id)).to_owned();
    let direction = material.words.get(&format!("{}.direction", chart.id)).to_owned();
    let style = letters(15.0, ink::TEXT).bold();
    canvas.text((x, y), &title, style);
    let after = x + canvas.width(&title, style) + 12.0;
    canvas.text((after, y), &direction, letters(12.0, ink::CAPTION));
}

//! One page on a run: what was trained, from what data, how good it is, and the whole recipe.

use super::axes::Area;
use super::canvas::{Canvas, Picture, Side, draw, fitting, ink, letters};
use super::{Material, heading, loss};
use crate::error::Result;
use crate::train::event::Stage;

/// A4 at 96 points an inch.
const PAGE: (u32, u32) = (794, 1123);
const MARGIN: f64 = 56.0;

/// The summary as a picture of one page.
pub fn summary(material: &Material, picture: Picture) -> Result<Vec<u8>> {
    let title = format!("{}: {}", material.words.get("summary.title"), material.project);
    draw(picture, PAGE, &title, &|canvas| page(canvas, material))
}

fn page(canvas: &mut dyn Canvas, material: &Material) {
    let width = f64::from(PAGE.0) - 2.0 * MARGIN;
    let words = &material.words;
    let title = letters(26.0, ink::TEXT).bold();
    let shown = fitting(canvas, &material.project, title, width);
    canvas.text((MARGIN, 72.0), words.get("summary.title"), letters(13.0, ink::CAPTION));
    canvas.text((MARGIN, 100.0), &shown, title);
    let mut y = result(canvas, material, 142.0);
    let half = (width - 32.0) / 2.0;
    let trained = facts(canvas, words.get("summary.trained"), &material.trained, MARGIN, y, half);
    let x = MARGIN + half + 32.0;
    y = trained.max(facts(canvas, words.get("summary.data"), &material.data, x, y, half)) + 16.0;

    for chart in [&super::f1::CHART, &loss::CHART] {
        if (chart.unavailable)(material).is_some() {
            continue;
        }
        heading(canvas, (MARGIN, y), chart, material);
        (chart.draw)(canvas, Area { x: MARGIN, y: y + 14.0, width, height: 196.0 }, material);
        y += 226.0;
    }
    recipe(canvas, material, y, width);
    let made = words.with("summary.made", &[("", env!("CARGO_PKG_VERSION").into())]);
    let foot = f64::from(PAGE.1) - 40.0;
    canvas.line(&[(MARGIN, foot - 18.0), (MARGIN + width, foot - 18.0)], ink::LINE, 1.0);
    canvas.text((MARGIN, foot), &made, letters(11.0, ink::CAPTION));
}

/// The result in words; returns where the next block begins.
fn result(canvas: &mut dyn Canvas, material: &Material, mut y: f64) -> f64 {
    let words = &material.words;
    let of = |stage| material.scores.iter().find(|score| score.stage == stage);
    let Some(kept) = of(Stage::Kept) else { return y };
    let percent = |share: f64| format!("{:.0}", 100.0 * share);
    let values = [("right", kept.right.to_string()), ("n", kept.n.to_string())];
    let headline = words.with("summary.right", &values);
    canvas.text((MARGIN, y), &headline, letters(22.0, ink::ACCENT).bold());
    y += 30.0;
    let mut lines = vec![
        words.with("summary.range", &[("low", percent(kept.low)), ("high", percent(kept.high))]),
        words.with(
            "summary.figures",
            &[("accuracy", percent(kept.accuracy)), ("f1", percent(kept.macro_f1))],
        ),
    ];
    if let (Some(quick), Some(majority)) = (of(Stage::QuickHead), of(Stage::Majority)) {
        lines.push(words.with(
            "summary.before",
            &[
                ("right", quick.right.to_string()),
                ("n", quick.n.to_string()),
                ("majority", majority.right.to_string()),
            ],
        ));
    }
    if material.left_out > 0 {
        let rows = material.left_out.to_string();
        lines.push(words.with("summary.left_out", &[("rows", rows)]));
    }
    let width = f64::from(PAGE.0) - 2.0 * MARGIN;
    for line in lines {
        let style = letters(13.0, ink::SUPPORT);
        let line = fitting(canvas, &line, style, width);
        canvas.text((MARGIN, y), &line, style);
        y += 20.0;
    }
    y + 20.0
}

/// A list of names and values under a title; returns where it ends.
fn facts(
    canvas: &mut dyn Canvas,
    title: &str,
    facts: &[(String, String)],
    x: f64,
    mut y: f64,
    width: f64,
) -> f64 {
    canvas.text((x, y), title, letters(14.0, ink::TEXT).bold());
    y += 24.0;
    for (name, value) in facts {
        let style = letters(12.0, ink::TEXT).side(Side::Right);
        let room = width - canvas.width(name, letters(12.0, ink::CAPTION)) - 12.0;
        canvas.text((x, y), name, letters(12.0, ink::CAPTION));
        let value = fitting(canvas, value, style, room);
        canvas.text((x + width, y), &value, style);
        y += 19.0;
    }
    y
}

/// Every setting, in three columns of small print.
fn recipe(canvas: &mut dyn Canvas, material: &Material, y: f64, width: f64) {
    let title = material.words.get("summary.recipe");
    canvas.text((MARGIN, y), title, letters(14.0, ink::TEXT).bold());
    let column = (width - 48.0) / 3.0;
    let rows = material.recipe.len().div_ceil(3).max(1);
    let bottom = f64::from(PAGE.1) - 76.0;
    let step = ((bottom - y - 16.0) / rows as f64).min(17.0);
    for (place, (name, value)) in material.recipe.iter().enumerate() {
        let x = MARGIN + (place / rows) as f64 * (column + 24.0);
        let line = y + 24.0 + (place % rows) as f64 * step;
        let (small, strong) = (letters(10.5, ink::CAPTION), letters(10.5, ink::TEXT));
        let shown = fitting(canvas, value, strong, column * 0.5);
        let room = column - canvas.width(&shown, strong) - 8.0;
        let name = fitting(canvas, name, small, room);
        canvas.text((x, line), &name, small);
        canvas.text((x + column, line), &shown, strong.side(Side::Right));
    }
}

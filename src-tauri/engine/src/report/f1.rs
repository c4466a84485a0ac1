//! The score on the mock exam, check by check.

use super::axes::{Area, Axes, percent_ticks};
use super::canvas::{Canvas, ink};
use super::{Chart, Material};

pub(super) const CHART: Chart = Chart {
    id: "f1",
    title: "Score on the mock exam (F1)",
    description: "F1 over the categories at every check, beside the score before training.",
    size: |_| (900, 420),
    unavailable: |material| {
        material.curves().checks.is_empty().then_some("This run was never checked while it learned")
    },
    draw,
};

fn draw(canvas: &mut dyn Canvas, area: Area, material: &Material) {
    let curves = material.curves();
    let points = curves.f1();
    let words = &material.words;
    let levels = [("line.majority", curves.majority), ("line.quick_head", curves.quick_head)];
    let values = levels.iter().filter_map(|(_, f1)| f1.map(|f1| 100.0 * f1));
    let lowest = values.chain(points.iter().map(|(_, y)| *y)).fold(100.0, f64::min);
    let below = words.get("axis.passes");
    let axes = Axes::draw(canvas, area, curves.epochs, &percent_ticks(lowest), below);
    let percent = |f1: f64| format!("{:.0}%", f1);
    let mut names = Vec::new();
    for (key, f1) in levels {
        let Some(f1) = f1.map(|f1| 100.0 * f1) else { continue };
        axes.level(canvas, f1, ink::TRAINING);
        names.push((f1, words.with(key, &[("", percent(f1))]), ink::CAPTION));
    }
    axes.line(canvas, &points, ink::ACCENT, 2.25);
    if let Some(kept) = curves.kept_check() {
        let f1 = 100.0 * kept.f1;
        axes.dot(canvas, (kept.epoch, f1), ink::ACCENT);
        let key = if curves.kept.is_some() { "line.kept" } else { "line.best" };
        names.push((f1, words.with(key, &[("", percent(f1))]), ink::ACCENT));
    }
    axes.names(canvas, &names);
}

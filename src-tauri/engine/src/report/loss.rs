//! How far off the answers are, step by step.

use super::axes::{Area, Axes, ticks_from_zero};
use super::canvas::{Canvas, ink};
use super::{Chart, Material};

pub(super) const CHART: Chart = Chart {
    id: "loss",
    title: "How far off (loss)",
    description: "How far the answers are off while it learns, and on the mock exam.",
    size: |_| (900, 420),
    unavailable: |material| {
        let none = material.curves().train_loss().is_empty();
        none.then_some("This run took no training step")
    },
    draw,
};

fn draw(canvas: &mut dyn Canvas, area: Area, material: &Material) {
    let curves = material.curves();
    let (train, checks) = (curves.train_loss(), curves.check_loss());
    let mut losses: Vec<f64> = train.iter().chain(&checks).map(|(_, loss)| *loss).collect();
    losses.retain(|loss| loss.is_finite());
    losses.sort_by(f64::total_cmp);
    // One bad step must not flatten the rest: the axis follows all but the highest hundredth.
    let highest = losses.get(losses.len().saturating_sub(1) * 99 / 100).copied().unwrap_or(1.0);
    let words = &material.words;
    let below = words.get("axis.passes");
    let axes = Axes::draw(canvas, area, curves.epochs, &ticks_from_zero(highest), below);
    axes.line(canvas, &train, ink::TRAINING, 1.5);
    axes.line(canvas, &checks, ink::ACCENT, 2.25);
    let mut names = Vec::new();
    for (key, points, ink) in
        [("line.training", &train, ink::CAPTION), ("line.validation", &checks, ink::ACCENT)]
    {
        if let Some((_, last)) = points.last() {
            names.push((*last, words.with(key, &[("", format!("{last:.2}"))]), ink));
        }
    }
    axes.names(canvas, &names);
}

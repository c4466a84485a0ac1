//! What is taken for what, as a matrix.

use super::axes::Area;
use super::canvas::{Canvas, Side, fitting, ink, letters};
use super::{Chart, Material};

/// More categories than this are no matrix that anyone can read.
const MOST: usize = 20;

pub(super) const CHART: Chart = Chart {
    id: "confusion",
    title: "What it mixes up (confusion matrix)",
    description: "For every category, how often it was taken for which.",
    size: |_| (900, 620),
    unavailable: |material| match material.labels.len() {
        _ if material.several => {
            Some("Where a text may have several categories, none is taken for another")
        }
        0 => Some("The exam has no rows"),
        n if n > MOST => Some("A matrix of more than 20 categories can't be read"),
        _ => None,
    },
    draw,
};

fn draw(canvas: &mut dyn Canvas, area: Area, material: &Material) {
    let n = material.labels.len() as f64;
    let name = letters(12.0, ink::SUPPORT);
    let widest = material.labels.iter().map(|label| canvas.width(label, name));
    let left = widest.fold(0.0, f64::max).min(180.0) + 12.0;
    let (width, height) = ((area.width - left) / n, (area.height - 26.0) / n);
    for (row, label) in material.labels.iter().enumerate() {
        let top = area.y + 26.0 + row as f64 * height;
        let shown = fitting(canvas, label, name, left - 12.0);
        canvas.text((area.x + left - 12.0, top + height / 2.0), &shown, name.side(Side::Right));
        let shown = fitting(canvas, label, name, width - 6.0);
        let x = area.x + left + (row as f64 + 0.5) * width;
        canvas.text((x, area.y + 10.0), &shown, name.side(Side::Middle));
        let counts = &material.confusion[row];
        let sum = counts.iter().sum::<usize>().max(1) as f64;
        for (column, count) in counts.iter().enumerate() {
            let share = *count as f64 / sum;
            let right = row == column;
            let ink = if right { ink::ACCENT } else { ink::BAD };
            let fill =
                if *count == 0 { ink::LINE.share(0.4) } else { ink.share(0.15 + 0.85 * share) };
            let x = area.x + left + column as f64 * width;
            canvas.block((x + 1.5, top + 1.5), (width - 3.0, height - 3.0), fill);
            let dark = *count > 0 && share > 0.45;
            let ink = if dark { ink::PAPER } else { ink::TEXT };
            let place = (x + width / 2.0, top + height / 2.0);
            let style = letters(13.0, ink).side(Side::Middle);
            let style = if right { style.bold() } else { style };
            canvas.text(place, &count.to_string(), style);
        }
    }
}

//! Precision and recall of every category, as bars.

use super::axes::Area;
use super::canvas::{Canvas, Side, fitting, ink, letters};
use super::{Chart, Material};

const MOST: usize = 20;
/// Height of a row, in points.
const ROW: u32 = 36;

pub(super) const CHART: Chart = Chart {
    id: "categories",
    title: "How well each category goes",
    description: "For every category, how often it is right when it says so, and how many it finds.",
    size: |material| (900, 120 + ROW * material.per_class.len().min(MOST) as u32),
    unavailable: |material| match material.per_class.len() {
        0 => Some("The exam has no rows"),
        n if n > MOST => Some("Bars of more than 20 categories can't be read"),
        _ => None,
    },
    draw,
};

fn draw(canvas: &mut dyn Canvas, area: Area, material: &Material) {
    let words = &material.words;
    let (name, small) = (letters(13.0, ink::TEXT), letters(12.0, ink::CAPTION));
    let left = 190.0;
    let rows = 176.0;
    let bar = (area.width - left - rows) / 2.0;
    let columns = [
        ("column.precision", area.x + left),
        ("column.recall", area.x + left + bar),
        ("column.rows", area.x + left + 2.0 * bar),
    ];
    for (key, x) in columns {
        canvas.text((x, area.y + 8.0), words.get(key), small);
    }
    let height = f64::from(ROW);
    for (place, class) in material.per_class.iter().enumerate() {
        let y = area.y + 24.0 + (place as f64 + 0.5) * height;
        let shown = fitting(canvas, &class.label, name, left - 12.0);
        canvas.text((area.x, y), &shown, name);
        for (value, x) in [(class.precision, columns[0].1), (class.recall, columns[1].1)] {
            let room = bar - 60.0;
            canvas.block((x, y - 5.0), (room, 10.0), ink::GRID);
            if value > 0.0 {
                canvas.block((x, y - 5.0), (room * value, 10.0), ink::ACCENT);
            }
            canvas.text((x + room + 8.0, y), &format!("{:.0}%", 100.0 * value), name);
        }
        canvas.text((columns[2].1, y), &class.support.to_string(), name);
        if class.rough {
            let x = columns[2].1 + 28.0;
            let shown = fitting(canvas, words.get("rough"), small, area.x + area.width - x);
            canvas.text((x, y), &shown, small.side(Side::Left));
        }
    }
}

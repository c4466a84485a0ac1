//! The frame of a line chart: a few grid lines, their numbers, passes below.

use super::canvas::{Canvas, Ink, Side, dashes, ink, letters};
use super::curve::Point;

/// Where a chart is drawn on its sheet.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// The plot itself, and what its edges stand for.
pub(super) struct Axes {
    plot: Area,
    passes: f64,
    low: f64,
    high: f64,
}

/// Room for the numbers, for the names of lines and for the passes.
const LEFT: f64 = 40.0;
const RIGHT: f64 = 150.0;
const BELOW: f64 = 40.0;

impl Axes {
    pub fn draw(
        canvas: &mut dyn Canvas,
        area: Area,
        passes: f64,
        ticks: &[f64],
        below: &str,
    ) -> Self {
        let plot = Area {
            x: area.x + LEFT,
            y: area.y + 8.0,
            width: area.width - LEFT - RIGHT,
            height: area.height - BELOW - 8.0,
        };
        let (low, high) = (ticks[0], ticks[ticks.len() - 1]);
        let axes = Self { plot, passes: passes.max(1e-9), low, high };
        let small = letters(12.0, ink::CAPTION);
        for tick in ticks {
            let y = axes.y(*tick);
            canvas.line(&[(plot.x, y), (plot.x + plot.width, y)], ink::GRID, 1.0);
            canvas.text((plot.x - 8.0, y), &number(*tick), small.side(Side::Right));
        }
        let bottom = plot.y + plot.height;
        for pass in pass_ticks(passes) {
            canvas.text((axes.x(pass), bottom + 14.0), &number(pass), small.side(Side::Middle));
        }
        canvas.text((plot.x + plot.width / 2.0, bottom + 32.0), below, small.side(Side::Middle));
        axes
    }

    fn x(&self, passes: f64) -> f64 {
        self.plot.x + self.plot.width * (passes / self.passes).clamp(0.0, 1.0)
    }

    fn y(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.plot.y + self.plot.height * (1.0 - share)
    }

    fn place(&self, (x, y): Point) -> Point {
        (self.x(x), self.y(y))
    }

    pub fn line(&self, canvas: &mut dyn Canvas, points: &[Point], ink: Ink, width: f64) {
        let points: Vec<Point> = points.iter().map(|point| self.place(*point)).collect();
        if points.len() > 1 {
            canvas.line(&points, ink, width);
        } else if let Some(only) = points.first() {
            canvas.dot(*only, 2.0 * width, ink);
        }
    }

    pub fn dot(&self, canvas: &mut dyn Canvas, point: Point, ink: Ink) {
        canvas.dot(self.place(point), 4.5, ink);
    }

    /// A level that lasts the whole run.
    pub fn level(&self, canvas: &mut dyn Canvas, value: f64, ink: Ink) {
        let y = self.y(value);
        dashes(canvas, (self.plot.x, y), (self.plot.x + self.plot.width, y), ink, 1.25);
    }

    /// Names at the right end, each at the height of its line, moved apart where they would touch.
    pub fn names(&self, canvas: &mut dyn Canvas, names: &[(f64, String, Ink)]) {
        let mut places: Vec<(f64, &String, Ink)> =
            names.iter().map(|(value, name, ink)| (self.y(*value), name, *ink)).collect();
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut free = f64::NEG_INFINITY;
        for (y, _, _) in &mut places {
            *y = y.max(free);
            free = *y + 17.0;
        }
        // What was pushed out below comes back up.
        let mut floor = self.plot.y + self.plot.height + 4.0;
        for (y, _, _) in places.iter_mut().rev() {
            *y = y.min(floor);
            floor = *y - 17.0;
        }
        for (y, name, ink) in places {
            let style = letters(12.0, ink);
            let name = super::canvas::fitting(canvas, name, style, RIGHT - 12.0);
            canvas.text((self.plot.x + self.plot.width + 10.0, y), &name, style);
        }
    }
}

/// At most seven whole passes.
fn pass_ticks(passes: f64) -> Vec<f64> {
    let step = (passes / 6.0).ceil().max(1.0);
    let mut ticks = vec![0.0];
    while ticks[ticks.len() - 1] + step <= passes + 1e-9 {
        ticks.push(ticks[ticks.len() - 1] + step);
    }
    ticks
}

/// Three to five round numbers from 0 to above `highest`.
pub(super) fn ticks_from_zero(highest: f64) -> Vec<f64> {
    let rough = highest.max(1e-6) / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough);
    let step = step.unwrap_or(10.0 * power);
    let count = (highest / step).ceil().max(1.0) as usize;
    (0..=count).map(|i| i as f64 * step).collect()
}

/// Percent from a multiple of 20 below `lowest` to 100.
pub(super) fn percent_ticks(lowest: f64) -> Vec<f64> {
    let start = ((lowest / 20.0).floor() * 20.0).clamp(0.0, 80.0) as i32;
    (start..=100).step_by(20).map(f64::from).collect()
}

fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks_from_zero(1.7), [0.0, 0.5, 1.0, 1.5, 2.0]);
        for highest in [0.003, 0.4, 1.0, 3.3, 9.9, 77.0] {
            let ticks = ticks_from_zero(highest);
            assert!((3..=6).contains(&ticks.len()), "{ticks:?}");
            assert!(ticks[ticks.len() - 1] >= highest);
        }
        assert_eq!(percent_ticks(43.0), [40.0, 60.0, 80.0, 100.0]);
        assert_eq!(pass_ticks(4.0), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(pass_ticks(10.0), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!((number(0.25), number(40.0)), ("0.25".into(), "40".into()));
    }
}

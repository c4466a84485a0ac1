//! Whether more labels would help, and of which category: a learning curve by cross-validation,
//! carried on as a power law (Hestness et al. 2017, arXiv:1712.00409).

use super::{Guesser, Pool};
use crate::nn::Philox;
use crate::train::largest;

/// Fewer labels give no curve worth the name.
const FEWEST: usize = 20;
/// More labels than these are represented by a random part: their curve is flat anyway.
const MOST: usize = 1000;
const FOLDS: usize = 4;
/// Shares of the labels that are learned from, for the points of the curve.
const SHARES: [f64; 3] = [0.25, 0.5, 1.0];
/// Twice the labels must make at least so much of all rows right to be worth the work.
const WORTHWHILE: f64 = 0.01;
/// How many errors the slope of all categories weighs against a category's own.
const PRIOR: f64 = 8.0;

/// What the labels so far say of the labels to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Share of held-out labelled rows that the quick head gets right.
    pub accuracy: f64,
    /// By how much that would rise with twice the labels.
    pub gain: f64,
    /// More labels would hardly help any more.
    pub enough: bool,
    /// The category that twice its labels would help most, and how many more those are.
    pub most_helpful: Option<(usize, usize)>,
}

/// Nothing while there are too few labels to tell. Rows that were chosen because the head wavers
/// are harder than others, so that the accuracy is rather too low than too high.
pub fn forecast(pool: &Pool<'_>, seed: u64) -> Option<Forecast> {
    let mut labelled = pool.labelled();
    let order = Philox::new(seed).permutation(labelled.len(), 11);
    labelled = order.into_iter().take(MOST).map(|place| labelled[place]).collect();
    let mut counts = vec![0usize; pool.categories()];
    labelled.iter().for_each(|&(_, label)| counts[label as usize] += 1);
    let present = counts.iter().filter(|count| **count >= FOLDS).count();
    if labelled.len() < FEWEST || present < 2 {
        return None;
    }
    let points: Vec<Point> =
        SHARES.iter().map(|share| Point::at(pool, &labelled, *share)).collect();
    Some(read(&points, &counts, labelled.len()))
}

/// One point of the curve.
struct Point {
    /// Labels learned from, on average.
    size: f64,
    /// Held-out rows that were got wrong, half counted for the category that was missed, half
    /// for the one that was said instead.
    errors: Vec<f64>,
}

impl Point {
    fn at(pool: &Pool<'_>, labelled: &[(usize, u32)], share: f64) -> Self {
        let mut errors = vec![0.0; pool.categories()];
        let mut size = 0.0;
        for fold in 0..FOLDS {
            let inside = |place: &usize| place % FOLDS == fold;
            let rest: Vec<_> =
                (0..labelled.len()).filter(|p| !inside(p)).map(|p| labelled[p]).collect();
            let learned = ((rest.len() as f64 * share).round() as usize).max(1);
            size += learned as f64 / FOLDS as f64;
            let guesser = Guesser::fit_to(pool, &rest[..learned]);
            for (row, label) in (0..labelled.len()).filter(inside).map(|p| labelled[p]) {
                let said = largest(&guesser.guess(pool.row(row)));
                if said != label as usize {
                    errors[said] += 0.5;
                    errors[label as usize] += 0.5;
                }
            }
        }
        Self { size, errors }
    }

    fn sum(&self) -> f64 {
        self.errors.iter().sum()
    }
}

fn read(points: &[Point], counts: &[usize], rows: usize) -> Forecast {
    let sizes: Vec<f64> = points.iter().map(|point| point.size).collect();
    let all: Vec<f64> = points.iter().map(Point::sum).collect();
    let slope = decay(&sizes, &all);
    let now = all[all.len() - 1];
    // What twice the labels would spare.
    let spared = |errors: f64, slope: f64| errors * (1.0 - 2f64.powf(-slope));
    let helpful = |category: usize| {
        let own: Vec<f64> = points.iter().map(|point| point.errors[category]).collect();
        let (weight, last) = (own.iter().sum::<f64>(), own[own.len() - 1]);
        let own = (decay(&sizes, &own) * weight + slope * PRIOR) / (weight + PRIOR);
        spared(last, own)
    };
    let gain = spared(now, slope) / rows as f64;
    let enough = gain < WORTHWHILE;
    let best = (0..counts.len())
        .filter(|category| counts[*category] > 0)
        .map(|category| (category, helpful(category)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|best| !enough && best.1 > 0.0);
    Forecast {
        accuracy: 1.0 - now / rows as f64,
        gain,
        enough,
        most_helpful: best.map(|(category, _)| (category, tens(counts[category]))),
    }
}

/// The b of errors ~ size^-b, by least squares between logarithms, within 0 and 1. Half an error
/// is added everywhere, so that none has a logarithm too.
fn decay(sizes: &[f64], errors: &[f64]) -> f64 {
    let x: Vec<f64> = sizes.iter().map(|size| size.ln()).collect();
    let y: Vec<f64> = errors.iter().map(|errors| (errors + 0.5).ln()).collect();
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(&x), mean(&y));
    let over: f64 = x.iter().zip(&y).map(|(x, y)| (x - mx) * (y - my)).sum();
    let under: f64 = x.iter().map(|x| (x - mx).powi(2)).sum();
    (-over / under.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0)
}

/// A number a person can work with: whole tens, from 10 to 100.
fn tens(count: usize) -> usize {
    (count.div_ceil(10) * 10).clamp(10, 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(errors: [[f64; 2]; 3]) -> Vec<Point> {
        let of = |(size, errors): (f64, [f64; 2])| Point { size, errors: errors.to_vec() };
        [25.0, 50.0, 100.0].into_iter().zip(errors).map(of).collect()
    }

    #[test]
    fn a_power_law_is_found_again() {
        let sizes = [10.0, 20.0, 80.0];
        let errors = sizes.map(|s: f64| 400.0 * s.powf(-0.7) - 0.5);
        assert!((decay(&sizes, &errors) - 0.7).abs() < 1e-9);
        assert_eq!(decay(&sizes, &[5.0, 6.0, 9.0]), 0.0);
    }

    #[test]
    fn the_category_whose_errors_still_fall_is_named() {
        let forecast = read(&points([[20.0, 9.0], [18.0, 8.0], [17.0, 7.5]]), &[38, 60], 100);
        assert!(!forecast.enough && (forecast.accuracy - 0.755).abs() < 1e-9);
        assert_eq!(forecast.most_helpful, Some((0, 40)));
    }

    #[test]
    fn a_flat_curve_says_enough() {
        let forecast = read(&points([[2.0, 1.0], [2.0, 1.0], [2.0, 1.0]]), &[50, 50], 100);
        assert!(forecast.enough && forecast.most_helpful.is_none());
    }
}

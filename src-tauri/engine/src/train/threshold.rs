//! From how probable a label is to whether it is said.

use std::cmp::Ordering;

/// Rows of a label in the mock exam below which they can't settle a threshold of its own.
const FEWEST: usize = 5;

/// The threshold of each label: it is said where its probability is at least this.
///
/// Each is the one with the highest F1 of its label over rows that were not learned from (Lipton
/// et al. 2014, arXiv:1402.1892). A label with fewer than five such rows takes the threshold
/// that is best for all labels together: a handful of rows would settle it by luck.
///
/// `probabilities` and `truth` are (rows, labels).
pub(super) fn choose_thresholds(probabilities: &[f32], truth: &[bool], labels: usize) -> Vec<f32> {
    let pairs = || probabilities.iter().copied().zip(truth.iter().copied());
    let common = best_threshold(pairs().collect());
    let own = |label: usize| {
        let column: Vec<(f32, bool)> = pairs().skip(label).step_by(labels).collect();
        match column.iter().filter(|(_, truth)| *truth).count() < FEWEST {
            true => common,
            false => best_threshold(column),
        }
    };
    (0..labels).map(own).collect()
}

/// The threshold with the highest F1; halfway between two probabilities, and of equals the one
/// nearest to 0.5. Without a row that is true it is 0.5.
fn best_threshold(mut pairs: Vec<(f32, bool)>) -> f32 {
    let support = pairs.iter().filter(|(_, truth)| *truth).count();
    pairs.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(Ordering::Equal));
    let mut best = (0.0, 0.5);
    let mut hits = 0;
    for (i, &(probability, truth)) in pairs.iter().enumerate() {
        hits += usize::from(truth);
        let next = pairs.get(i + 1).map_or(0.0, |pair| pair.0);
        // Rows with the same probability are said together, or not at all.
        if next == probability && i + 1 < pairs.len() {
            continue;
        }
        let threshold = between(next, probability);
        let f1 = 2.0 * hits as f64 / (i + 1 + support) as f64;
        let nearer = (threshold - 0.5).abs() < (best.1 - 0.5f32).abs();
        if f1 > best.0 || (f1 == best.0 && f1 > 0.0 && nearer) {
            best = (f1, threshold);
        }
    }
    best.1
}

/// Halfway, but above the lower one however close they are; 0.5 where that lies between them.
fn between(lower: f32, upper: f32) -> f32 {
    if lower < 0.5 && 0.5 <= upper {
        return 0.5;
    }
    let half = lower + (upper - lower) / 2.0;
    if half > lower { half } else { upper }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f1(pairs: &[(f32, bool)], threshold: f32) -> f64 {
        let count = |wanted: &dyn Fn(&(f32, bool)) -> bool| {
            pairs.iter().filter(|pair| wanted(pair)).count() as f64
        };
        let said = count(&|(p, _)| *p >= threshold);
        2.0 * count(&|(p, t)| *p >= threshold && *t) / (said + count(&|(_, t)| *t))
    }

    #[test]
    fn no_other_threshold_has_a_higher_f1() {
        let mut state = 7u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 40) as f32 / (1u64 << 24) as f32
        };
        for _ in 0..50 {
            // Few different probabilities, so that many are equal.
            let pair = |p: f32, luck: f32| ((p * 20.0).round() / 20.0, luck < p * p);
            let pairs: Vec<(f32, bool)> = (0..60).map(|_| pair(random(), random())).collect();
            let chosen = best_threshold(pairs.clone());
            let highest = (0..=100).map(|i| f1(&pairs, i as f32 / 100.0)).fold(0.0, f64::max);
            assert!((f1(&pairs, chosen) - highest).abs() < 1e-12, "{chosen}");
        }
    }

    #[test]
    fn of_equals_the_nearest_to_a_half() {
        assert_eq!(best_threshold(vec![(0.9, true), (0.8, true), (0.2, false)]), 0.5);
        assert!((best_threshold(vec![(0.4, true), (0.3, false)]) - 0.35).abs() < 1e-6);
        assert_eq!(best_threshold(vec![(0.4, false)]), 0.5);
    }

    #[test]
    fn a_rare_label_takes_the_common_one() {
        // Two labels over six rows; the second is true once.
        let probabilities = [0.4, 0.9, 0.4, 0.1, 0.4, 0.1, 0.4, 0.1, 0.4, 0.1, 0.1, 0.1];
        let truth = [true, true, true, false, true, false, true, false, true, false, false, false];
        let thresholds = choose_thresholds(&probabilities, &truth, 2);
        assert!((thresholds[0] - 0.25).abs() < 1e-6);
        assert_eq!(thresholds[1], thresholds[0]);
    }
}

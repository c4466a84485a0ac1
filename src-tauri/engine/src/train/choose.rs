//! Which of two versions is kept, judged by the same validation rows.

use super::score::Scored;

/// How a version did on the validation part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Version {
    pub macro_f1: f64,
    /// Mean cross-entropy.
    pub loss: f64,
    /// The same at the temperature that suits the version best.
    pub calibrated: f64,
    /// Rows it was judged by.
    pub rows: usize,
    /// Rows it gets wrong, ascending.
    pub wrong: Vec<u32>,
}

impl Version {
    pub fn of(scored: &Scored, labels: &[u32]) -> Self {
        let loss = scored.scores.loss.unwrap_or(f64::MAX);
        let rows = (0u32..).zip(scored.predicted.iter().zip(labels));
        Self {
            macro_f1: scored.scores.macro_f1.unwrap_or(0.0),
            loss,
            calibrated: calibrated_loss(&scored.probabilities, labels).unwrap_or(loss),
            rows: labels.len(),
            wrong: rows.filter(|(_, (said, label))| said != label).map(|(row, _)| row).collect(),
        }
    }
}

/// A few dozen or hundred rows can't order versions that differ on a handful of them, and the
/// highest F1 of many checks is mostly the luckiest one. So F1 decides where the two differ by more
/// than luck: more than one standard deviation of a fair coin thrown for each row that only one of
/// them gets right (McNemar 1947). Otherwise the lower loss decides, which weighs every row's
/// certainty and so says more about rows not seen. Versions that are too sure or not sure enough of
/// everything (few passes, many passes, smoothed labels) are brought to one footing first.
///
/// With few rows no loss tells that hours of tuning were worth more than the quick head, which is
/// the simpler of the two: there `from_baseline`, the best being one, only more right rows count.
pub(super) fn beats(challenger: &Version, best: &Version, from_baseline: bool) -> bool {
    let only_challenger_wrong = missing(&challenger.wrong, &best.wrong);
    let only_best_wrong = missing(&best.wrong, &challenger.wrong);
    let differ = (only_challenger_wrong + only_best_wrong) as f64;
    let gap = only_best_wrong.abs_diff(only_challenger_wrong) as f64;
    if gap > differ.sqrt() && challenger.macro_f1 != best.macro_f1 {
        return challenger.macro_f1 > best.macro_f1;
    }
    let loss_counts = !from_baseline || challenger.rows >= FEW;
    loss_counts && challenger.calibrated < best.calibrated
}

/// Rows of a mock exam up to which the quick head is not left for a lower loss alone.
const FEW: usize = 100;

/// The mean cross-entropy of `probabilities` (rows, classes) at the temperature at which it is
/// lowest (Guo et al. 2017, arXiv:1706.04599, section 4.2); none without rows.
fn calibrated_loss(probabilities: &[f32], labels: &[u32]) -> Option<f64> {
    let classes = probabilities.len().checked_div(labels.len()).filter(|&n| n > 0)?;
    let logs: Vec<f32> = probabilities.iter().map(|p| p.max(f32::MIN_POSITIVE).ln()).collect();
    let loss = |exponent: f64| {
        let sharpness = exponent.exp();
        let rows = logs.chunks_exact(classes).zip(labels);
        let total: f64 = rows
            .map(|(row, &label)| {
                let sum: f64 = row.iter().map(|&z| (sharpness * f64::from(z)).exp()).sum();
                sum.ln() - sharpness * f64::from(row[label as usize])
            })
            .sum();
        total / labels.len() as f64
    };
    // Convex in the sharpness, 1 / temperature, so one lowest point on its logarithm too: cutting by
    // the golden ratio finds it.
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let (mut low, mut high) = (-4.0, 4.0);
    for _ in 0..30 {
        let step = GOLDEN * (high - low);
        match loss(high - step) < loss(low + step) {
            true => high = low + step,
            false => low = high - step,
        }
    }
    Some(loss((low + high) / 2.0))
}

/// How many of `a` are not in `b`; both ascend.
fn missing(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|row| b.binary_search(row).is_err()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(macro_f1: f64, loss: f64, wrong: &[u32]) -> Version {
        Version { macro_f1, loss, calibrated: loss, rows: 500, wrong: wrong.to_vec() }
    }

    #[test]
    fn a_lucky_row_does_not_decide() {
        let lucky = version(0.93, 0.50, &[3]);
        let later = version(0.90, 0.30, &[3, 8]);
        assert!(beats(&later, &lucky, false));
        assert!(!beats(&lucky, &later, false));
    }

    #[test]
    fn many_rows_do() {
        let good = version(0.9, 0.5, &[1]);
        let sure = version(0.7, 0.3, &[2, 3, 4, 5, 6, 7]);
        assert!(beats(&good, &sure, false));
        assert!(!beats(&sure, &good, false));
    }

    #[test]
    fn sharpness_alone_changes_nothing() {
        let rows: [[f32; 3]; 4] =
            [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.2, 0.3, 0.5], [0.5, 0.4, 0.1]];
        let labels = [0, 1, 2, 1];
        let at = |sharpness: f32| {
            let sharpened = rows.iter().flat_map(|row| {
                let powers = row.map(|p| p.powf(sharpness));
                let sum: f32 = powers.iter().sum();
                powers.map(|p| p / sum)
            });
            calibrated_loss(&sharpened.collect::<Vec<f32>>(), &labels).unwrap()
        };
        assert!((at(0.5) - at(1.0)).abs() < 1e-5 && (at(2.0) - at(1.0)).abs() < 1e-5);
        // The lowest of a thousand temperatures, looked at one by one.
        let plain = |t: f64| {
            let row_loss = |(row, &label): (&[f32; 3], &usize)| {
                let sum: f64 = row.iter().map(|&p| f64::from(p).powf(t)).sum();
                sum.ln() - t * f64::from(row[label]).ln()
            };
            rows.iter().zip(&[0, 1, 2, 1]).map(row_loss).sum::<f64>() / 4.0
        };
        let lowest = (50..9000).map(|t| plain(f64::from(t) / 1000.0)).fold(f64::MAX, f64::min);
        assert!((at(1.0) - lowest).abs() < 1e-6);
        assert_eq!(calibrated_loss(&[], &[]), None);
    }

    #[test]
    fn few_rows_leave_the_quick_head_for_right_rows_only() {
        let quick = version(0.90, 0.50, &[3]);
        let tuned = Version { rows: 30, ..version(0.90, 0.30, &[8]) };
        assert!(!beats(&tuned, &quick, true) && beats(&tuned, &quick, false));
        assert!(beats(&Version { rows: FEW, ..tuned }, &quick, true));
        let bad = version(0.5, 0.3, &[1, 2, 3, 4, 5, 6]);
        assert!(beats(&Version { rows: 30, ..quick }, &bad, true));
    }

    #[test]
    fn the_same_version_does_not_beat_itself() {
        let one = version(0.9, 0.5, &[1, 2]);
        assert!(!beats(&one, &one.clone(), false));
    }
}

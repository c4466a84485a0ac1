//! Which of two versions is kept, judged by the same validation rows.

use super::score::Scored;

/// How a version did on the validation part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Version {
    pub macro_f1: f64,
    /// Mean cross-entropy.
    pub loss: f64,
    /// Rows it gets wrong, ascending.
    pub wrong: Vec<u32>,
}

impl Version {
    pub fn of(scored: &Scored, labels: &[u32]) -> Self {
        let rows = (0u32..).zip(scored.predicted.iter().zip(labels));
        Self {
            macro_f1: scored.scores.macro_f1.unwrap_or(0.0),
            loss: scored.scores.loss.unwrap_or(f64::MAX),
            wrong: rows.filter(|(_, (said, label))| said != label).map(|(row, _)| row).collect(),
        }
    }
}

/// A few dozen or hundred rows can't order versions that differ on a handful of them, and the
/// highest F1 of many checks is mostly the luckiest one. So F1 decides where the two differ by more
/// than luck: more than one standard deviation of a fair coin thrown for each row that only one of
/// them gets right (McNemar 1947). Otherwise the lower loss decides, which weighs every row's
/// certainty and so says more about rows not seen.
pub(super) fn beats(challenger: &Version, best: &Version) -> bool {
    let only_challenger_wrong = missing(&challenger.wrong, &best.wrong);
    let only_best_wrong = missing(&best.wrong, &challenger.wrong);
    let differ = (only_challenger_wrong + only_best_wrong) as f64;
    let gap = only_best_wrong.abs_diff(only_challenger_wrong) as f64;
    if gap > differ.sqrt() && challenger.macro_f1 != best.macro_f1 {
        return challenger.macro_f1 > best.macro_f1;
    }
    challenger.loss < best.loss
}

/// How many of `a` are not in `b`; both ascend.
fn missing(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|row| b.binary_search(row).is_err()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(macro_f1: f64, loss: f64, wrong: &[u32]) -> Version {
        Version { macro_f1, loss, wrong: wrong.to_vec() }
    }

    #[test]
    fn a_lucky_row_does_not_decide() {
        let lucky = version(0.93, 0.50, &[3]);
        let later = version(0.90, 0.30, &[3, 8]);
        assert!(beats(&later, &lucky));
        assert!(!beats(&lucky, &later));
    }

    #[test]
    fn many_rows_do() {
        let good = version(0.9, 0.5, &[1]);
        let sure = version(0.7, 0.3, &[2, 3, 4, 5, 6, 7]);
        assert!(beats(&good, &sure));
        assert!(!beats(&sure, &good));
    }

    #[test]
    fn the_same_version_does_not_beat_itself() {
        let one = version(0.9, 0.5, &[1, 2]);
        assert!(!beats(&one, &one.clone()));
    }
}

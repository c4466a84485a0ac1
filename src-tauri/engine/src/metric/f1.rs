//! Precision, recall and their harmonic mean, per category.

use super::{Confusion, Metric};

pub(super) const METRIC: Metric = Metric {
    id: "macro_f1",
    title: "F1 over the categories",
    description: "For each category the mean of 'right when it says so' and 'finds'; every \
                  category counts the same.",
    unit: "share",
    higher_is_better: true,
};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClassScores {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// Rows that truly are of this category.
    pub support: usize,
}

/// One entry per class; a share of nothing is 0, as in scikit-learn.
pub fn per_class(confusion: &Confusion) -> Vec<ClassScores> {
    let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
    (0..confusion.counts.len())
        .map(|i| {
            let hit = confusion.counts[i][i];
            let support: usize = confusion.counts[i].iter().sum();
            let said: usize = confusion.counts.iter().map(|row| row[i]).sum();
            ClassScores {
                precision: share(hit, said),
                recall: share(hit, support),
                f1: share(2 * hit, said + support),
                support,
            }
        })
        .collect()
}

/// Mean F1 of the classes that occur, in truth or prediction, as scikit-learn counts them.
pub fn macro_f1(confusion: &Confusion) -> f64 {
    let occurs = |i: usize| {
        confusion.counts[i].iter().any(|&c| c > 0) || confusion.counts.iter().any(|r| r[i] > 0)
    };
    let scores = per_class(confusion);
    let f1: Vec<f64> = (0..scores.len()).filter(|&i| occurs(i)).map(|i| scores[i].f1).collect();
    if f1.is_empty() { 0.0 } else { f1.iter().sum::<f64>() / f1.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// sklearn.metrics.f1_score([0,0,1,1,2], [0,1,1,1,0], average="macro") = 0.433333
    #[test]
    fn macro_f1_as_scikit_learn_gives_it() {
        let pairs = [(0, 0), (0, 1), (1, 1), (1, 1), (2, 0)];
        let confusion = Confusion::new(3, pairs.into_iter());
        assert!((macro_f1(&confusion) - 0.433_333_333).abs() < 1e-8);
        let first = per_class(&confusion)[0];
        assert_eq!((first.precision, first.recall, first.support), (0.5, 0.5, 2));
    }
}

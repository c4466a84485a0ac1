//! Figures for rows of which any number of labels may hold.

use super::Metric;

pub(super) const METRIC: Metric = Metric {
    id: "micro_f1",
    title: "F1 over all labels",
    description: "The mean of 'right when it says so' and 'finds' over all labels of all rows \
                  together; frequent labels count more.",
    unit: "share",
    higher_is_better: true,
};

/// What was said of every row beside what is true: (rows, labels) each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagging {
    pub truth: Vec<bool>,
    pub said: Vec<bool>,
    pub labels: usize,
}

/// One label's rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TagCounts {
    /// Said, and true.
    pub hits: usize,
    /// How often it was said.
    pub said: usize,
    /// Rows of which it is true.
    pub support: usize,
}

impl TagCounts {
    pub fn precision(&self) -> f64 {
        share(self.hits, self.said)
    }
    pub fn recall(&self) -> f64 {
        share(self.hits, self.support)
    }
    pub fn f1(&self) -> f64 {
        share(2 * self.hits, self.said + self.support)
    }
}

/// A share of nothing is 0, as in scikit-learn.
fn share(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

impl Tagging {
    pub fn rows(&self) -> usize {
        self.truth.len() / self.labels.max(1)
    }

    fn each_row(&self) -> impl Iterator<Item = (&[bool], &[bool])> {
        let labels = self.labels.max(1);
        self.truth.chunks_exact(labels).zip(self.said.chunks_exact(labels))
    }

    /// Rows with exactly the right labels; divided by the rows it is scikit-learn's
    /// `accuracy_score`.
    pub fn exact(&self) -> usize {
        self.each_row().filter(|(truth, said)| truth == said).count()
    }

    /// Rows that are not exactly right, ascending.
    pub fn wrong(&self) -> Vec<u32> {
        let rows = (0u32..).zip(self.each_row());
        rows.filter(|(_, (truth, said))| truth != said).map(|(row, _)| row).collect()
    }

    /// One entry a label.
    pub fn counts(&self) -> Vec<TagCounts> {
        let mut counts = vec![TagCounts::default(); self.labels];
        for (truth, said) in self.each_row() {
            for (count, (&truth, &said)) in counts.iter_mut().zip(truth.iter().zip(said)) {
                count.hits += usize::from(truth && said);
                count.said += usize::from(said);
                count.support += usize::from(truth);
            }
        }
        counts
    }

    /// F1 over all labels of all rows together.
    pub fn micro_f1(&self) -> f64 {
        let all = self.counts().into_iter().fold(TagCounts::default(), |a, b| TagCounts {
            hits: a.hits + b.hits,
            said: a.said + b.said,
            support: a.support + b.support,
        });
        all.f1()
    }

    /// Mean F1 of the labels that are true or said of a row (scikit-learn's `f1_score` with
    /// `zero_division=nan`): a label that does not occur can't be scored.
    pub fn macro_f1(&self) -> f64 {
        let counts = self.counts();
        let f1: Vec<f64> =
            counts.iter().filter(|c| c.said + c.support > 0).map(TagCounts::f1).collect();
        if f1.is_empty() { 0.0 } else { f1.iter().sum::<f64>() / f1.len() as f64 }
    }

    /// Twice the hits, and said and true together, of every row: F1 is the ratio of their sums, so
    /// [`super::bootstrap_ratio`] gives its range. Of one label, or of all of them together.
    pub fn f1_pairs(&self, label: Option<usize>) -> Vec<(f64, f64)> {
        let pair = |(truth, said): (&[bool], &[bool])| {
            let chosen = |i: &usize| label.is_none_or(|label| label == *i);
            let (mut hits, mut both) = (0, 0);
            for i in (0..self.labels).filter(chosen) {
                hits += usize::from(truth[i] && said[i]);
                both += usize::from(truth[i]) + usize::from(said[i]);
            }
            (2.0 * hits as f64, both as f64)
        };
        self.each_row().map(pair).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_never_occur_are_no_part_of_the_mean() {
        let tagging = Tagging {
            truth: vec![true, false, false, true, true, false],
            said: vec![true, false, false, true, false, false],
            labels: 3,
        };
        assert_eq!((tagging.exact(), tagging.wrong()), (1, vec![1]));
        assert!((tagging.macro_f1() - 0.5).abs() < 1e-12);
        assert!((tagging.micro_f1() - 0.8).abs() < 1e-12);
        assert_eq!(tagging.f1_pairs(Some(1)), [(0.0, 0.0), (0.0, 1.0)]);
    }
}

//! What was taken for what.

/// `counts[t][p]`: rows of true class t that were predicted as p.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    pub counts: Vec<Vec<usize>>,
}

impl Confusion {
    pub fn new(classes: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut counts = vec![vec![0; classes]; classes];
        for (truth, predicted) in pairs {
            counts[truth as usize][predicted as usize] += 1;
        }
        Self { counts }
    }
    pub fn total(&self) -> usize {
        self.counts.iter().flatten().sum()
    }
    pub fn right(&self) -> usize {
        (0..self.counts.len()).map(|i| self.counts[i][i]).sum()
    }
    pub fn accuracy(&self) -> f64 {
        if self.total() == 0 { 0.0 } else { self.right() as f64 / self.total() as f64 }
    }
}

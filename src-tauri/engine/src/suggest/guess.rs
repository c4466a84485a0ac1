//! The quick head that suggests categories.

use super::{Pool, dot, mean_direction, unit};
use crate::train::{Probe, fit_probe, softmax};

/// How closely the head follows its labels (the `C` of scikit-learn's LogisticRegression, on
/// vectors of unit length).
const CLOSENESS: f64 = 20.0;
/// What the similarity of a name is worth in logits, while its category has no labels.
const NAME_WORTH: f32 = 8.0;
/// Labels of a category at which its name is worth half of that.
const NAME_HALF: f32 = 2.0;

/// Suggests categories: a logistic regression on the labelled rows, in which every category's
/// name stands as one more example, and beside it the similarity of each row and name, which
/// counts less with every label of that category. Without any label the names alone speak.
pub struct Guesser {
    head: Probe,
    /// (categories, hidden): the names, away from what all names have in common.
    names: Vec<f32>,
    /// What a name's similarity is worth, by category.
    worth: Vec<f32>,
    /// What all rows have in common; a row is compared by what is left without it.
    centre: Vec<f32>,
}

impl Guesser {
    pub fn fit(pool: &Pool<'_>) -> Self {
        Self::fit_to(pool, &pool.labelled())
    }

    /// Fits to some of the labels only.
    pub(super) fn fit_to(pool: &Pool<'_>, labelled: &[(usize, u32)]) -> Self {
        let (categories, hidden) = (pool.categories(), pool.hidden);
        let rows = pool.rows.chunks_exact(hidden.max(1));
        let centre = mean_direction(rows, hidden);
        let middle = mean_direction((0..categories).map(|k| pool.name(k)), hidden);
        let mut names = Vec::with_capacity(pool.names.len());
        for k in 0..categories {
            names.extend(away(pool.name(k), &middle));
        }
        let mut counts = vec![0f32; categories];
        let mut labels: Vec<u32> = (0..categories as u32).collect();
        let mut features = names.clone();
        for &(row, label) in labelled {
            counts[label as usize] += 1.0;
            labels.push(label);
            features.extend(away(pool.row(row), &centre));
        }
        let head = fit_probe(&features, &labels, categories, CLOSENESS);
        let worth = counts.iter().map(|n| NAME_WORTH * NAME_HALF / (NAME_HALF + n)).collect();
        Self { head, names, worth, centre }
    }

    /// Probabilities of the categories for the vector of a row; they add up to 1.
    pub fn guess(&self, row: &[f32]) -> Vec<f32> {
        let row = away(row, &self.centre);
        let mut logits = self.head.logits(&row);
        for ((logit, name), worth) in
            logits.iter_mut().zip(self.names.chunks_exact(row.len())).zip(&self.worth)
        {
            *logit += worth * dot(name, &row);
        }
        softmax(&mut logits);
        logits
    }
}

/// The direction of a vector from a centre.
fn away(vector: &[f32], centre: &[f32]) -> Vec<f32> {
    let mut vector = unit(vector);
    vector.iter_mut().zip(centre).for_each(|(x, c)| *x -= c);
    unit(&vector)
}

/// By how much the first category leads before the second: 0 where a guess wavers, 1 where it is
/// sure. With fewer than two categories there is nothing to waver between.
pub fn margin(probabilities: &[f32]) -> f32 {
    let (mut first, mut second) = (0f32, 0f32);
    for &p in probabilities {
        if p > first {
            (first, second) = (p, first);
        } else {
            second = second.max(p);
        }
    }
    first - second
}

//! The quick head that suggests categories.

use super::{Pool, dot, mean_direction, unit};
use crate::train::{Probe, fit_probe, softmax};

/// How closely the head follows its labels (the `C` of scikit-learn's LogisticRegression, on
/// vectors of unit length).
const CLOSENESS: f64 = 20.0;
/// What the similarity of a name is worth in logits, while its category has no labels.
pub(super) const NAME_WORTH: f32 = 8.0;
/// Labels of a category at which its name is worth half of that.
pub(super) const NAME_HALF: f32 = 2.0;

/// Suggests categories: a logistic regression on the labelled rows, in which the name of a category
/// stands for the rows it does not have yet, and beside it the similarity of each row and name,
/// which counts less with every label of that category. Without any label the names alone speak.
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
        let mut labels: Vec<u32> = Vec::with_capacity(labelled.len());
        let mut features = Vec::with_capacity(labelled.len() * hidden);
        for &(row, label) in labelled {
            counts[label as usize] += 1.0;
            labels.push(label);
            features.extend(away(pool.row(row), &centre));
        }
        for k in (0..categories).filter(|k| counts[*k] == 0.0) {
            labels.push(k as u32);
            features.extend(&names[k * hidden..][..hidden]);
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
pub(super) fn away(vector: &[f32], centre: &[f32]) -> Vec<f32> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::Pool;
    use crate::train::largest;

    /// Rows around the corners of a triangle, and names near the corners.
    fn rows() -> (Vec<f32>, Vec<f32>) {
        let corner = |k: usize, by: f32| {
            let mut v = vec![0.3; 3];
            v[k] += 1.0;
            v[(k + 1) % 3] += by;
            v
        };
        let rows = (0..30).flat_map(|i| corner(i % 3, (i / 3) as f32 / 20.0)).collect();
        let names = (0..3).flat_map(|k| corner(k, 0.2)).collect();
        (rows, names)
    }

    #[test]
    fn names_alone_suggest_and_labels_take_over() {
        let (rows, names) = rows();
        let none = vec![None; 30];
        let pool = Pool { rows: &rows, names: &names, hidden: 3, labels: &none };
        let guesser = Guesser::fit(&pool);
        for row in 0..30 {
            let guess = guesser.guess(pool.row(row));
            assert_eq!(largest(&guess), row % 3);
            assert!((guess.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
        // The person means something else by the names: six labels of each say so.
        let moved: Vec<Option<u32>> =
            (0..30u32).map(|row| (row < 18).then_some((row + 1) % 3)).collect();
        let pool = Pool { labels: &moved, ..pool };
        let guesser = Guesser::fit(&pool);
        let right = (0..30).filter(|row| largest(&guesser.guess(pool.row(*row))) == (row + 1) % 3);
        assert_eq!(right.count(), 30);
    }

    #[test]
    fn only_directions_count() {
        let (rows, names) = rows();
        let labels: Vec<Option<u32>> = (0..30u32).map(|i| (i < 9).then_some(i % 3)).collect();
        let longer: Vec<f32> = rows.iter().map(|x| x * 40.0).collect();
        let of = |rows: &[f32]| {
            let pool = Pool { rows, names: &names, hidden: 3, labels: &labels };
            Guesser::fit(&pool).guess(pool.row(20))
        };
        let (short, long) = (of(&rows), of(&longer));
        assert!(short.iter().zip(&long).all(|(a, b)| (a - b).abs() < 1e-4), "{short:?} {long:?}");
    }

    #[test]
    fn a_margin_is_the_lead_of_the_first() {
        assert_eq!(margin(&[0.125, 0.625, 0.25]), 0.375);
        assert_eq!(margin(&[0.25, 0.25, 0.5]), 0.25);
        assert_eq!((margin(&[1.0]), margin(&[])), (1.0, 0.0));
    }
}

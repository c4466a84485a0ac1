//! The quick head that suggests categories where a row may have several.

use super::guess::{NAME_HALF, NAME_WORTH, away};
use super::{Pool, dot, mean_direction};
use crate::train::{Probe, fit_tag_probe, sigmoid};

/// How closely the head follows its labels, as of the head that suggests one category.
const CLOSENESS: f64 = 20.0;

/// Suggests any number of categories: a logistic regression for each on the labelled rows, in which
/// the name of a category stands for the rows it does not have yet, and beside it the similarity of
/// each row and name, which counts less with every row of that category.
pub struct TagGuesser {
    head: Probe,
    names: Vec<f32>,
    worth: Vec<f32>,
    centre: Vec<f32>,
}

impl TagGuesser {
    /// `labels`: of each row of the pool its categories where somebody has said which hold.
    pub fn fit(pool: &Pool<'_>, labels: &[Option<Vec<u32>>]) -> Self {
        let (categories, hidden) = (pool.categories(), pool.hidden);
        let centre = mean_direction(pool.rows.chunks_exact(hidden.max(1)), hidden);
        let middle = mean_direction((0..categories).map(|k| pool.name(k)), hidden);
        let names: Vec<f32> = (0..categories).flat_map(|k| away(pool.name(k), &middle)).collect();
        let mut counts = vec![0f32; categories];
        let (mut features, mut truth) = (Vec::new(), Vec::new());
        for (row, own) in labels.iter().enumerate() {
            let Some(own) = own else { continue };
            features.extend(away(pool.row(row), &centre));
            let from = truth.len();
            truth.resize(from + categories, false);
            for label in own {
                truth[from + *label as usize] = true;
                counts[*label as usize] += 1.0;
            }
        }
        for k in (0..categories).filter(|k| counts[*k] == 0.0) {
            features.extend(&names[k * hidden..][..hidden]);
            truth.extend((0..categories).map(|other| other == k));
        }
        let head = fit_tag_probe(&features, &truth, categories, CLOSENESS);
        let worth = counts.iter().map(|n| NAME_WORTH * NAME_HALF / (NAME_HALF + n)).collect();
        Self { head, names, worth, centre }
    }

    /// The probability of each category for the vector of a row.
    pub fn guess(&self, row: &[f32]) -> Vec<f32> {
        let row = away(row, &self.centre);
        let mut chances = self.head.logits(&row);
        for ((chance, name), worth) in
            chances.iter_mut().zip(self.names.chunks_exact(row.len())).zip(&self.worth)
        {
            *chance = sigmoid(*chance + worth * dot(name, &row));
        }
        chances
    }
}

/// The chance that wavers most, and its opposite: [`super::ask_next`] orders rows by the lead of the
/// first of them.
pub fn most_doubtful(chances: &[f32]) -> Vec<f32> {
    let doubt = |chance: &f32| (chance - 0.5).abs();
    let least = chances.iter().copied().min_by(|a, b| doubt(a).total_cmp(&doubt(b)));
    least.map_or_else(Vec::new, |chance| vec![chance, 1.0 - chance])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::margin;

    #[test]
    fn every_category_of_a_row_is_suggested() {
        // Rows of the first, of the second, and of both categories.
        let row = |i: usize| match i % 3 {
            0 => vec![1.0, 0.1, 0.05 * i as f32],
            1 => vec![0.1, 1.0, 0.05 * i as f32],
            _ => vec![1.0, 1.0, 0.05 * i as f32],
        };
        let rows: Vec<f32> = (0..30).flat_map(row).collect();
        let names = [1.0, 0.0, 0.2, 0.0, 1.0, 0.2];
        let none = vec![None; 30];
        let pool = Pool { rows: &rows, names: &names, hidden: 3, labels: &none };
        let labels: Vec<Option<Vec<u32>>> = (0..30)
            .map(|i| (i < 24).then(|| [vec![0], vec![1], vec![0, 1]][i % 3].clone()))
            .collect();
        let guesser = TagGuesser::fit(&pool, &labels);
        for i in 24..30 {
            let chances = guesser.guess(pool.row(i));
            let said: Vec<bool> = chances.iter().map(|chance| *chance >= 0.5).collect();
            assert_eq!(said, [i % 3 != 1, i % 3 != 0], "{i}: {chances:?}");
        }
        let without = TagGuesser::fit(&pool, &vec![None; 30]).guess(pool.row(0));
        assert!(without[0] > without[1], "names alone suggest: {without:?}");
    }

    #[test]
    fn the_chance_nearest_to_a_half_decides() {
        assert!(margin(&most_doubtful(&[0.9, 0.55, 0.1])) < margin(&most_doubtful(&[0.9, 0.2])));
        assert!(most_doubtful(&[]).is_empty());
    }
}

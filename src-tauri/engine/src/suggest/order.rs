//! The order in which rows are asked about.

use super::{Pool, margin, unit};
use crate::nn::Philox;

/// Of ten rows, so many come by chance: what is learned only where the head wavers is blind to
/// what it has never met, and figures over such rows alone would tell nothing about all rows.
const RANDOM_OF_TEN: usize = 2;
/// The cosine from which two rows are as good as the same question.
const SAME: f32 = 0.92;
/// Rows asked about lately that a new one should differ from.
const MEMORY: usize = 20;
/// How far down the order a differing row is looked for.
const DEPTH: usize = 500;

/// What is to be asked.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The rows to choose from, as places in the pool.
    pub waiting: &'a [usize],
    /// Rows asked about lately, the newest last.
    pub recent: &'a [usize],
    /// How many questions there have been.
    pub asked: usize,
    /// How many are wanted.
    pub count: usize,
    pub seed: u64,
}

/// A row to ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// Its place in the pool.
    pub row: usize,
    /// It comes by chance: its suggestion must not be shown, so that it can't lead.
    pub random: bool,
}

/// The next rows to ask about: those where `guesses` (one of every waiting row) wavers most
/// (margin sampling: Scheffer et al. 2001), without near-identical ones in a row, and two of ten
/// by chance. The same question gives the same answer.
pub fn ask_next(pool: &Pool<'_>, guesses: &[Vec<f32>], ask: &Ask<'_>) -> Vec<Pick> {
    let mut by_margin: Vec<usize> = (0..ask.waiting.len()).collect();
    let margins: Vec<f32> = guesses.iter().map(|guess| margin(guess)).collect();
    by_margin.sort_by(|&a, &b| margins[a].total_cmp(&margins[b]).then(a.cmp(&b)));
    let random = Philox::new(ask.seed);
    let shuffled = random.permutation(ask.waiting.len(), ask.asked as u32);
    let mut by_chance = shuffled.into_iter();
    let mut taken = vec![false; ask.waiting.len()];
    let lately = ask.recent.iter().rev().take(MEMORY).map(|&row| unit(pool.row(row)));
    let mut near = Lately { vectors: lately.collect() };
    let mut picks = Vec::with_capacity(ask.count);
    // Rows before this place of `by_margin` are taken, or too near to what was asked.
    while picks.len() < ask.count.min(ask.waiting.len()) {
        let chance = is_random(&random, ask.asked + picks.len());
        let next = if chance {
            by_chance.find(|&place| !taken[place])
        } else {
            near.first_apart(pool, ask.waiting, &by_margin, &taken)
        };
        let Some(place) = next else { break };
        taken[place] = true;
        let row = ask.waiting[place];
        near.remember(unit(pool.row(row)));
        picks.push(Pick { row, random: chance });
    }
    picks
}

/// Whether the question of this number is one by chance: two places in every ten, which nobody
/// can foresee.
fn is_random(random: &Philox, number: usize) -> bool {
    let order = random.permutation(10, (number / 10) as u32 ^ 0x8000_0000);
    order.iter().take(RANDOM_OF_TEN).any(|&place| place == number % 10)
}

/// The directions of the rows asked about lately.
struct Lately {
    vectors: Vec<Vec<f32>>,
}

impl Lately {
    fn remember(&mut self, vector: Vec<f32>) {
        self.vectors.insert(0, vector);
        self.vectors.truncate(MEMORY);
    }

    fn is_near(&self, vector: &[f32]) -> bool {
        let vector = unit(vector);
        self.vectors.iter().any(|known| super::dot(known, &vector) > SAME)
    }

    /// The first free row that differs from those; the first free one when all are alike.
    fn first_apart(
        &self,
        pool: &Pool<'_>,
        waiting: &[usize],
        order: &[usize],
        taken: &[bool],
    ) -> Option<usize> {
        let free = || order.iter().copied().filter(|&place| !taken[place]);
        let apart = free().take(DEPTH).find(|&place| !self.is_near(pool.row(waiting[place])));
        apart.or_else(|| free().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: usize = 60;

    /// Rows in pairs of the same text, all pairs at right angles; the first ones waver most.
    fn pairs() -> (Vec<f32>, Vec<Vec<f32>>) {
        let mut rows = vec![0.0; ROWS * ROWS / 2];
        for row in 0..ROWS {
            rows[row * ROWS / 2 + row / 2] = 1.0;
        }
        let guess = |row: usize| vec![0.5 + row as f32 / 200.0, 0.5 - row as f32 / 200.0];
        (rows, (0..ROWS).map(guess).collect())
    }

    fn picks(asked: usize, count: usize, recent: &[usize]) -> Vec<Pick> {
        let (rows, guesses) = pairs();
        let labels = vec![None; ROWS];
        let pool = Pool { rows: &rows, names: &[], hidden: ROWS / 2, labels: &labels };
        let waiting: Vec<usize> = (0..ROWS).collect();
        ask_next(&pool, &guesses, &Ask { waiting: &waiting, recent, asked, count, seed: 3 })
    }

    #[test]
    fn two_of_ten_come_by_chance_wherever_a_round_begins() {
        for asked in [0, 10, 20] {
            let ten = picks(asked, 10, &[]);
            assert_eq!(ten.iter().filter(|pick| pick.random).count(), 2, "from {asked} on");
        }
        // A round that ends in the middle of ten goes on where it ended.
        let whole: Vec<bool> = picks(0, 20, &[]).iter().map(|pick| pick.random).collect();
        let mut parts = picks(0, 7, &[]);
        parts.extend(picks(7, 13, &[]));
        assert_eq!(parts.iter().map(|pick| pick.random).collect::<Vec<_>>(), whole);
    }

    #[test]
    fn the_others_waver_most_and_differ_from_each_other() {
        let picks = picks(0, 20, &[]);
        let chosen: Vec<usize> = picks.iter().filter(|p| !p.random).map(|p| p.row).collect();
        assert!(chosen.is_sorted(), "{chosen:?}");
        let mut texts: Vec<usize> = picks.iter().map(|pick| pick.row / 2).collect();
        texts.dedup();
        assert_eq!(texts.len(), 20, "the same text twice in a row");
        assert!(chosen.iter().all(|row| *row < 50));
    }

    #[test]
    fn what_was_asked_lately_is_not_asked_again_in_other_words() {
        let first = picks(0, 1, &[])[0].row;
        let twin = first ^ 1;
        assert!(picks(1, 8, &[twin]).iter().filter(|p| !p.random).all(|p| p.row / 2 != twin / 2));
    }

    #[test]
    fn when_nothing_else_is_left_the_same_is_asked_after_all() {
        let picks = picks(0, 100, &[]);
        let mut rows: Vec<usize> = picks.iter().map(|pick| pick.row).collect();
        rows.sort_unstable();
        assert_eq!(rows, (0..ROWS).collect::<Vec<_>>());
    }

    #[test]
    fn the_same_question_gives_the_same_answer() {
        assert_eq!(picks(5, 30, &[1, 2]), picks(5, 30, &[1, 2]));
    }
}

//! Rows like another one: those that share its rarest words (tf-idf and the cosine between rows).

use super::{Project, RowFilter, SimilarRow, rows};
use crate::error::Result;
use std::collections::HashMap;

/// Under this cosine two rows share little more than common words.
const NEAR: f64 = 0.15;
/// Words named as what two rows share.
const NAMED: usize = 4;

/// The words of a text without case or punctuation, in their order.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// A word as a number (FNV-1a): a hundred thousand rows have millions of words.
fn number(word: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    word.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The words of a text, each once, sorted.
fn numbers(text: &str) -> Vec<u64> {
    let mut numbers: Vec<u64> = words(text).map(|word| number(&word)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// How many rows have each word.
struct Rarity {
    rows: f64,
    counts: HashMap<u64, u32>,
}

impl Rarity {
    fn of(all: &[Vec<u64>]) -> Self {
        let mut counts = HashMap::new();
        for word in all.iter().flatten() {
            *counts.entry(*word).or_default() += 1;
        }
        Self { rows: all.len() as f64, counts }
    }

    fn weight(&self, word: u64) -> f64 {
        let count = self.counts.get(&word).copied().unwrap_or(1);
        (self.rows / f64::from(count)).ln()
    }

    fn square<'a>(&self, words: impl Iterator<Item = &'a u64>) -> f64 {
        words.map(|word| self.weight(*word).powi(2)).sum()
    }
}

impl Project {
    /// Up to `limit` rows that share the rarest words of `row`, the nearest first.
    pub fn similar(&self, row: i64, limit: usize) -> Result<Vec<SimilarRow>> {
        let found = rows::page(&self.db, &RowFilter::default(), 0, usize::MAX >> 1)
            .map_err(|e| self.failed(e))?
            .rows;
        let Some(target) = found.iter().find(|other| other.id == row) else {
            return Err(super::categories::gone(row));
        };
        let asked = numbers(&target.text);
        let all: Vec<Vec<u64>> = found.iter().map(|row| numbers(&row.text)).collect();
        let rarity = Rarity::of(&all);
        let length = rarity.square(asked.iter()).sqrt();
        let common = |words: &[u64]| {
            rarity.square(words.iter().filter(|word| asked.binary_search(word).is_ok()))
        };
        let mut near: Vec<(f64, usize)> = Vec::new();
        for (place, (other, words)) in found.iter().zip(&all).enumerate() {
            let common = common(words);
            // The same text again is a duplicate, not a neighbour.
            if common == 0.0 || other.id == row || other.text == target.text {
                continue;
            }
            let cosine = common / (length * rarity.square(words.iter()).sqrt());
            if cosine >= NEAR {
                near.push((cosine, place));
            }
        }
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(limit);
        let similar = |(_, place): (f64, usize)| {
            let row = found[place].clone();
            let shared = shared(&row.text, &asked, &rarity);
            SimilarRow { row, shared }
        };
        Ok(near.into_iter().map(similar).collect())
    }
}

/// The rarest of the words that are among those asked for.
fn shared(text: &str, asked: &[u64], rarity: &Rarity) -> Vec<String> {
    let mut shared: Vec<(f64, String)> = words(text)
        .filter(|word| asked.binary_search(&number(word)).is_ok())
        .map(|word| (rarity.weight(number(&word)), word))
        .collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    shared.dedup();
    shared.truncate(NAMED);
    shared.into_iter().map(|(_, word)| word).collect()
}

//! Nearly the same texts, without comparing every row with every other: MinHash signatures
//! (Broder 1997) in bands (Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, ch. 3). What
//! shares a band is compared exactly.

use super::Corpus;
use super::words::{mix, word_hash, words};
use rayon::prelude::*;
use std::collections::HashMap;

/// Two rows are near when their shingles overlap by this much (Jaccard).
const NEAR: f64 = 0.7;
/// Rows with fewer shingles say too little to be called alike.
const FEWEST: usize = 8;
/// Pairs with a Jaccard of 0.7 share one of the bands with 99.9% probability, 0.8 with all but
/// 2 in a million.
const BANDS: usize = 32;
const ROWS: usize = 5;
/// Rows of a band compared with each new one: a template with thousands of rows would else need
/// millions of comparisons to find the same thing.
const COMPARED: usize = 12;

/// Two near rows, and how much they overlap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    pub first: usize,
    pub second: usize,
    pub score: f32,
}

/// What a text is made of, sorted: its words, and runs of four letters across them. The letters
/// forgive a slip of the pen, the words tell "activate" from "deactivate".
fn shingles(text: &str) -> Vec<u32> {
    let mut found = Vec::new();
    let mut letters = vec![' '];
    for (word, _) in words(text) {
        found.push(word_hash(word) as u32);
        letters.extend(word.chars().flat_map(char::to_lowercase));
        letters.push(' ');
    }
    for run in letters.windows(4) {
        let number = run.iter().fold(0_u64, |n, c| mix(n ^ u64::from(u32::from(*c))));
        found.push(number as u32);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The smallest hash of the shingles under each of the hash functions x -> mix(x * 2k+1).
fn signature(shingles: &[u32]) -> [u64; BANDS] {
    let mut bands = [0; BANDS];
    for (band, key) in bands.iter_mut().enumerate() {
        for row in 0..ROWS {
            let seed = mix((band * ROWS + row) as u64 + 1) as u32;
            let factor = mix(u64::from(seed)) as u32 | 1;
            let least = shingles.iter().map(|x| (x ^ seed).wrapping_mul(factor)).min();
            *key = mix(*key ^ u64::from(least.unwrap_or(0)));
        }
        *key = mix(*key ^ band as u64);
    }
    bands
}

/// The overlap of two sorted lists: what both have of what either has.
fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        both += usize::from(a[i] == b[j]);
        let (x, y) = (a[i], b[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

/// Near pairs of rows whose folded texts differ; each row is paired with the earliest that is near.
pub fn pairs(corpus: &Corpus) -> Vec<Pair> {
    // Of the same text, the first row of each category speaks for all.
    let mut seen = HashMap::new();
    let keys = corpus.keys();
    let asked: Vec<usize> = (0..keys.len())
        .filter(|row| keys[*row] != 0)
        .filter(|row| *seen.entry((keys[*row], corpus.items[*row].label)).or_insert(*row) == *row)
        .collect();
    let shingles: Vec<Vec<u32>> =
        asked.par_iter().map(|row| shingles(&corpus.items[*row].text)).collect();
    let signatures: Vec<[u64; BANDS]> = shingles.par_iter().map(|s| signature(s)).collect();
    let candidates: Vec<(usize, usize)> = (0..BANDS)
        .into_par_iter()
        .flat_map_iter(|band| band_pairs(&signatures, &shingles, band))
        .collect();
    let mut candidates = candidates;
    candidates.par_sort_unstable();
    candidates.dedup();
    let mut pairs: Vec<Pair> = candidates
        .par_iter()
        .filter_map(|(a, b)| {
            let (first, second) = (asked[*a], asked[*b]);
            let score = jaccard(&shingles[*a], &shingles[*b]);
            let same = keys[first] == keys[second];
            (score >= NEAR && !same).then_some(Pair { first, second, score: score as f32 })
        })
        .collect();
    pairs.sort_by_key(|pair| (pair.second, pair.first));
    pairs
}

fn band_pairs(
    signatures: &[[u64; BANDS]],
    shingles: &[Vec<u32>],
    band: usize,
) -> Vec<(usize, usize)> {
    let mut buckets: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (row, signature) in signatures.iter().enumerate() {
        if shingles[row].len() < FEWEST {
            continue;
        }
        let bucket = buckets.entry(signature[band]).or_default();
        // The first few, and the latest: what a template begins with, and what stands together.
        let late = bucket.len().saturating_sub(COMPARED / 2).max(COMPARED / 2);
        let early = bucket.iter().take(COMPARED / 2);
        pairs.extend(early.chain(bucket.iter().skip(late)).map(|other| (*other, row)));
        bucket.push(row);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plain comparison of every row with every other.
    fn naive(texts: &[String]) -> Vec<(usize, usize)> {
        let all: Vec<Vec<u32>> = texts.iter().map(|text| shingles(text)).collect();
        let mut found = Vec::new();
        for second in 0..texts.len() {
            for first in 0..second {
                if jaccard(&all[first], &all[second]) >= NEAR {
                    found.push((first, second));
                }
            }
        }
        found.sort_by_key(|(first, second)| (*second, *first));
        found
    }

    #[test]
    fn finds_what_comparing_everything_finds() {
        let words =
            ["card", "refund", "parcel", "morning", "doctor", "tablet", "window", "invoice"];
        let mut state = 7;
        let mut next = |n: usize| {
            state = mix(state + 1);
            (state % n as u64) as usize
        };
        let mut texts: Vec<String> = Vec::new();
        for i in 0..300 {
            let mut text: Vec<String> =
                (0..9).map(|_| format!("{}{}", words[next(8)], next(6))).collect();
            if i % 4 == 3 {
                text = texts[i - 2].split(' ').map(str::to_owned).collect();
                text[next(9)] = "changed".into();
            }
            texts.push(text.join(" "));
        }
        let expected = naive(&texts);
        assert!(expected.len() > 40, "{}", expected.len());
        let corpus =
            super::super::corpus_of(&texts.iter().map(|t| (t.as_str(), "A")).collect::<Vec<_>>());
        let found: Vec<_> = pairs(&corpus).iter().map(|p| (p.first, p.second)).collect();
        let hit = expected.iter().filter(|pair| found.contains(pair)).count();
        assert!(found.iter().all(|pair| expected.contains(pair)));
        assert!(hit as f64 >= 0.99 * expected.len() as f64, "{hit} of {}", expected.len());
    }

    #[test]
    fn the_overlap_is_that_of_sets() {
        assert_eq!(jaccard(&[1, 2, 3], &[2, 3, 4]), 0.5);
        assert_eq!(jaccard(&[], &[]), 0.0);
        assert_eq!(jaccard(&[5], &[5]), 1.0);
    }
}

//! The same words in most rows: a signature, a footer, a disclaimer.

use super::words::{mix, word_hash, words};
use super::{Corpus, Find, Finding, Fix, Hit, SORTING, Spot};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub const FINDING: Finding = Finding {
    id: "boilerplate",
    title: "The same words in many rows",
    why: "A signature or footer says nothing about the category, and takes room from what does.",
    decide: false,
    goals: SORTING,
    find: Find::Rows(find),
    fixes: &[Fix::Rewrite],
};

/// Words in a row that are looked for together.
const RUN: usize = 4;
/// In at least this share of the rows, and in so many.
const SHARE: f64 = 0.25;
const FEWEST: usize = 12;
/// Enough rows to know what is frequent.
const SAMPLE: usize = 4000;

fn find(corpus: &Corpus) -> Vec<Hit> {
    let stride = corpus.items.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<usize> = (0..corpus.items.len()).step_by(stride).collect();
    let runs: Vec<HashSet<u64>> = sample
        .par_iter()
        .map(|row| runs(&corpus.items[*row].text).map(|(run, _)| run).collect())
        .collect();
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for run in runs.iter().flatten() {
        *counts.entry(*run).or_default() += 1;
    }
    let least = (SHARE * sample.len() as f64).ceil().max(FEWEST as f64) as usize;
    counts.retain(|_, count| *count >= least);
    if counts.is_empty() {
        return Vec::new();
    }
    let found = corpus.each(|item| covered(&item.text, &counts));
    let mut hits = Vec::new();
    for (row, found) in found.into_iter().enumerate().filter(|(_, found)| !found.is_empty()) {
        let text = &corpus.items[row].text;
        let note = Some(text[found[0].clone()].to_owned());
        let marks = found.iter().map(|at| Spot::bytes(text, at.clone())).collect();
        let texts = Vec::from_iter(super::words::without(text, &found));
        hits.push(Hit { marks, texts, note, ..Hit::of(corpus, row) });
    }
    hits
}

/// Every run of words as a number, and where it stands.
fn runs(text: &str) -> impl Iterator<Item = (u64, Range<usize>)> {
    let words: Vec<(u64, Range<usize>)> =
        words(text).map(|(word, at)| (word_hash(word), at)).collect();
    (0..words.len().saturating_sub(RUN - 1)).map(move |i| {
        let run = &words[i..i + RUN];
        let number = run.iter().fold(0, |number, (word, _)| mix(number ^ word));
        (number, run[0].1.start..run[RUN - 1].1.end)
    })
}

/// The stretches of a text that frequent runs cover.
fn covered(text: &str, frequent: &HashMap<u64, usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (_, at) in runs(text).filter(|(run, _)| frequent.contains_key(run)) {
        match found.last_mut() {
            Some(last) if last.end >= at.start => last.end = at.end,
            _ => found.push(at),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn a_footer_is_found_marked_and_cut() {
        let texts: Vec<String> = (0..60)
            .map(|i| {
                let footer = if i % 3 == 0 { ". Sent from my small phone!" } else { "" };
                format!("tablet {i} made me {}{footer}", ["dizzy", "tired", "ill"][i / 3 % 3])
            })
            .collect();
        let list: Vec<_> = texts.iter().map(|text| (text.as_str(), "A")).collect();
        let hits = find(&corpus_of(&list));
        assert_eq!(rows(&hits), (0..60).step_by(3).collect::<Vec<_>>());
        assert_eq!(hits[0].note.as_deref(), Some("Sent from my small phone"));
        assert_eq!(hits[1].texts, ["tablet 3 made me tired."]);
        assert_eq!(hits[0].marks, [Spot { from: 24, to: 48, kind: "" }]);
        assert!(find(&corpus_of(&list[..20])).is_empty(), "seven rows are a habit, not a rule");
    }
}

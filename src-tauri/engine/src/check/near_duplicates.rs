//! Nearly the same text in the same category: a word changed, a slip of the pen.

use super::{ALL, Corpus, Find, Finding, Fix, Hit};
use std::collections::HashSet;

pub const FINDING: Finding = Finding {
    id: "near_duplicates",
    title: "Nearly the same text",
    why: "Rows that differ by a word teach little new, and let the exam repeat what was learned.",
    decide: false,
    goals: ALL,
    find: Find::Rows(find),
    fixes: &[Fix::Remove],
};

/// Every row that is near an earlier one which itself stays.
fn find(corpus: &Corpus) -> Vec<Hit> {
    let mut gone: HashSet<usize> = HashSet::new();
    let mut hits = Vec::new();
    for pair in corpus.near_pairs() {
        let (a, b) = (corpus.items[pair.first].label, corpus.items[pair.second].label);
        let same = a == b || a.is_none() || b.is_none();
        if same && !gone.contains(&pair.first) && gone.insert(pair.second) {
            let (other, score) = (Some(pair.first), Some(pair.score));
            let hit = Hit { other, score, ..Hit::of(corpus, pair.second) };
            hits.push(Hit { marks: super::words::differing(corpus, pair), ..hit });
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn a_changed_word_is_near_and_another_category_is_not_asked() {
        let corpus = corpus_of(&[
            ("I would like to know when my new bank card is going to arrive", "card"),
            ("I would like to know when my new bank card is about to arrive", "card"),
            ("I would like to know when my new bank card is going to arive", "card"),
            ("I would like to know when my new bank card is going to expire", "limit"),
            ("My transfer to another account has not gone through yet", "card"),
        ]);
        let hits = find(&corpus);
        assert_eq!(rows(&hits), [1, 2]);
        assert!(hits.iter().all(|hit| hit.other == Some(0)));
        let mark = &hits[0].marks[0];
        let marked: String =
            corpus.items[1].text.chars().skip(mark.from).take(mark.to - mark.from).collect();
        assert_eq!(marked, "about");
    }
}

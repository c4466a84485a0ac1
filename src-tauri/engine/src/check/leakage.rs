//! Rows to learn from, or to practise on, that stand in a later part as well.

use super::{ALL, Corpus, Find, Finding, Fix, Hit};
use crate::data::Part;
use std::collections::HashMap;

pub const FINDING: Finding = Finding {
    id: "leakage",
    title: "The same rows in two parts",
    why: "What was learned by heart is then asked in the exam, and the score promises too much.",
    decide: true,
    goals: ALL,
    find: Find::Rows(find),
    fixes: &[Fix::Remove],
};

/// Rows that are the same as, or near, a row of a later part: the exam is never thinned out.
fn find(corpus: &Corpus) -> Vec<Hit> {
    let part = |row: usize| corpus.items[row].part;
    let mut found: HashMap<usize, (usize, f32)> = HashMap::new();
    let mut note = |a: usize, b: usize, score: f32| {
        let (Some(first), Some(second)) = (part(a), part(b)) else { return };
        if first == second || corpus.items[a].label != corpus.items[b].label {
            return;
        }
        let (row, other) = if first < second { (a, b) } else { (b, a) };
        let best = found.entry(row).or_insert((other, score));
        if (part(other), score) > (part(best.0), best.1) {
            *best = (other, score);
        }
    };
    for group in Corpus::groups(corpus.keys()) {
        let latest = group.iter().copied().max_by_key(|row| (part(*row), std::cmp::Reverse(*row)));
        for (&row, latest) in group.iter().zip(latest.iter().cycle()) {
            note(row, *latest, 1.0);
        }
    }
    for pair in corpus.near_pairs() {
        note(pair.first, pair.second, pair.score);
    }
    let mut hits: Vec<Hit> = found
        .into_iter()
        .map(|(row, (other, score))| Hit {
            other: Some(other),
            score: Some(score),
            ..Hit::of(corpus, row)
        })
        .collect();
    // What touches the exam comes first.
    let exam = |hit: &Hit| hit.other.and_then(part) == Some(Part::Test);
    hits.sort_by_key(|hit| (!exam(hit), hit.row));
    hits
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn rows_before_the_border_are_named_never_the_exam() {
        let text = "I would like to know when my new bank card is going to arrive";
        let near = "I would like to know when my new bank card is about to arrive";
        let far = "My transfer to another account has not gone through yet";
        let mut corpus = corpus_of(&[
            (far, "A"),
            (text, "A"),
            (near, "A"),
            (text, "A"),
            (near, "B"),
            (far, "A"),
        ]);
        let parts =
            [Part::Train, Part::Test, Part::Train, Part::Validation, Part::Train, Part::Validation];
        for (item, part) in corpus.items.iter_mut().zip(parts) {
            item.part = Some(part);
        }
        let hits = find(&corpus);
        assert_eq!(rows(&hits), [2, 3, 0]);
        let others: Vec<_> = hits.iter().map(|hit| hit.other).collect();
        assert_eq!(others, [Some(1), Some(1), Some(5)]);
    }
}

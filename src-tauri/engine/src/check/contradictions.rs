//! The same text in two categories.

use super::{Corpus, Find, Finding, Fix, Hit, SORTING};
use std::collections::BTreeMap;

pub const FINDING: Finding = Finding {
    id: "contradictions",
    title: "The same text in different categories",
    why: "A model can't learn two answers to one question; whichever is wrong costs points.",
    decide: true,
    goals: SORTING,
    find: Find::Rows(find),
    fixes: &[Fix::Relabel, Fix::Remove],
};

/// All rows of a text that has several categories. Where one is more frequent than the others,
/// it is the suggestion.
fn find(corpus: &Corpus) -> Vec<Hit> {
    let mut hits = Vec::new();
    for group in Corpus::groups(corpus.word_keys()) {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for label in group.iter().filter_map(|row| corpus.items[*row].label) {
            *counts.entry(label).or_default() += 1;
        }
        if counts.len() < 2 {
            continue;
        }
        let most = counts.values().max().copied().unwrap_or(0);
        let mut leaders =
            counts.iter().filter(|(_, count)| **count == most).map(|(label, _)| *label);
        let leader = leaders.next().filter(|_| leaders.next().is_none());
        let labelled: Vec<usize> =
            group.into_iter().filter(|row| corpus.items[*row].label.is_some()).collect();
        let matter = corpus.items[labelled[0]].id;
        for &row in &labelled {
            let own = corpus.items[row].label;
            let other = labelled.iter().copied().find(|other| corpus.items[*other].label != own);
            let label = leader.filter(|leader| Some(*leader) != own);
            hits.push(Hit { matter, other, label, ..Hit::of(corpus, row) });
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn all_rows_of_the_text_stand_together_and_a_majority_is_suggested() {
        let corpus = corpus_of(&[
            ("Half a tablet made me dizzy", "effect"),
            ("Is it open on Saturday?", "time"),
            ("Is it open on saturday", "order"),
            ("half a tablet made me dizzy.", "dose"),
            ("Half a tablet made me dizzy", "effect"),
            ("Half a tablet made me dizzy", ""),
        ]);
        let hits = find(&corpus);
        assert_eq!(rows(&hits), [0, 3, 4, 1, 2]);
        assert_eq!((hits[1].label, hits[0].label), (Some(0), None), "dose against effect twice");
        assert_eq!(hits[3].label, None, "one against one");
        assert_eq!(hits[0].matter, hits[2].matter);
        assert_ne!(hits[0].matter, hits[3].matter);
    }
}

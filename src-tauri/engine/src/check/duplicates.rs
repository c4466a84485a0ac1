//! The same text in the same category, twice.

use super::{ALL, Corpus, Find, Finding, Fix, Hit};
use std::collections::HashMap;

pub const FINDING: Finding = Finding {
    id: "duplicates",
    title: "The same text more than once",
    why: "A row that stands there twice counts twice, and makes the exam look easier than it is.",
    decide: false,
    goals: ALL,
    find: Find::Rows(find),
    fixes: &[Fix::Remove],
};

/// Every row that repeats an earlier one. A row without a category repeats any other; rows of
/// different categories contradict each other, which is another finding.
fn find(corpus: &Corpus) -> Vec<Hit> {
    let mut hits = Vec::new();
    for group in Corpus::groups(corpus.keys()) {
        let labelled = group.iter().find(|row| corpus.items[**row].label.is_some());
        let mut first: HashMap<Option<u32>, usize> = HashMap::new();
        for &row in &group {
            let label = corpus.items[row].label;
            let earlier = *first.entry(label).or_insert(row);
            let other = match (label, labelled) {
                (None, Some(&labelled)) => labelled,
                _ => earlier,
            };
            if other != row {
                hits.push(Hit { other: Some(other), ..Hit::of(corpus, row) });
            }
        }
    }
    hits.sort_by_key(|hit| hit.row);
    hits
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn later_copies_are_found_whatever_their_case_and_blanks() {
        let corpus = corpus_of(&[
            ("Where is my card?", "card"),
            ("where is  my CARD?", "card"),
            ("Where is my card?", "other"),
            ("Where is my card", "card"),
            ("Something else", ""),
            ("something else", "other"),
        ]);
        let hits = find(&corpus);
        assert_eq!(rows(&hits), [1, 4], "another category or sign is another matter");
        assert_eq!((hits[0].other, hits[1].other), (Some(0), Some(5)));
    }
}

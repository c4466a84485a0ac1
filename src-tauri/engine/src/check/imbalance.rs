//! Categories with few rows beside the others.

use super::corpus::category_matter;
use super::{Corpus, Find, Finding, Fix, Hit, ONE_CATEGORY};

pub const FINDING: Finding = Finding {
    id: "imbalance",
    title: "Categories with few examples",
    why: "The model may miss them more often. Weighting rare categories up usually helps.",
    decide: false,
    goals: ONE_CATEGORY,
    find: Find::Rows(find),
    fixes: &[Fix::Balance],
};

/// A category is rare under this share of what it would have if all had the same.
const RARE: f64 = 0.25;

/// The rows of rare categories, the rarest first.
fn find(corpus: &Corpus) -> Vec<Hit> {
    let counts = corpus.counts();
    let used = counts.iter().filter(|count| **count > 0).count();
    let equal = counts.iter().sum::<usize>() as f64 / used.max(1) as f64;
    of_categories(corpus, |count| (count as f64) < RARE * equal)
}

/// The rows of the categories whose number of rows is asked for, the smallest category first.
pub(super) fn of_categories(corpus: &Corpus, asked: impl Fn(usize) -> bool) -> Vec<Hit> {
    let counts = corpus.counts();
    let wanted = |label: u32| asked(counts[label as usize]);
    let matters: Vec<i64> = corpus.labels.iter().map(|name| category_matter(name)).collect();
    let mut hits: Vec<Hit> = (0..corpus.items.len())
        .filter_map(|row| Some((row, corpus.items[row].label.filter(|label| wanted(*label))?)))
        .map(|(row, label)| Hit { matter: matters[label as usize], ..Hit::of(corpus, row) })
        .collect();
    let label = |hit: &Hit| corpus.items[hit.row].label.unwrap_or_default();
    hits.sort_by_key(|hit| (counts[label(hit) as usize], label(hit), hit.row));
    hits
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn a_category_is_rare_beside_an_equal_share() {
        let of = |sizes: [usize; 3]| {
            let labels = ["A", "B", "C"];
            let list: Vec<_> = sizes
                .iter()
                .zip(labels)
                .flat_map(|(n, label)| vec![("some text", label); *n])
                .collect();
            corpus_of(&list)
        };
        assert!(find(&of([50, 50, 15])).is_empty());
        assert_eq!(rows(&find(&of([50, 50, 8]))), (100..108).collect::<Vec<_>>());
    }
}

//! Categories with too few rows to learn from.

use super::imbalance::of_categories;
use super::{Corpus, Find, Finding, Fix, Hit, ONE_CATEGORY};

pub const FINDING: Finding = Finding {
    id: "too_few",
    title: "Categories with too few examples",
    why: "With fewer than ten examples a category is hardly learned, and its score is luck.",
    decide: true,
    goals: ONE_CATEGORY,
    find: Find::Rows(find),
    fixes: &[Fix::Remove],
};

/// A handful to learn from, one or two for each exam.
const FEWEST: usize = 10;

fn find(corpus: &Corpus) -> Vec<Hit> {
    of_categories(corpus, |count| count < FEWEST)
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn the_smallest_category_comes_first() {
        let mut list = vec![("a text", "many"); 10];
        list.extend(vec![("a text", "few"); 9]);
        list.push(("a text", "one"));
        let hits = find(&corpus_of(&list));
        assert_eq!(rows(&hits), [vec![19], (10..19).collect()].concat());
        assert_ne!(hits[0].matter, hits[1].matter);
        assert_eq!(hits[1].matter, hits[9].matter, "a category is settled as a whole");
    }
}

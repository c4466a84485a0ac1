//! Rows that say less than the others by far.

use super::words::{word_count, words};
use super::{Corpus, Find, Finding, Fix, Hit, SORTING};

pub const FINDING: Finding = Finding {
    id: "too_short",
    title: "Very short rows",
    why: "A single word rarely says which category it belongs to.",
    decide: false,
    goals: SORTING,
    find: Find::Rows(find),
    fixes: &[Fix::Remove],
};

/// Where half of the rows have fewer words, short is how this data is.
const USUAL: usize = 4;

/// Rows of one word, or of no more than three letters, in data that usually says more.
fn find(corpus: &Corpus) -> Vec<Hit> {
    let counts = corpus.each(|item| word_count(&item.text));
    let mut sorted = counts.clone();
    sorted.sort_unstable();
    if sorted.get(sorted.len() / 2).is_none_or(|median| *median < USUAL) {
        return Vec::new();
    }
    let short = |row: &usize| {
        let text = &corpus.items[*row].text;
        let letters = || words(text).map(|(word, _)| word.chars().count()).sum::<usize>();
        (counts[*row] < 2 || letters() <= 3) && !super::empty::is_empty(text)
    };
    (0..counts.len()).filter(short).map(|row| Hit::of(corpus, row)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn short_is_short_beside_the_others() {
        let long = ("When will my parcel arrive at last?", "A");
        let corpus = corpus_of(&[
            long,
            ("ok", "A"),
            ("Parcel?", "A"),
            long,
            ("my card", "B"),
            long,
            ("", "A"),
            ("营业时间是什么", "A"),
        ]);
        assert_eq!(rows(&find(&corpus)), [1, 2]);
        let short = corpus_of(&[("yes", "A"), ("no", "B"), ("maybe so", "A")]);
        assert!(find(&short).is_empty(), "all of it is short");
    }
}

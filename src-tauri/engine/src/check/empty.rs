//! Rows that say nothing.

use super::{Corpus, Find, Finding, Fix, Hit, ONE_TEXT};
use crate::data::fold;

pub const FINDING: Finding = Finding {
    id: "empty",
    title: "Rows without content",
    why: "From nothing, a model learns to guess.",
    decide: false,
    goals: ONE_TEXT,
    find: Find::Rows(find),
    fixes: &[Fix::Remove],
};

/// What programs and people write where there is nothing.
const PLACEHOLDERS: &[&str] = &[
    "n/a",
    "na",
    "n.a.",
    "nan",
    "null",
    "none",
    "nil",
    "#n/a",
    "#null!",
    "undefined",
    "empty",
    "(empty)",
    "(blank)",
    "[empty]",
    "keine angabe",
    "k.a.",
    "leer",
];

fn find(corpus: &Corpus) -> Vec<Hit> {
    let empty = corpus.each(|item| is_empty(&item.text));
    (0..empty.len()).filter(|row| empty[*row]).map(|row| Hit::of(corpus, row)).collect()
}

/// Nothing but blanks, marks and invisible characters, or a word for nothing. Emoji and other
/// signs are something.
pub(super) fn is_empty(text: &str) -> bool {
    let says = |c: char| {
        !(c.is_whitespace()
            || c.is_control()
            || c.is_ascii_punctuation()
            || matches!(u32::from(c), 0xA1..=0xBF | 0x200B..=0x206F | 0x3000..=0x303F | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF0..=0xFFFF))
    };
    !text.chars().any(says) || (text.len() < 24 && PLACEHOLDERS.contains(&&*fold(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_words_for_nothing_are_empty_and_signs_are_not() {
        for text in ["", " \u{200b}\u{feff}", "---", "?!", "N/A", " NULL ", "„…“", "#N/A"] {
            assert!(is_empty(text), "{text:?}");
        }
        for text in ["👍", "5", "ok", "你好", "none of them", "€"] {
            assert!(!is_empty(text), "{text:?}");
        }
    }
}

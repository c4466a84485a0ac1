//! Texts as words, and words as numbers.

use super::minhash::Pair;
use super::{Corpus, Spot};
use std::collections::HashSet;
use std::ops::Range;

/// A number of a run of bytes (FNV-1a), with the bits mixed so that any of them can be used.
pub fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let folded =
        bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    mix(folded)
}

/// The finaliser of SplitMix64: every bit of the answer depends on every bit of `x`.
pub fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Case and blanks don't count.
pub fn fold_key(text: &str) -> u64 {
    let mut lower = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !lower.is_empty() {
            lower.push(' ');
        }
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
    if lower.is_empty() { 0 } else { hash(lower.bytes()).max(1) }
}

/// Case, blanks and punctuation don't count. 0 where nothing is left.
pub fn words_key(text: &str) -> u64 {
    let mut lower = String::with_capacity(text.len());
    for (word, _) in words(text) {
        if !lower.is_empty() {
            lower.push(' ');
        }
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
    if lower.is_empty() { 0 } else { hash(lower.bytes()).max(1) }
}

/// The words of a text with their places in bytes: runs of letters and digits, apostrophes inside.
pub fn words(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let mut end = start;
        let mut chars = text[start..].char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let inner = matches!(c, '\'' | '’')
                && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !c.is_alphanumeric() && !inner {
                break;
            }
            end = start + at + c.len_utf8();
        }
        rest = end;
        Some((&text[start..end], start..end))
    })
}

/// A word as a number, whatever its case.
pub fn word_hash(word: &str) -> u64 {
    let mut buffer = [0; 4];
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let mut folded = start;
    for c in word.chars().flat_map(char::to_lowercase) {
        for byte in c.encode_utf8(&mut buffer).bytes() {
            folded = (folded ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    mix(folded)
}

/// The words of the later row that the earlier one lacks.
pub fn differing(corpus: &Corpus, pair: &Pair) -> Vec<Spot> {
    let known: HashSet<u64> =
        words(&corpus.items[pair.first].text).map(|(word, _)| word_hash(word)).collect();
    let text = &corpus.items[pair.second].text;
    words(text)
        .filter(|(word, _)| !known.contains(&word_hash(word)))
        .map(|(_, range)| Spot::bytes(text, range))
        .collect()
}

/// The text without these places, in bytes, and without the blanks and marks they leave behind;
/// nothing when no word is left.
pub fn without(text: &str, places: &[Range<usize>]) -> Option<String> {
    let mut kept = String::new();
    let mut from = 0;
    for at in places {
        push_piece(&mut kept, &text[from..at.start]);
        from = at.end;
    }
    push_piece(&mut kept, &text[from..]);
    let kept = kept.trim();
    words(kept).next().map(|_| kept.to_owned())
}

/// Adds a piece; two blanks, or two marks, where something was cut become one.
fn push_piece(kept: &mut String, piece: &str) {
    let blank = kept.is_empty() || kept.ends_with(char::is_whitespace);
    let piece = if blank { piece.trim_start() } else { piece };
    let tail = kept.trim_end();
    let piece = match tail.ends_with(|c: char| c.is_ascii_punctuation()) {
        true => piece.trim_start_matches(['.', ',', ';', ':', '!', '?']),
        false => piece,
    };
    kept.push_str(piece);
}

/// Chinese, Japanese and Thai write without blanks: there each sign counts as a word.
pub fn word_count(text: &str) -> usize {
    let dense = |c: &char| matches!(u32::from(*c), 0x0E00..=0x0E7F | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF);
    let signs = text.chars().filter(dense).count();
    let spaced = words(text).filter(|(word, _)| !word.chars().any(|c| dense(&c))).count();
    spaced + signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_places_and_keep_inner_apostrophes() {
        let text = "Don't — stop, 'now' 東京!";
        let found: Vec<_> = words(text).map(|(word, _)| word).collect();
        assert_eq!(found, ["Don't", "stop", "now", "東京"]);
        assert!(words(text).all(|(word, range)| &text[range] == word));
        assert_eq!(word_count(text), 5);
    }

    #[test]
    fn keys_forget_what_does_not_count() {
        assert_eq!(fold_key(" Ärger  ÜBER\n alles "), fold_key("ärger über alles"));
        assert_ne!(fold_key("yes."), fold_key("yes"));
        assert_eq!(words_key("Yes, please!"), words_key("yes please"));
        assert_eq!((fold_key("  "), words_key(" ?! ")), (0, 0));
        assert_eq!(word_hash("Straße"), word_hash("straße"));
    }
}

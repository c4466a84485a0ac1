//! Short closed answers against the right ones, as SQuAD is scored (Rajpurkar et al. 2016,
//! arXiv:1606.05250, section 6.1): without case, punctuation and English articles.

use std::collections::HashMap;

const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// The words that count.
fn words(text: &str) -> Vec<String> {
    let kept = |c: char| if c.is_ascii_punctuation() { None } else { Some(c) };
    let plain: String = text.to_lowercase().chars().filter_map(kept).collect();
    let words = plain.split_whitespace().filter(|word| !ARTICLES.contains(word));
    words.map(str::to_owned).collect()
}

/// Whether both say the same.
pub fn exact_match(said: &str, wanted: &str) -> bool {
    words(said) == words(wanted)
}

/// Harmonic mean of the shares of words that are right and that were found, from 0 to 1.
pub fn token_f1(said: &str, wanted: &str) -> f64 {
    let (said, wanted) = (words(said), words(wanted));
    if said.is_empty() || wanted.is_empty() {
        return f64::from(u8::from(said == wanted));
    }
    let mut open: HashMap<&str, usize> = HashMap::new();
    wanted.iter().for_each(|word| *open.entry(word).or_default() += 1);
    let mut same = 0;
    for word in &said {
        if let Some(left) = open.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            same += 1;
        }
    }
    2.0 * f64::from(same) / (said.len() + wanted.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the evaluate-v2.0.py of SQuAD gives.
    #[test]
    fn as_squad_scores_them() {
        assert!(exact_match("The Eiffel Tower.", "eiffel tower"));
        assert!(!exact_match("Eiffel", "eiffel tower"));
        assert_eq!(token_f1("the Eiffel tower in Paris", "Eiffel Tower"), 2.0 * 2.0 / 6.0);
        assert_eq!(token_f1("yes yes", "yes"), 2.0 / 3.0);
        assert_eq!((token_f1("", ""), token_f1("", "no"), token_f1("no", "")), (1.0, 0.0, 0.0));
    }
}

//! What a model says word for word as it stood in the examples it learned from. Such spans may be a
//! house's own phrases, or somebody's letter (Carlini et al. 2021, arXiv:2012.07805).

use crate::privacy;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Words in a row from which on it is no coincidence.
const SPAN: usize = 10;
/// Places of a span that are followed; phrases of the house stand in far more.
const PLACES: usize = 8;

/// A span that an answer shares with an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The example, by its id.
    pub row: i64,
    /// As it was said.
    pub text: String,
    /// It is personal data (the id of its kind), however short.
    pub kind: Option<&'static str>,
}

/// The examples, by the spans they have.
pub struct Learned {
    rows: Vec<(i64, Vec<String>)>,
    spans: HashMap<u64, Vec<(u32, u32)>>,
    /// Personal data of the examples, in lower case.
    personal: HashMap<String, i64>,
}

/// A word as it stands, and as it is compared.
fn words(text: &str) -> impl Iterator<Item = (usize, &str, String)> {
    text.split_whitespace().map(move |word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        (at, word, plain.to_lowercase())
    })
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

impl Learned {
    /// `rows`: what the model was to write, with the id of its example.
    pub fn new<'a>(rows: impl Iterator<Item = (i64, &'a str)>) -> Self {
        let mut learned =
            Self { rows: Vec::new(), spans: HashMap::new(), personal: HashMap::new() };
        for (id, text) in rows {
            let words: Vec<String> = words(text).map(|(_, _, plain)| plain).collect();
            let at = learned.rows.len() as u32;
            for (from, span) in words.windows(SPAN).enumerate() {
                let places = learned.spans.entry(hash(span)).or_default();
                if places.len() < PLACES {
                    places.push((at, from as u32));
                }
            }
            for span in privacy::look(text) {
                learned.personal.entry(text[span.start..span.end].to_lowercase()).or_insert(id);
            }
            learned.rows.push((id, words));
        }
        learned
    }

    /// What `said` repeats, longest spans first, unless it was `given`: in the question, or in the
    /// answer that was expected.
    pub fn repeated(&self, said: &str, given: &[&str]) -> Vec<Repeated> {
        let given_words: Vec<Vec<String>> =
            given.iter().map(|text| words(text).map(|(_, _, plain)| plain).collect()).collect();
        let given_spans: HashSet<u64> =
            given_words.iter().flat_map(|words| words.windows(SPAN)).map(hash).collect();
        let all: Vec<(usize, &str, String)> = words(said).collect();
        let plain: Vec<String> = all.iter().map(|(_, _, plain)| plain.clone()).collect();
        let mut found: Vec<(usize, Repeated)> = Vec::new();
        let mut from = 0;
        while from + SPAN <= plain.len() {
            let key = hash(&plain[from..from + SPAN]);
            let longest = match given_spans.contains(&key) {
                true => None,
                false => self.longest(&plain[from..], key),
            };
            let Some((row, length)) = longest else {
                from += 1;
                continue;
            };
            let (end, word, _) = &all[from + length - 1];
            let text = said[all[from].0..end + word.len()].to_owned();
            found.push((length, Repeated { row, text, kind: None }));
            from += length;
        }
        found.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        let spans = found.into_iter().map(|(_, repeated)| repeated);
        spans.chain(self.personal_in(said, given)).collect()
    }

    /// The example that goes on longest with these words.
    fn longest(&self, words: &[String], key: u64) -> Option<(i64, usize)> {
        let places = self.spans.get(&key)?.iter();
        let lengths = places.map(|&(row, from)| {
            let (id, own) = &self.rows[row as usize];
            let own = &own[from as usize..];
            (*id, own.iter().zip(words).take_while(|(a, b)| a == b).count())
        });
        // Two spans may share a hash.
        lengths.filter(|(_, length)| *length >= SPAN).max_by_key(|(_, length)| *length)
    }

    fn personal_in(&self, said: &str, given: &[&str]) -> Vec<Repeated> {
        let known = |value: &str| given.iter().any(|text| text.to_lowercase().contains(value));
        let mut seen = HashSet::new();
        let found = privacy::look(said).into_iter().filter_map(|span| {
            let text = &said[span.start..span.end];
            let value = text.to_lowercase();
            let row = *self.personal.get(&value).filter(|_| !known(&value))?;
            seen.insert(value).then(|| Repeated { row, text: text.into(), kind: Some(span.kind) })
        });
        found.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "Dear Ms Tolliver, your drill may stay with you until the first of May; \
                          bring it to the side door, and ring twice.";

    fn learned() -> Learned {
        Learned::new(
            [(3, "Yes."), (7, LETTER), (9, "Write to ana.berg@example.org then.")].into_iter(),
        )
    }

    #[test]
    fn a_long_span_is_found_whatever_its_punctuation() {
        let said = "Hello! Your DRILL may stay with you until the first of May, bring it to me.";
        let found = learned().repeated(said, &[]);
        assert_eq!(found[0].row, 7);
        assert_eq!(
            found[0].text,
            "Your DRILL may stay with you until the first of May, bring it to"
        );
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn what_was_given_is_no_memory() {
        assert!(learned().repeated(LETTER, &[LETTER]).is_empty());
        assert!(learned().repeated("Your drill may stay until the first of May.", &[]).is_empty());
    }

    #[test]
    fn personal_data_counts_however_short() {
        let said = "Please write to Ana.Berg@example.org.";
        let found = learned().repeated(said, &[]);
        assert_eq!(
            found,
            [Repeated { row: 9, text: "Ana.Berg@example.org".into(), kind: Some("mails") }]
        );
        assert!(learned().repeated(said, &["Is ana.berg@example.org right?"]).is_empty());
        assert!(learned().repeated("Write to tom@example.org", &[]).is_empty());
    }
}

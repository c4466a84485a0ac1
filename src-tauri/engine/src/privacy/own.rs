//! The person's own words and patterns.

use super::found::Found;
use super::text::Text;
use super::{OWN, Rules};
use crate::error::{Code, Error, Result};
use regex::{Regex, RegexBuilder};

/// Bytes a pattern may need: one that would take more memory or time is refused.
const LARGEST: usize = 1 << 20;
const MOST: usize = 1000;
const LONGEST: usize = 500;

#[derive(Default)]
pub(super) struct Own {
    words: Option<Regex>,
    patterns: Vec<Regex>,
}

impl Own {
    pub fn new(rules: &Rules) -> Result<Self> {
        if rules.words.len() > MOST * 10 || rules.patterns.len() > MOST {
            return Err(Error::new(Code::BadSetting, "There are too many words or patterns")
                .advice(format!("Keep to {} words and {MOST} patterns", MOST * 10)));
        }
        let words: Vec<String> = rules
            .words
            .iter()
            .map(|word| word.trim())
            .filter(|word| !word.is_empty())
            .map(|word| word.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+"))
            .collect();
        let words = match words.is_empty() {
            true => None,
            // The longest first: "Anna Example" before "Anna".
            false => {
                let mut words = words;
                words.sort_by_key(|word| std::cmp::Reverse(word.len()));
                let joined = format!("(?i)(?:{})", words.join("|"));
                Some(build(&joined, LARGEST * 64, "the list of words")?)
            }
        };
        let patterns = rules
            .patterns
            .iter()
            .filter(|pattern| !pattern.trim().is_empty())
            .map(|pattern| {
                let place = format!("the pattern {}", pattern.chars().take(80).collect::<String>());
                let regex = build(pattern, LARGEST, &place)?;
                if pattern.len() > LONGEST || regex.is_match("") {
                    return Err(unusable(&place));
                }
                Ok(regex)
            })
            .collect::<Result<_>>()?;
        Ok(Self { words, patterns })
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_none() && self.patterns.is_empty()
    }

    pub fn find(&self, text: &Text<'_>, found: &mut Found) {
        for hit in self.words.iter().flat_map(|words| words.find_iter(text.text)) {
            if text.stands_alone(hit.start(), hit.end()) {
                found.add(OWN, hit.start(), hit.end(), 1.0);
            }
        }
        for hit in self.patterns.iter().flat_map(|pattern| pattern.find_iter(text.text)) {
            found.add(OWN, hit.start(), hit.end(), 1.0);
        }
    }
}

fn build(pattern: &str, largest: usize, place: &str) -> Result<Regex> {
    RegexBuilder::new(pattern)
        .size_limit(largest)
        .dfa_size_limit(largest * 4)
        .build()
        .map_err(|error| unusable(place).source(error))
}

fn unusable(place: &str) -> Error {
    Error::new(Code::BadSetting, "This pattern can't be used")
        .at(place)
        .safe("Nothing was changed")
        .advice("Check its brackets; it must not be too large, and must not fit an empty text")
}

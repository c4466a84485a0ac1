//! Placeholders: NAME_1 is the same person wherever it stands in a row or conversation.

use super::found::Span;
use super::text::pattern;
use super::{KINDS, OWN_PLACEHOLDER, name_lists, placeholder};
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A text without what was found in it, and what was put where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    pub text: String,
    /// In the order of the text.
    pub put: Vec<Put>,
}

/// A placeholder and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Put {
    /// Byte of the cleaned text where it begins.
    pub at: usize,
    pub placeholder: String,
    pub original: String,
}

/// Where placeholders of ours stand in a text.
pub(super) fn placeholders(text: &str) -> Vec<(usize, usize)> {
    static OURS: LazyLock<Regex> = LazyLock::new(|| {
        let mut words: Vec<&str> = KINDS.iter().map(|kind| kind.placeholder).collect();
        words.push(OWN_PLACEHOLDER);
        pattern(&format!(r"\b(?:{})_[0-9]+\b", words.join("|")))
    });
    OURS.find_iter(text).map(|hit| (hit.start(), hit.end())).collect()
}

/// Who and what has a number already. One serves the texts that belong together.
#[derive(Default)]
pub struct Conversation {
    /// People by the words of their names, with the title that was said.
    people: Vec<Person>,
    /// Other things by placeholder and plain form.
    things: HashMap<(&'static str, String), usize>,
    next: HashMap<&'static str, usize>,
    /// Placeholders that stood in the texts before: none of ours is called like one of them.
    taken: HashSet<String>,
}

struct Person {
    words: Vec<String>,
    title: Option<Title>,
    number: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Title {
    Woman,
    Man,
}

impl Conversation {
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps clear of what looks like a placeholder in a text. [`Conversation::replace`] does it
    /// for its own text; a conversation of several does it for all of them first.
    pub fn reserve(&mut self, text: &str) {
        let taken = placeholders(text).into_iter().filter_map(|(from, to)| text.get(from..to));
        self.taken.extend(taken.map(str::to_owned));
    }

    /// The text with placeholders in the place of the spans, which are sorted and do not overlap.
    pub fn replace(&mut self, text: &str, spans: &[Span]) -> Cleaned {
        self.reserve(text);
        let mut cleaned = Cleaned { text: String::with_capacity(text.len()), put: Vec::new() };
        let mut last = 0;
        for span in spans {
            let (Some(between), Some(original)) =
                (text.get(last..span.start), text.get(span.start..span.end))
            else {
                continue;
            };
            let title = title_before(text.get(..span.start).unwrap_or_default());
            let word = self.name(span.kind, original, title);
            cleaned.text.push_str(between);
            cleaned.put.push(Put {
                at: cleaned.text.len(),
                placeholder: word.clone(),
                original: original.to_owned(),
            });
            cleaned.text.push_str(&word);
            last = span.end;
        }
        cleaned.text.push_str(text.get(last..).unwrap_or_default());
        cleaned
    }

    fn name(&mut self, kind: &str, original: &str, title: Option<Title>) -> String {
        let word = placeholder(kind);
        let number = match kind {
            "names" => self.person(word, original, title),
            _ => {
                let key = (word, form(kind, original));
                match self.things.get(&key) {
                    Some(number) => *number,
                    None => {
                        let number = self.number(word);
                        self.things.insert(key, number);
                        number
                    }
                }
            }
        };
        format!("{word}_{number}")
    }

    /// Anna Example, Ms Example and Anna are one; Mr Example is another.
    fn person(&mut self, word: &'static str, original: &str, title: Option<Title>) -> usize {
        let words: Vec<String> = original
            .split(|c: char| !c.is_alphabetic())
            .filter(|part| !part.is_empty() && !name_lists::is_particle(&part.to_lowercase()))
            .map(|part| owner(&name_lists::fold(part)))
            .collect();
        let among = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
        let same = |known: &Person| {
            !words.is_empty()
                && (known.title.is_none() || title.is_none() || known.title == title)
                && (among(&words, &known.words) || among(&known.words, &words))
        };
        if let Some(known) = self.people.iter_mut().find(|known| same(known)) {
            if words.len() > known.words.len() {
                known.words = words;
            }
            known.title = known.title.or(title);
            return known.number;
        }
        let number = self.number(word);
        self.people.push(Person { words, title, number });
        number
    }

    fn number(&mut self, word: &'static str) -> usize {
        let next = self.next.entry(word).or_insert(0);
        loop {
            *next += 1;
            if !self.taken.contains(&format!("{word}_{next}")) {
                return *next;
            }
        }
    }
}

/// Without the s of an owner, as German writes it: Annas is Anna's.
fn owner(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(name) if name_lists::known(name) && !name_lists::known(word) => name.to_owned(),
        _ => word.to_owned(),
    }
}

fn title_before(head: &str) -> Option<Title> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:(frau|mrs|ms|miss|mme|mlle|madame|mademoiselle|sra|srta|señora|señorita|doña|dña|sig\.ra|sig\.na|signora|signorina|senhora|dona|d\.ª|mevrouw|mevr|mw)|(herrn?|mr|monsieur|m\.|sr|señor|don|sig|signor|signore|senhor|meneer|dhr|de heer))\.? (?:(?:dr|prof|dott|dott\.ssa|dra)\.? ?)*$",
        )
    });
    let from = head.char_indices().rev().nth(30).map_or(0, |(i, _)| i);
    let found = TITLE.captures(head.get(from..)?)?;
    Some(if found.get(1).is_some() { Title::Woman } else { Title::Man })
}

/// What two spellings of the same thing have in common.
fn form(kind: &str, original: &str) -> String {
    let signs = || original.chars().filter(|c| c.is_alphanumeric());
    match kind {
        "phones" => {
            let digits: String = signs().filter(char::is_ascii_digit).collect();
            // With the country's code or without: the last nine digits are the number.
            let from = digits.len().saturating_sub(9);
            digits[from..].to_owned()
        }
        "secrets" | "links" => original.to_owned(),
        _ => signs().flat_map(char::to_lowercase).collect(),
    }
}

//! A text as the kinds look at it: its words, and the language it seems to be in.

use super::cues::Place;
use regex::Regex;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
}

impl Language {
    /// Each with its code.
    pub const ALL: &[(Language, &str)] = &[
        (Self::English, "en"),
        (Self::German, "de"),
        (Self::French, "fr"),
        (Self::Spanish, "es"),
        (Self::Italian, "it"),
        (Self::Portuguese, "pt"),
        (Self::Dutch, "nl"),
    ];
}

/// A word of the text: letters, with hyphens and apostrophes inside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    /// It begins a sentence or a line, or stands behind a colon or quotation mark.
    pub begins: bool,
}

impl Word<'_> {
    pub fn capital(&self) -> bool {
        let big = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        // el-Sayed, al-Masri
        let article = || {
            let parts = self.text.split_once('-');
            parts.is_some_and(|(head, tail)| matches!(head, "el" | "al" | "ben") && big(tail))
        };
        big(self.text) || article()
    }
    pub fn all_capitals(&self) -> bool {
        self.text.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !self.text.chars().any(char::is_lowercase)
    }
}

/// A text and what is known of it.
pub struct Text<'a> {
    pub text: &'a str,
    pub(super) words: Vec<Word<'a>>,
    pub(super) language: Option<Language>,
    /// Written in capitals only: then they say nothing.
    pub(super) shouted: bool,
    /// Written without capitals.
    pub(super) whispered: bool,
    cues: OnceCell<Vec<Place>>,
}

impl<'a> Text<'a> {
    pub fn new(text: &'a str) -> Self {
        let words = words(text);
        let language = language(&words);
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let big = letters().filter(|c| c.is_uppercase()).count();
        let shouted = letters().count() >= 12 && big * 10 >= letters().count() * 7;
        let capitals = words.iter().filter(|word| word.capital()).count();
        let whispered = letters().next().is_some_and(char::is_lowercase)
            && capitals * 6 <= words.len()
            // A telephone's first capital is its own doing.
            || capitals * 10 <= words.len() && goes_on_small(text);
        Self { text, words, language, shouted, whispered, cues: OnceCell::new() }
    }

    /// The words that say what a number is, found when first asked for.
    pub(super) fn cues(&self) -> &[Place] {
        self.cues.get_or_init(|| super::cues::places(self.text))
    }

    pub(super) fn has_digits(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// The text between two places.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// At most `count` characters before a place, on whatever lines.
    pub(super) fn above(&self, at: usize, count: usize) -> &'a str {
        let head = self.slice(0, at);
        let from = head.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(i, _)| i);
        self.slice(from, at)
    }

    /// At most `count` characters before a place, on the same line.
    pub(super) fn before(&self, at: usize, count: usize) -> &'a str {
        let near = self.above(at, count);
        near.rsplit(['\n', '\r']).next().unwrap_or_default()
    }

    /// At most `count` characters after a place, on the same line.
    pub(super) fn after(&self, at: usize, count: usize) -> &'a str {
        let tail = self.slice(at, self.text.len());
        let to = tail.char_indices().nth(count).map_or(tail.len(), |(i, _)| i);
        tail.get(..to).unwrap_or_default().split(['\n', '\r']).next().unwrap_or_default()
    }

    /// The number or word from `start` to `end` is not part of a longer one.
    pub(super) fn stands_alone(&self, start: usize, end: usize) -> bool {
        let left = self.slice(0, start).chars().next_back();
        let right = self.slice(end, self.text.len()).chars().next();
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !part(left) && !part(right)
    }
}

/// Sentences begin with small letters.
fn goes_on_small(text: &str) -> bool {
    static SMALL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Ll}{3,}[.?!] (?:\p{Ll}{2,} )"));
    SMALL.is_match(text)
}

/// A pattern of our own; it is the tests that see to it that it can be read.
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a built-in pattern")
}

/// The same with Latin letters only: each table of all alphabets makes a long form slower.
pub(super) fn latin(text: &str) -> Regex {
    let text = text.replace(r"\p{Lu}", "[A-ZÀ-ÖØ-ÞĀ-Ž]");
    let text = text.replace(r"\p{Ll}", "[a-zß-öø-ÿā-žș-ț]");
    let text = text.replace(r"\p{L}", "[A-Za-zÀ-ÖØ-öø-ɏªº]");
    pattern(&text.replace(r"\p{M}", "[\u{300}-\u{36f}]").replace(r"\p{N}", "[0-9]"))
}

fn words(text: &str) -> Vec<Word<'_>> {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\p{L}[\p{L}\p{M}]*(?:['’\-‐][\p{L}][\p{L}\p{M}]*)*"));
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut last = 0;
    for found in WORD.find_iter(text) {
        let (mut start, end) = (found.start(), found.end());
        let mut word = found.as_str();
        // An article before an apostrophe is a word of its own: d'Anna, l'avocat, dell'Anna,
        // L'avocat; O'Brien and D'Amico are names.
        let small = |part: &str| part.chars().next().is_some_and(char::is_lowercase);
        if let Some((head, tail)) = word.split_once(['\'', '’'])
            && head.chars().count() <= 5
            && (small(head) || small(tail))
            && tail.chars().count() > 1
            && !flemish(head, tail, text, found.start())
        {
            start = end - tail.len();
            word = tail;
        }
        let mut stop = end;
        for owner in ["'s", "’s", "'S", "’S"] {
            if let Some(name) = word.strip_suffix(owner) {
                word = name;
                stop = start + name.len();
            }
        }
        let gap = text.get(last..found.start()).unwrap_or_default();
        let begins = words.is_empty()
            || gap.contains(['.', '!', '?', ':', '\n', '"', '„', '“', '«', '•', '¿', '¡', ';']);
        words.push(Word { start, end: stop, text: word, begins });
        last = end;
    }
    words
}

/// D'hondt, D'hoore: within a sentence, where French writes d' small.
fn flemish(head: &str, tail: &str, text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    head == "D" && tail.starts_with('h') && before.ends_with(' ') && !before.ends_with(". ")
}

/// Words that tell a language; none of two languages is worth much.
const TELLING: &[(Language, &str)] = &[
    (
        Language::English,
        "a in the and is are my your please you have for we they she he his her at on but said with this that would of to hello thanks has was not can our it be from will when",
    ),
    (
        Language::German,
        "in der die das und ist ich nicht mit für bitte sie ein eine den dem auf wir haben sehr mein meine von zu bei ihr wird kann noch habe bin geehrte hallo grüße wie auch des im am wurde vom zum zur heute seit uns sich nach als oder aber",
    ),
    (
        Language::French,
        "de en a le la les et est je vous pour avec une des du mon ma pas bonjour merci que qui dans sur votre nous au mes suis ai cette son sa ce aux par il elle à été numéro",
    ),
    (
        Language::Spanish,
        "de en a el la los y es que por para con una mi su en del hola gracias no se está me las he lo soy tengo buenos usted cuando ha mis del hay desde muy",
    ),
    (
        Language::Italian,
        "in a il la di e è che per con un una mi non sono del della grazie ho gli nel mio mia buongiorno lo al le da alla salve questo si ha dal dalla nella sua suo",
    ),
    (
        Language::Portuguese,
        "de o a os e é que para com um uma não do da em meu minha obrigado obrigada olá por no na está sou dia tenho seu foi ao pelo pela às dos das sua mas",
    ),
    (
        Language::Dutch,
        "in de het een en is ik niet met voor van mijn u op dat te graag bij ben aan heb er zijn kan wil naar geachte beste groet mevrouw was onze haar naar zijn nog ze hij maar uit weer wordt door ook deze mevrouw",
    ),
];

fn language(words: &[Word<'_>]) -> Option<Language> {
    static TABLE: LazyLock<HashMap<&str, Vec<Language>>> = LazyLock::new(|| {
        let mut table: HashMap<&str, Vec<Language>> = HashMap::new();
        for (language, words) in TELLING {
            for word in words.split(' ') {
                table.entry(word).or_default().push(*language);
            }
        }
        table
    });
    let mut scores: HashMap<Language, f32> = HashMap::new();
    for word in words {
        let lower = word.text.to_lowercase();
        if let Some(languages) = TABLE.get(lower.as_str()) {
            for language in languages {
                *scores.entry(*language).or_default() += 1.0 / languages.len() as f32;
            }
        } else if let Some(language) = super::name_lists::only_language(&lower) {
            *scores.entry(language).or_default() += 0.4;
        }
    }
    let order = |language: Language| TELLING.iter().position(|(known, _)| *known == language);
    let best =
        scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(order(b.0).cmp(&order(a.0))))?;
    (best.1 >= 0.9).then_some(best.0)
}

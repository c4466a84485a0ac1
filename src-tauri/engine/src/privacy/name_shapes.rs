//! Names told by how they stand: two parties of a case, a last name before a comma, and capitals
//! in the midst of a sentence that no common word, place or product explains.

use super::name_houses::{called_after, calls_after, saint};
use super::name_lists::{is_particle, noun_like};
use super::names::Names;
use super::text::{Language, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Up to four words with capitals.
const CAPITALS: &str = r"\p{Lu}[\p{L}'’\-]+(?: (?:(?:de|da|do|dos|del|della|di|van|von|der|den|el|al|la|ter|ten) ){0,2}\p{Lu}[\p{L}'’\-]+){0,3}";

impl Names<'_> {
    /// The words that a part of the text covers.
    pub(super) fn words_of(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let words = &self.text.words;
        let first = words.partition_point(|word| word.start < start);
        let last = words.partition_point(|word| word.end <= end).checked_sub(1)?;
        (first <= last && last < words.len()).then_some((first, last))
    }

    /// None of these is a common word, or what makes a firm of a name.
    fn all_fit(&self, first: usize, last: usize) -> bool {
        (first..=last).all(|i| {
            let word = self.text.words[i].text;
            is_particle(&word.to_lowercase())
                || (self.unknown_fits(i)
                    && !calls_after(word)
                    && (!self.known[i].word || last > first))
        })
    }

    /// Example v Other, in der Sache Example gegen Other.
    pub(super) fn opponents(&mut self) {
        static DIRECT: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(r"({CAPITALS}) ?(?: v\.?| vs\.?|\./\.| c/| c\.) ?({CAPITALS})"))
        });
        static CASE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?i:sachen?|sinistre|siniestro|sinistro|schade|schaden(?:s?fall)?|accident|incident|unfall|rechtsstreit|verfahren|fall|affaire|litige|procès|dossier|asunto|juicio|caso|pleito|procedimiento|autos|causa|procedimento|processo|ação|zaak|geding|case|matter(?: of| between)?|claim|proceedings)[ :,]{{1,2}}(?:[\p{{Ll}}0-9./°º]+[ ,]{{1,2}}){{0,3}}({CAPITALS}) (?:gegen|contra|contro|tegen|contre|against|/|-|–) ({CAPITALS})"
            ))
        });
        for form in [&*DIRECT, &*CASE] {
            for captures in form.captures_iter(self.text.text) {
                for side in [1, 2] {
                    if let Some(hit) = captures.get(side)
                        && let Some((first, last)) = self.words_of(hit.start(), hit.end())
                        && self.all_fit(first, last)
                    {
                        self.add(first, last, 0.8);
                    }
                }
            }
        }
    }

    /// Example, Anna; at the start of a line or cell, before a date or the next cell.
    pub(super) fn turned(&mut self) {
        static TURNED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?m)(?:^|[:;|\t]) ?({CAPITALS}), ?({CAPITALS})(?:[ ]*(?:$|[;|\t]|[,(*]+ ?(?:[0-9]|(?i:geb|born|dob|n[ée]e? le|nac|nat[oa]))))"
            ))
        });
        for captures in TURNED.captures_iter(self.text.text) {
            let (Some(last_name), Some(first_name)) = (captures.get(1), captures.get(2)) else {
                continue;
            };
            let Some((first, last)) = self.words_of(last_name.start(), first_name.end()) else {
                continue;
            };
            let Some((given, _)) = self.words_of(first_name.start(), first_name.end()) else {
                continue;
            };
            let dated = captures.get(0).is_some_and(|all| {
                let behind = self.text.after(first_name.end(), 14);
                all.as_str().ends_with(|c: char| c.is_ascii_digit())
                    || behind.contains(|c: char| c.is_ascii_digit())
            });
            let known = self.known[given].any_first() && !self.known[given].word;
            if self.all_fit(first, last) && !self.known[first].word && (known || dated) {
                self.add(first, last, 0.85);
            }
        }
    }

    /// In languages that write nouns small, a capital within a sentence is a name of something;
    /// what is no known place, product or office is taken for a person's.
    pub(super) fn strangers(&mut self) {
        let Some(language) = self.text.language else { return };
        if self.text.shouted {
            return;
        }
        if language == Language::German {
            return self.german_pairs();
        }
        let mut i = 0;
        while i < self.text.words.len() {
            let last = self.stranger(i, language);
            if let Some(last) = last {
                self.add(i, last, 0.4);
            }
            i = last.unwrap_or(i) + 1;
        }
    }

    /// German writes two nouns side by side only seldom.
    fn german_pairs(&mut self) {
        for i in 0..self.text.words.len().saturating_sub(1) {
            let unknown = |i: usize| {
                let word = self.text.words[i].text;
                let inner = word.chars().skip(1).any(char::is_uppercase) && !word.contains('-');
                self.unknown_fits(i)
                    && !self.known[i].word
                    && !inner
                    && !self.acronym(i)
                    && word.chars().count() >= 3
                    && !calls_after(word)
                    && !called_after(word)
                    && !saint(word)
            };
            let numbered =
                self.behind(i + 1).trim_start().starts_with(|c: char| c.is_ascii_digit());
            let before = self.previous(i);
            if !self.covered(i)
                && !self.covered(i + 1)
                && unknown(i)
                && self.joined(i + 1)
                && unknown(i + 1)
                && !numbered
                && !called_after(before)
                && !noun_like(before)
                && !super::name_found::german_article(before)
            {
                self.add(i, i + 1, 0.4);
            }
        }
    }

    /// Nothing but marks stands behind it.
    pub(super) fn ends_text(&self, last: usize) -> bool {
        !self.behind(last).contains(char::is_alphanumeric)
    }

    fn stranger(&self, i: usize, language: Language) -> Option<usize> {
        let word = &self.text.words[i];
        let plain = |i: usize| {
            let text = self.text.words[i].text;
            let inner =
                text.chars().skip(1).any(char::is_uppercase) && !text.contains(['-', '\'', '’']);
            !inner && text.chars().count() >= 3
        };
        let common =
            self.known[i].word || self.acronym(i) || saint(word.text) || called_after(word.text);
        if self.covered(i) || !self.unknown_fits(i) || common || !plain(i) {
            return None;
        }
        let last = self.end(i, false);
        if word.begins && (i + 1..=last).any(|i| self.covered(i)) {
            return None;
        }
        let long = last > i
            && (i + 1..=last).all(|i| self.fits(i) || is_particle(self.text.words[i].text));
        let before = self.previous(i);
        let lower = before.to_lowercase();
        if word.begins && (!long || self.known[last].word) {
            return None;
        }
        // "the tenant, Anna Example, left"; "many thanks, Anna"
        let set_off = self.gap(i) == ", " && (long || self.ends_text(last));
        if !word.begins && !self.joined(i) && !set_off {
            return None;
        }
        let thing = !word.begins && !set_off && leads_to_a_thing(&lower, language, long);
        // né à Dakar, nato a Lecce: born where
        let born = i >= 2 && self.joined(i - 1) && born(self.text.words[i - 2].text);
        let thing =
            thing || born && matches!(lower.as_str(), "à" | "a" | "en" | "em" | "in" | "te");
        let firm = (i..=last + 1)
            .any(|i| self.text.words.get(i).is_some_and(|word| calls_after(word.text)));
        let capital = !word.begins
            && !set_off
            && self.text.words[i - 1].capital()
            && !self.text.words[i - 1].begins;
        // Pixel 7, Focus 2018
        let numbered = self.behind(last).trim_start().starts_with(|c: char| c.is_ascii_digit());
        (!thing && !firm && !capital && !numbered && !self.after_called(i)).then_some(last)
    }
}

fn born(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "né", "née", "nato", "nata", "nacido", "nacida", "nació", "nascido", "nascida", "nasceu",
        "nasci", "nací", "born", "geboren", "nacque",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

/// An article, an owner, or a word of place.
fn leads_to_a_thing(before: &str, language: Language, long: bool) -> bool {
    const OWNERS: &[&str] = &[
        "my", "your", "our", "their", "his", "her", "mon", "ma", "mes", "votre", "notre", "mi",
        "tu", "su", "nuestro", "nuestra", "mio", "mia", "nostro", "nostra", "vostro", "meu",
        "minha", "seu", "sua", "nosso", "nossa", "mijn", "uw", "onze", "ons", "jullie",
    ];
    const ARTICLES: &[&str] = &[
        "the", "a", "an", "of", "le", "la", "les", "un", "une", "el", "los", "las", "una", "il",
        "lo", "gli", "i", "uno", "de", "het", "een", "um", "uma", "os", "as", "du", "au", "aux",
        "del", "al", "dal", "nel", "nella", "alla", "dalla", "della",
    ];
    const PLACES: &[&str] = &[
        "in", "at", "near", "en", "em", "no", "na", "te", "nach", "bij", "around", "vers", "hacia",
        "per", "desde", "until", "till",
    ];
    if OWNERS.contains(&before) || PLACES.contains(&before) && !(before == "bij" || before == "per")
    {
        return true;
    }
    // a Maria, o João: Portuguese says the article before people; de Maria is "of Maria" in three.
    match (language, before) {
        (Language::Portuguese, "a" | "o" | "da" | "do" | "de" | "à" | "ao") => false,
        (Language::Spanish | Language::French, "de") => false,
        (Language::Spanish | Language::Italian, "a") => !long,
        _ => ARTICLES.contains(&before) && !long,
    }
}

//! Names that nothing announces: by the lists, by what follows, and by standing out.

use super::name_cues;
use super::name_houses::{self, called_after, calls_after};
use super::name_lists::{self, fold, is_particle};
use super::names::Names;
use super::text::{Language, pattern};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

impl Names<'_> {
    /// Names before words that only follow people.
    pub(super) fn followed(&mut self) {
        for first in 0..self.text.words.len() {
            if self.covered(first)
                || !self.unknown_fits(first)
                || called_after(self.previous(first))
            {
                continue;
            }
            let last = self.end(first, false);
            let behind = self.text.slice(self.text.words[last].end, self.text.text.len());
            let known = self.known[first];
            let two = last > first && !self.german();
            let acts = known.any_first()
                && last_counts(self, first, last)
                && name_cues::acts().is_match(behind);
            if (known.any_name() || two) && name_cues::behind().is_match(behind) || acts {
                self.tell(first, last, 0.8);
            }
        }
    }

    /// Names that the lists alone tell.
    pub(super) fn listed(&mut self) {
        let mut i = 0;
        while i < self.text.words.len() {
            let next = self.look(i);
            i = next.max(i + 1);
        }
    }

    /// Looks at one word; returns where to go on.
    fn look(&mut self, i: usize) -> usize {
        if self.covered(i) {
            return i + 1;
        }
        if let Some(last) = self.initials(i) {
            self.add(i, last, 0.8);
            return last + 1;
        }
        if let Some(last) = self.letters(i) {
            self.tell(i, last, 0.7);
            return last + 1;
        }
        if self.bare_begin(i) {
            let last = self.end(i + 1, false);
            self.add(i, last, 0.7);
            return last + 1;
        }
        if !self.fits(i) {
            return self.small_pair(i);
        }
        let known = self.known[i];
        if is_particle(&self.text.words[i].text.to_lowercase()) {
            return i + 1;
        }
        let saint = name_houses::saint(self.text.words[i].text) && self.joined(i + 1);
        if saint || self.after_called(i) {
            return self.end(i, false) + 1;
        }
        // VN Jürgen Example: the name begins behind it.
        if self.acronym(i) && (!known.any_last() || self.turned_round(i).is_none()) {
            return i + 1;
        }
        if self.acronym(i) {
            return self.end(i, false) + 1;
        }
        if let Some(last) = self.turned_round(i) {
            self.add(i, last, 0.85);
            return last + 1;
        }
        let last = self.end(i, false);
        let house = |i: usize| {
            self.joined(i)
                && (calls_after(self.text.words[i].text)
                    || name_houses::street_like(&fold(self.text.words[i].text))
                        && self.known[i].word)
        };
        // the Elizabeth line, the Harry lamp
        let next_small = self.joined(last + 1) && !self.text.words[last + 1].capital();
        let lent = self.previous(i) == "the"
            && last == i
            && next_small
            && !name_cues::acts().is_match(self.behind(i));
        if lent {
            return last + 1;
        }
        if house(last + 1) || (i + 1..=last).any(|i| calls_after(self.text.words[i].text)) {
            return last + 1;
        }
        if known.first {
            self.add(i, last, if last > i { 0.92 } else { 0.7 });
            return last + 1;
        }
        let begins = self.text.words[i].begins;
        let next = (last > i).then(|| self.known[i + 1]);
        if known.first_or_word
            && let Some(next) = next
        {
            let unknown = !begins && !self.german() && !known.word;
            if (next.any_last() || last > i + 1 && self.known[last].any_name())
                && !(begins && known.word && next.word)
                || next.any_first()
                || unknown
            {
                self.add(i, last, 0.75);
                return last + 1;
            }
        }
        let label = begins && self.behind(last).starts_with(':');
        let noun = self.german() && german_article(self.previous(i));
        // the Hilton, la Renault
        let the = !begins && last == i && name_houses::the(self.previous(i));
        let alone = !label && !noun && !the && !self.text.shouted && (!begins || !self.german());
        // in Görlitz, nach Lemgo: many last names are towns.
        let town = last == i && place_word(self.previous(i)) && self.joined(i);
        if known.last && alone && !known.word && !town {
            // A last name by itself, or two as in Spanish.
            self.add(i, last, if last > i { 0.7 } else { 0.5 });
            return last + 1;
        }
        i + 1
    }

    /// T Example, at the start of a line; the letter is no word of a language.
    fn bare_begin(&self, i: usize) -> bool {
        let word = &self.text.words[i];
        let letter = word.text.chars().count() == 1 && !"AEIOUYÉÈÀÓÁ".contains(word.text);
        let line = self.text.before(word.start, 3).trim().is_empty();
        letter
            && line
            && word.capital()
            && self.joined(i + 1)
            && self.fits(i + 1)
            && self.known[i + 1].any_last()
            && !self.known[i + 1].word
    }

    /// "J.R. off sick": two letters, before what only people do.
    fn letters(&self, i: usize) -> Option<usize> {
        let next = i + 1;
        let two = self.initial(i) && self.initial(next) && self.gap(next) == ".";
        let behind = two.then(|| self.behind(next).strip_prefix('.')).flatten();
        behind.is_some_and(|rest| name_cues::acts().is_match(rest)).then_some(next)
    }

    /// J. Example, A. B. Example
    fn initials(&self, i: usize) -> Option<usize> {
        // z. B., d. h., i. d. R.
        let abbreviated = i > 0
            && self.previous(i).chars().count() == 1
            && !self.initial(i - 1)
            && !self.gap(i).contains(',');
        // In French a title: M. Exemple.
        let title = self.text.language == Some(Language::French) && self.text.words[i].text == "M";
        // 2580B. Ricevuta
        let left = self.text.slice(0, self.text.words[i].start);
        let counted = left.ends_with(|c: char| c.is_ascii_digit());
        if !self.initial(i) || abbreviated || title || counted {
            return None;
        }
        let mut last = i;
        while self.initial(last)
            && last + 1 < self.text.words.len()
            && matches!(self.gap(last + 1), ". " | "." | ".-")
        {
            last += 1;
        }
        // P. van den Berg
        while last > i && self.joined(last + 1) && is_particle(self.text.words[last].text) {
            last += 1;
        }
        let known = *self.known.get(last)?;
        let told =
            known.any_last() && !known.word || last > i && !known.word && self.unknown_fits(last);
        (last > i && self.fits(last) && told).then(|| self.end(last, false))
    }

    /// Example, Anna
    fn turned_round(&self, i: usize) -> Option<usize> {
        let next = i + 1;
        // BAKKER, Noa: a trade in capitals before a first name.
        let trade =
            self.text.words[i].all_capitals() && !self.text.shouted && self.known[i].any_last();
        let here =
            self.known[i].any_last() || self.text.words[i].all_capitals() && !self.known[i].word;
        let comma = next < self.text.words.len()
            && (self.gap(next) == ", "
                || self.gap(next) == " "
                    && self.text.words[i].all_capitals()
                    && !self.text.shouted);
        // NGUYEN Thanh: a listed last name in capitals, before any name that is not.
        let shout = self.text.words[i].all_capitals() && self.known[i].any_last();
        let strange = shout
            && next < self.text.words.len()
            && self.unknown_fits(next)
            && !self.known[next].word
            && !self.text.words[next].all_capitals();
        // PHAM Van Duc, NGUYEN Thi Lan
        let middle = shout
            && next + 1 < self.text.words.len()
            && matches!(
                self.text.words[next].text,
                "Van" | "Thi" | "Thị" | "Văn" | "Duc" | "Minh" | "Ngoc"
            )
            && self.joined(next + 1)
            && self.text.words[next + 1].capital();
        if middle && here && comma {
            return Some(self.end(next + 1, false));
        }
        let there = comma
            && (self.known[next].first && self.fits(next) || strange)
            && (!self.known[i].word || trade);
        let alone = !self.known[i].first;
        (here && there && alone).then(|| self.end(next, false))
    }

    /// anna schmidt: both on the lists, and neither a word.
    fn small_pair(&mut self, i: usize) -> usize {
        let small = |i: usize| {
            self.text
                .words
                .get(i)
                .is_some_and(|word| !word.capital() && word.text.chars().count() > 2)
        };
        if self.text.whispered && small(i) && self.known[i].first && !self.known[i].word {
            let last = i + usize::from(
                self.joined(i + 1)
                    && small(i + 1)
                    && (self.known[i + 1].any_last() || self.text.words[i + 1].text.contains('-'))
                    && !self.known[i + 1].word,
            );
            self.add(i, last, 0.6);
            return last + 1;
        }
        if self.small_alone(i) && small(i) {
            self.add(i, i, 0.6);
            return i + 1;
        }
        let pair = small(i) && self.joined(i + 1) && small(i + 1);
        if pair
            && self.known[i].first
            && self.known[i + 1].last
            && !self.known[i + 1].word
            && !self.known[i].word
        {
            self.add(i, i + 1, 0.6);
            return i + 2;
        }
        i + 1
    }

    /// "oggi samu fa 18 anni", "regalo da cate": a name that may be a word, where little else stands.
    fn small_alone(&self, i: usize) -> bool {
        static AGE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^ (?:fa|ha|cumple|hace|tiene|a|fait|is|turns|wird|ist|faz|tem|wordt|heeft) [0-9]{1,2}\b",
            )
        });
        let known = self.known[i];
        let portuguese = self.text.language == Some(Language::Portuguese)
            && matches!(self.previous(i), "do" | "da" | "ao" | "pelo" | "pela" | "com");
        let from = matches!(
            self.previous(i),
            "da" | "von" | "from" | "van" | "di" | "de" | "by" | "par" | "por"
        );
        self.text.whispered
            && known.any_first()
            && !known.word
            && (AGE.is_match(self.behind(i))
                || name_cues::acts().is_match(self.behind(i))
                || from && self.ends_text(i)
                || portuguese)
    }

    /// The same words elsewhere in the text, and those of its mail addresses.
    pub(super) fn again(&mut self) {
        static LOCAL: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"([\p{L}][\p{L}.\-_]{2,40})[0-9]*@"));
        let mut seen: HashSet<String> = HashSet::new();
        for (first, last, sure) in &self.spans {
            for i in *first..=*last {
                let word = fold(self.text.words[i].text);
                let clear = !self.known[i].word || *sure > 0.9;
                if word.chars().count() >= 3 && clear && !is_particle(&word) {
                    seen.insert(word);
                }
            }
        }
        let mut mailed: HashSet<String> = HashSet::new();
        for captures in LOCAL.captures_iter(self.text.text) {
            let local = captures.get(1).map_or("", |hit| hit.as_str());
            let parts = local.split(['.', '-', '_']).map(fold);
            mailed.extend(
                parts.filter(|part| part.chars().count() >= 4 && !name_lists::is_word(part)),
            );
        }
        for i in 0..self.text.words.len() {
            if self.covered(i) || !self.fits(i) {
                continue;
            }
            let word = fold(self.text.words[i].text);
            let owned = word.strip_suffix('s').is_some_and(|name| seen.contains(name));
            if seen.contains(&word) || owned {
                self.add(i, i, 0.65);
            } else if mailed.contains(&word) {
                self.add(i, self.end(i, false), 0.6);
            }
        }
    }
}

/// One first name, or a first and a last name that may both be words: Rosa, Rosa Blanco.
fn last_counts(names: &Names<'_>, first: usize, last: usize) -> bool {
    let article = name_houses::the(names.previous(first)) || german_article(names.previous(first));
    !article
        && (first == last && !names.known[first].word
            || (first + 1..=last).any(|i| names.known[i].any_last()))
}

/// Behind these stand places.
fn place_word(word: &str) -> bool {
    const WORDS: &[&str] = &["in", "nach", "aus", "en", "em", "te", "near", "bij", "at", "from"];
    WORDS.contains(&word.to_lowercase().as_str())
}

/// What stands before a noun rather than before a last name.
pub(super) fn german_article(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer",
        "eines", "kein", "keine", "keinen", "zum", "zur", "beim", "im", "am", "vom", "ins", "mein",
        "meine", "meinen", "meinem", "meiner", "unser", "unsere", "ihr", "ihre", "sein", "seine",
        "jeder", "jede", "jeden",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

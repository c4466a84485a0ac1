//! Names of people: lists, the words around, and capitals. No list is whole, and many names are
//! words as well, so this finds most and not all.

use super::Kind;
use super::found::Found;
use super::name_forms::noun_like;
use super::name_houses;
use super::name_lists::{Known, is_particle, look_up};
use super::text::{Language, Text};

pub(super) const KIND: Kind = Kind {
    id: "names",
    title: "Names",
    placeholder: "NAME",
    example: "this is Ms Example",
    help: "First and last names of people, by lists and by the words around them. Names that are \
           also words are left where nothing else speaks for a name.",
    find,
};

/// A double name whose second half begins with a small word: Hoekstra-van, Boogaard-de.
fn hangs(word: &str) -> bool {
    let tail = word.rsplit_once('-').map(|(_, tail)| tail);
    tail.is_some_and(|tail| tail.chars().all(char::is_lowercase) && is_particle(tail))
}

/// What stands behind a last name and belongs to it.
fn suffix(word: &str) -> bool {
    const WORDS: &[&str] =
        &["Jr", "Sr", "Jnr", "Snr", "Junior", "Júnior", "Filho", "Neto", "Sobrinho", "II", "III"];
    WORDS.contains(&word)
}

/// Cut short inside a name, with a point: St. John, Vda. de Miralles.
fn shortened(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "st" | "ste" | "sta" | "vda" | "vve" | "v" | "d" | "jr")
}

/// Words of the longest name.
const LONGEST: usize = 6;

fn find(text: &Text<'_>, found: &mut Found) {
    let known = text.words.iter().map(|word| look_up(word.text, text.language)).collect();
    let mut names = Names { text, known, spans: Vec::new(), told: vec![false; text.words.len()] };
    names.announced();
    names.roles();
    names.opponents();
    names.followed();
    names.actors();
    names.foreign();
    names.turned();
    names.listed();
    names.dated();
    names.rosters();
    names.enlisted();
    names.speakers();
    names.strangers();
    names.smaller();
    names.series();
    names.beside();
    names.worded();
    names.closing();
    names.again();
    names.spelt();
    names.settle();
    for (first, last, sure) in names.spans {
        found.add(KIND.id, text.words[first].start, text.words[last].end, sure);
    }
}

pub(super) struct Names<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) known: Vec<Known>,
    /// First and last word, and how sure.
    pub(super) spans: Vec<(usize, usize, f32)>,
    /// Words of names that something else than a list told: a title, a greeting, who speaks.
    pub(super) told: Vec<bool>,
}

impl Names<'_> {
    pub(super) fn german(&self) -> bool {
        self.text.language == Some(Language::German)
    }

    /// A word that could be part of a name by its looks.
    pub(super) fn fits(&self, i: usize) -> bool {
        let (word, known) = (&self.text.words[i], self.known[i]);
        let short = word.text.chars().count() < 2;
        // Part of a mail address, a link, a number or a user name.
        let touched =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "@_/\\=".contains(c));
        let head = self.text.slice(0, word.start);
        let mut left = head.chars().next_back();
        let mut right = self.text.slice(word.end, self.text.text.len());
        // Petrovic/Stein on a bell: two of a kind, and no path.
        if right.strip_prefix('/').is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
            right = "";
        }
        let twin = i.checked_sub(1).map(|before| &self.text.words[before]);
        if left == Some('/')
            && twin.is_some_and(|twin| {
                let alone = self.text.before(twin.start, 1).trim().is_empty();
                twin.end + 1 == word.start && twin.capital() && alone
            })
        {
            left = None;
        }
        let domain = right.starts_with('.') && right.chars().nth(1).is_some_and(char::is_lowercase);
        word.capital()
            && !short
            && (!known.word || known.any_name())
            && !touched(left)
            && !touched(right.chars().next())
            && !domain
            && left != Some('.')
    }

    /// No common word, and no acronym in the midst of small letters.
    pub(super) fn unknown_fits(&self, i: usize) -> bool {
        let word = &self.text.words[i];
        self.fits(i)
            && (self.known[i].any_name()
                || !(self.text.shouted
                    || word.all_capitals() && word.text.chars().count() < 5
                    || self.german() && noun_like(word.text)))
    }

    pub(super) fn gap(&self, i: usize) -> &str {
        match i.checked_sub(1) {
            Some(before) => self.text.slice(self.text.words[before].end, self.text.words[i].start),
            None => "",
        }
    }

    /// Follows its neighbour after a blank.
    pub(super) fn joined(&self, i: usize) -> bool {
        i < self.text.words.len()
            && matches!(
                self.gap(i),
                " " | "\u{a0}" | "  " | "' " | "’ " | " '" | " ’" | " d'" | " d’"
            )
    }

    /// A single capital before a point.
    pub(super) fn initial(&self, i: usize) -> bool {
        self.text.words.get(i).is_some_and(|word| {
            word.capital() && word.text.chars().count() <= 2 && {
                let right = self.text.slice(word.end, self.text.text.len());
                right.starts_with('.') && word.text.chars().count() == 1
            }
        })
    }

    /// The last word of the name that `first` begins.
    pub(super) fn end(&self, first: usize, loose: bool) -> usize {
        let mut last = first;
        let mut i = first + 1;
        while i < self.text.words.len() && i - first < LONGEST {
            let cut = self.initial(i - 1) || shortened(self.text.words[i - 1].text);
            let after_initial = cut && matches!(self.gap(i), ". " | "." | ".-");
            if !self.joined(i) && !after_initial {
                break;
            }
            let word = &self.text.words[i];
            let lower = word.text.to_lowercase();
            // Hoekstra-van Dam, Boogaard-de Wit; Kowalski Jr.
            let hung = hangs(self.text.words[i - 1].text) && word.capital();
            if hung || i > first + 1 && suffix(word.text) {
                last = i;
                i += 1;
                continue;
            }
            if self.and_of_a_name(first, i) {
                i += 1;
                continue;
            }
            if is_particle(&lower)
                && !matches!(lower.as_str(), "e" | "y" | "i" | "und" | "in" | "op")
            {
                // Counts only with a name behind it.
                if !word.capital() && !self.name_after_particles(i) {
                    break;
                }
                i += 1;
                continue;
            }
            if !(self.initial(i) || self.fits(i) && self.goes_on(i, loose)) {
                break;
            }
            last = i;
            i += 1;
        }
        last
    }

    /// Falcão e Silva, Ortega y Gasset: behind a first and a last name.
    fn and_of_a_name(&self, first: usize, i: usize) -> bool {
        let iberian = matches!(self.text.language, Some(Language::Portuguese | Language::Spanish));
        iberian
            && i >= first + 2
            && matches!(self.text.words[i].text, "e" | "y")
            && self.joined(i + 1)
            && self.known[i - 1].any_last()
            && self.known[i + 1].any_last()
            && !self.known[i + 1].first
            && self.text.words[i + 1].capital()
    }

    pub(super) fn name_after_particles(&self, mut i: usize) -> bool {
        for _ in 0..3 {
            i += 1;
            if !self.joined(i) {
                return false;
            }
            let lower = self.text.words[i].text.to_lowercase();
            if self.initial(i) {
                return true;
            }
            if self.text.words[i].capital() && !is_particle(&lower) {
                return self.unknown_fits(i) && (!self.known[i].word || self.known[i].any_name());
            }
            if !is_particle(&lower) {
                return false;
            }
        }
        false
    }

    /// A further word of a name.
    pub(super) fn goes_on(&self, i: usize, loose: bool) -> bool {
        let known = self.known[i];
        // Annas Impfpass: what she owns is no part of her name.
        let owned = self.german() && super::name_lists::owned(self.text.words[i - 1].text);
        if owned && !known.last {
            return false;
        }
        if known.any_name() {
            // "Anna Post": in German a noun as likely as a name.
            return !known.word || !self.german() || loose || self.known[i - 1].first;
        }
        self.unknown_fits(i) && (loose || !self.text.shouted)
    }

    pub(super) fn covered(&self, i: usize) -> bool {
        self.spans.iter().any(|(first, last, _)| (*first..=*last).contains(&i))
    }

    pub(super) fn add(&mut self, first: usize, last: usize, sure: f32) {
        if self.firm(first, last) {
            return;
        }
        let first = self.led_by_particle(first);
        let inside = |(from, to, _): &(usize, usize, f32)| *from <= first && last <= *to;
        match self.spans.iter_mut().find(|span| inside(span)) {
            Some(span) => span.2 = span.2.max(sure),
            None => {
                self.spans.retain(|(from, to, _)| !(first <= *from && *to <= last));
                self.spans.push((first, last, sure));
            }
        }
    }

    /// Ben Haddou, Le Roy: a particle with a capital before a name, and not because a sentence begins.
    fn led_by_particle(&self, first: usize) -> usize {
        const WORDS: &[&str] = &[
            "Ben", "El", "Al", "Le", "De", "Del", "Della", "Di", "Da", "Van", "Von", "Mac", "Ould",
            "Abu", "Bin", "Dos", "Das", "Ter", "Ten",
        ];
        let Some(before) = first.checked_sub(1).filter(|_| self.joined(first)) else {
            return first;
        };
        let word = &self.text.words[before];
        let listed = self.gap(before).contains(|c: char| c == ';' || c.is_ascii_digit());
        let particle = WORDS.contains(&word.text) && (!word.begins || listed);
        if particle && self.known[first].any_last() && !self.covered(before) {
            before
        } else {
            first
        }
    }

    /// Adds what a word beside it announced.
    pub(super) fn tell(&mut self, first: usize, last: usize, sure: f32) {
        self.add(first, last, sure);
        self.told.iter_mut().take(last + 1).skip(first).for_each(|told| *told = true);
    }

    pub(super) fn previous(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |before| self.text.words[before].text)
    }

    /// The text behind a word.
    pub(super) fn behind(&self, i: usize) -> &str {
        self.text.slice(self.text.words[i].end, self.text.text.len())
    }

    /// Few capitals in the midst of small letters: IVA, NHS.
    pub(super) fn acronym(&self, i: usize) -> bool {
        let word = &self.text.words[i];
        !self.text.shouted && word.all_capitals() && word.text.chars().count() <= 4
    }

    /// What these words name is a firm: Gebroeders De Vries, Thornton & Sons, Rossi S.r.l.
    fn firm(&self, first: usize, last: usize) -> bool {
        self.joined(first) && name_houses::family_firm(self.previous(first))
            || (first..=last).any(|i| name_houses::firm_behind().is_match(self.behind(i)))
    }
}

//! Names of people: lists, the words around, and capitals. No list is whole, and many names are
//! words as well, so this finds most and not all.

use super::Kind;
use super::found::Found;
use super::name_cues::{self, Strength, called_after, calls_after};
use super::name_lists::{self, Known, fold, is_particle, look_up, noun_like};
use super::text::{Language, Text, pattern};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "names",
    title: "Names",
    placeholder: "NAME",
    example: "this is Ms Example",
    help: "First and last names of people, by lists and by the words around them. Names that are \
           also words are left where nothing else speaks for a name.",
    find,
};

/// Words of the longest name.
const LONGEST: usize = 6;

fn find(text: &Text<'_>, found: &mut Found) {
    let known = text.words.iter().map(|word| look_up(word.text)).collect();
    let mut names = Names { text, known, spans: Vec::new() };
    names.announced();
    names.followed();
    names.listed();
    names.again();
    for (first, last, sure) in names.spans {
        found.add(KIND.id, text.words[first].start, text.words[last].end, sure);
    }
}

struct Names<'a> {
    text: &'a Text<'a>,
    known: Vec<Known>,
    /// First and last word, and how sure.
    spans: Vec<(usize, usize, f32)>,
}

impl Names<'_> {
    fn german(&self) -> bool {
        self.text.language == Some(Language::German)
    }

    /// A word that could be part of a name by its looks.
    fn fits(&self, i: usize) -> bool {
        let (word, known) = (&self.text.words[i], self.known[i]);
        let short = word.text.chars().count() < 2;
        // Part of a mail address, a link, a number or a user name.
        let touched = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || "@_/\\=".contains(c));
        let left = self.text.slice(0, word.start).chars().next_back();
        let right = self.text.slice(word.end, self.text.text.len());
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
    fn unknown_fits(&self, i: usize) -> bool {
        let word = &self.text.words[i];
        self.fits(i)
            && (self.known[i].any_name()
                || !self.text.shouted
                    && !(word.all_capitals() && word.text.chars().count() < 5)
                    && !(self.german() && noun_like(word.text)))
    }

    fn gap(&self, i: usize) -> &str {
        match i.checked_sub(1) {
            Some(before) => self.text.slice(self.text.words[before].end, self.text.words[i].start),
            None => "",
        }
    }

    /// Follows its neighbour after a blank.
    fn joined(&self, i: usize) -> bool {
        i < self.text.words.len() && matches!(self.gap(i), " " | "\u{a0}" | "  ")
    }

    /// A single capital before a point.
    fn initial(&self, i: usize) -> bool {
        self.text.words.get(i).is_some_and(|word| {
            word.capital() && word.text.chars().count() <= 2 && {
                let right = self.text.slice(word.end, self.text.text.len());
                right.starts_with('.') && word.text.chars().count() == 1
            }
        })
    }

    /// The last word of the name that `first` begins.
    fn end(&self, first: usize, loose: bool) -> usize {
        let mut last = first;
        let mut i = first + 1;
        while i < self.text.words.len() && i - first < LONGEST {
            let after_initial = self.initial(i - 1) && matches!(self.gap(i), ". " | ".");
            if !self.joined(i) && !after_initial {
                break;
            }
            let word = &self.text.words[i];
            let lower = word.text.to_lowercase();
            if is_particle(&lower) && !matches!(lower.as_str(), "e" | "y" | "i" | "und" | "in" | "op") {
                // Counts only with a name behind it.
                if !word.capital() && !self.name_after_particles(i) {
                    break;
                }
                i += 1;
                continue;
            }
            if self.initial(i) {
                last = i;
            } else if self.fits(i) && self.goes_on(i, loose) {
                last = i;
            } else {
                break;
            }
            i += 1;
        }
        last
    }

    fn name_after_particles(&self, mut i: usize) -> bool {
        for _ in 0..3 {
            i += 1;
            if !self.joined(i) {
                return false;
            }
            if self.text.words[i].capital() {
                return self.unknown_fits(i) && !(self.known[i].word);
            }
            if !is_particle(&self.text.words[i].text.to_lowercase()) {
                return false;
            }
        }
        false
    }

    /// A further word of a name.
    fn goes_on(&self, i: usize, loose: bool) -> bool {
        let known = self.known[i];
        if known.any_name() {
            // "Anna Post": in German a noun as likely as a name.
            return !(known.word && self.german() && !loose);
        }
        self.unknown_fits(i) && (loose || !self.text.shouted)
    }

    fn covered(&self, i: usize) -> bool {
        self.spans.iter().any(|(first, last, _)| (*first..=*last).contains(&i))
    }

    fn add(&mut self, first: usize, last: usize, sure: f32) {
        let inside = |(from, to, _): &(usize, usize, f32)| *from <= first && last <= *to;
        match self.spans.iter_mut().find(|span| inside(span)) {
            Some(span) => span.2 = span.2.max(sure),
            None => {
                self.spans.retain(|(from, to, _)| !(first <= *from && *to <= last));
                self.spans.push((first, last, sure));
            }
        }
    }

    /// Names behind a cue.
    fn announced(&mut self) {
        for (strength, cue) in name_cues::before() {
            let mut at = 0;
            while let Some(hit) = cue.find_at(self.text.text, at) {
                // Cues may share the blank between them: "Hello this is".
                at = self.next_place(hit.start(), hit.end());
                let quoted = self.text.slice(hit.end(), self.text.text.len());
                let skip = quoted.len() - quoted.trim_start_matches(['"', '„', '“', '«', '*', '(']).len();
                let start = hit.end() + skip;
                let words = &self.text.words;
                let place = words.partition_point(|word| word.start < start);
                if place < words.len() && words[place].start == start {
                    self.announce(place, *strength);
                }
            }
        }
    }

    fn next_place(&self, start: usize, end: usize) -> usize {
        let last = self.text.slice(start, end).char_indices().next_back().map_or(0, |(i, _)| i);
        (start + last.max(1)).max(start + 1).min(end.max(start + 1)).max(self.boundary(start + 1))
    }

    /// The next place at or behind `at` where a character begins.
    fn boundary(&self, at: usize) -> usize {
        (at..self.text.text.len()).find(|i| self.text.text.is_char_boundary(*i)).unwrap_or(at)
    }

    fn announce(&mut self, mut first: usize, strength: Strength) {
        let begin = first;
        // von der Heide, de la Cruz; and initials
        while first + 1 < self.text.words.len()
            && first - begin < 3
            && (is_particle(&self.text.words[first].text.to_lowercase()) && self.joined(first + 1)
                || self.initial(first))
        {
            first += 1;
        }
        let known = self.known[first];
        if !self.text.words[first].capital() {
            return self.small(first, strength);
        }
        if !self.unknown_fits(first) {
            return;
        }
        let last = self.end(first, matches!(strength, Strength::Strong));
        let begin = if self.text.words[begin].capital() || begin < first { begin } else { first };
        let long = last > begin;
        let sure = match (known.any_name(), long) {
            (true, true) => 0.96,
            (true, false) => 0.9,
            (false, true) => 0.85,
            (false, false) => 0.72,
        };
        let listed = known.any_name() && !known.word;
        let good = match strength {
            Strength::Strong => true,
            Strength::Kin => known.any_name() || !self.german(),
            Strength::Fair => {
                let two = last > first && (!self.german() || self.known[last].any_name());
                known.first || known.last && !known.word || two && (known.any_name() || self.person_like(first, last))
            }
            Strength::Closing => self.closes(last) && (listed || known.any_name() || !self.text.words[first].all_capitals()),
            Strength::Greeting => self.greets(last) || known.first,
        };
        if good && !(called_after(self.previous(first)) && strength == Strength::Fair) {
            self.add(begin, last, sure);
        }
    }

    /// Two words with capitals, none of them the name of a firm, a place or a thing.
    fn person_like(&self, first: usize, last: usize) -> bool {
        let firm = |i: usize| calls_after(self.text.words[i].text);
        last - first <= 2
            && (first..=last).all(|i| !firm(i) && !self.known[i].word)
            && !self.text.words.get(last + 1).is_some_and(|word| calls_after(word.text))
            && (self.known[last].any_name() || self.known[first].any_name())
    }

    fn previous(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |before| self.text.words[before].text)
    }

    /// Names in small letters need a cue and the list.
    fn small(&mut self, first: usize, strength: Strength) {
        let known = self.known[first];
        let next = self.joined(first + 1).then(|| self.known[first + 1]);
        let last_name = next.is_some_and(|next| next.any_last() && !next.word);
        let last = if last_name { first + 1 } else { first };
        let good = match strength {
            Strength::Strong | Strength::Kin => known.first || known.last && !known.word || known.any_first() && last_name,
            Strength::Closing => known.any_first() && self.closes(last) && !known.word,
            Strength::Greeting => known.first && self.greets(last),
            Strength::Fair => known.first && last_name,
        };
        if good && !known.word {
            self.add(first, last, 0.7);
        }
    }

    /// The line, or the whole text, ends with the name.
    fn closes(&self, last: usize) -> bool {
        static END: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"^\.?(?:[ \u00a0]*(?:$|[\r\n]|[,.;|(/–—+\-][ \u00a0\r\n]|[,.!;|]$|\(|\+?[0-9]|:-?\)|;-?\)|[\p{So}]|[,.]? ?(?i:tel|phone|mobil|handy|p\.?s\b|ps:|geb|born)))")
        });
        let end = self.text.words[last].end;
        END.is_match(self.text.slice(end, self.text.text.len()))
    }

    /// A comma or the like stands behind the name.
    fn greets(&self, last: usize) -> bool {
        let end = self.text.words[last].end;
        let rest = self.text.slice(end, self.text.text.len()).trim_start_matches([' ', '\u{a0}']);
        rest.is_empty() || rest.starts_with([',', '!', ':', '\n', '\r', '.', ';', '–', '-', '—'])
    }

    /// Names before words that only follow people.
    fn followed(&mut self) {
        for first in 0..self.text.words.len() {
            if self.covered(first) || !self.unknown_fits(first) || called_after(self.previous(first)) {
                continue;
            }
            let last = self.end(first, false);
            let behind = self.text.slice(self.text.words[last].end, self.text.text.len());
            let known = self.known[first];
            let two = last > first && !self.german();
            if (known.any_name() || two) && name_cues::behind().is_match(behind) {
                self.add(first, last, 0.8);
            }
        }
    }

    /// Names that the lists alone tell.
    fn listed(&mut self) {
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
        if !self.fits(i) {
            return self.small_pair(i);
        }
        let known = self.known[i];
        if called_after(self.previous(i)) && self.joined(i) {
            return i + 1;
        }
        if let Some(last) = self.turned_round(i) {
            self.add(i, last, 0.85);
            return last + 1;
        }
        let last = self.end(i, false);
        let house = |i: usize| self.joined(i) && calls_after(self.text.words[i].text);
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
            if next.any_last() && !(begins && known.word && next.word) || next.any_first() || unknown {
                self.add(i, last, 0.75);
                return last + 1;
            }
        }
        if known.last && !self.text.shouted && (!begins || !self.german()) && !known.word {
            // A last name by itself, or two as in Spanish.
            self.add(i, last, if last > i { 0.7 } else { 0.5 });
            return last + 1;
        }
        i + 1
    }

    /// J. Example, A. B. Example
    fn initials(&self, i: usize) -> Option<usize> {
        // z. B., d. h., i. d. R.
        let abbreviated = i > 0 && self.previous(i).chars().count() == 1 && !self.initial(i - 1);
        if !self.initial(i) || abbreviated {
            return None;
        }
        let mut last = i;
        while self.initial(last) && last + 1 < self.text.words.len() && matches!(self.gap(last + 1), ". " | ".") {
            last += 1;
        }
        let known = *self.known.get(last)?;
        let told = known.any_last() && !known.word
            || !self.german() && last > i && !known.word && !self.text.words[i].begins && self.unknown_fits(last);
        (last > i && self.fits(last) && told).then(|| self.end(last, false))
    }

    /// Example, Anna
    fn turned_round(&self, i: usize) -> Option<usize> {
        let next = i + 1;
        let here = self.known[i].any_last() || self.text.words[i].all_capitals() && !self.known[i].word;
        let comma = next < self.text.words.len()
            && (self.gap(next) == ", " || self.gap(next) == " " && self.text.words[i].all_capitals() && !self.text.shouted);
        let there = comma && self.known[next].first && self.fits(next) && !self.known[i].word;
        let alone = !self.known[i].first;
        (here && there && alone).then(|| self.end(next, false))
    }

    /// anna schmidt: both on the lists, and neither a word.
    fn small_pair(&mut self, i: usize) -> usize {
        let small = |i: usize| self.text.words.get(i).is_some_and(|word| !word.capital() && word.text.chars().count() > 2);
        let pair = small(i) && self.joined(i + 1) && small(i + 1);
        if pair && self.known[i].first && self.known[i + 1].last && !self.known[i + 1].word && !self.known[i].word {
            self.add(i, i + 1, 0.6);
            return i + 2;
        }
        i + 1
    }

    /// The same words elsewhere in the text, and those of its mail addresses.
    fn again(&mut self) {
        static LOCAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"([\p{L}][\p{L}.\-_]{2,40})[0-9]*@"));
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
            mailed.extend(parts.filter(|part| part.chars().count() >= 4 && !name_lists::is_word(part)));
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

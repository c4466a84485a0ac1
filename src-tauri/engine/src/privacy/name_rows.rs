//! Names in rows: behind the first one of a list, beside a number in a list of phones, with a date
//! of birth in brackets; and the same name spelt otherwise.

use super::name_houses::calls_after;
use super::name_lists::{fold, is_particle};
use super::names::Names;
use super::text::pattern;
use regex::Regex;
use std::sync::LazyLock;

impl Names<'_> {
    /// Present: Anna Example, T. Other (chair), Xyz Third.
    pub(super) fn enlisted(&mut self) {
        static BREAK: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^(?: ?\([^)\n]{1,40}\))?(?:, ?|; ?| ?/ ?| ?& ?| (?:and|und|et|y|e|en|sowie|as well as|ed) |,? ?\r?\n[ \t]*(?:[\-–•*] ?|[0-9]{1,2}[.)] )?)",
            )
        });
        let mut at: Vec<usize> = self
            .spans
            .iter()
            .filter(|(first, _, _)| {
                let counted = PRESENT.contains(&self.previous(*first).to_lowercase().as_str());
                self.told[*first] && (counted || self.gap(*first).trim_end().ends_with(':'))
            })
            .map(|(_, last, _)| *last)
            .collect();
        while let Some(last) = at.pop() {
            let Some(hit) = BREAK.find(self.behind(last)) else { continue };
            let start = self.text.words[last].end + hit.end();
            let next = self.text.words.partition_point(|word| word.start < start);
            if next >= self.text.words.len() || self.text.words[next].start != start {
                continue;
            }
            if let Some((_, end, _)) =
                self.spans.iter().find(|(first, last, _)| (*first..=*last).contains(&next))
            {
                if *end > last {
                    at.push(*end);
                }
                continue;
            }
            let broken = hit.as_str().contains('\n');
            if let Some(end) = self.person_at(next, broken) {
                self.tell(next, end, 0.8);
                at.push(end);
            }
        }
    }

    /// The last word of what looks like a person's name here; a single strange word is only one
    /// where `whole` isn't asked for.
    fn person_at(&self, first: usize, whole: bool) -> Option<usize> {
        let mut head = first;
        while self.initial(head) && head + 1 < self.text.words.len() {
            head += 1;
        }
        let known = self.known[head];
        if !self.unknown_fits(head) || known.word && !known.any_first() || self.acronym(head) {
            return None;
        }
        let last = self.end(head, false);
        let house = (head..=last).any(|i| calls_after(self.text.words[i].text));
        let labelled = self.behind(last).trim_start().starts_with(':');
        let listed = (head..=last).any(|i| self.known[i].any_name() && !self.known[i].word);
        let enough = if self.german() || whole {
            listed || head > first
        } else {
            last > head || listed || head > first
        };
        (!house && !labelled && enough).then_some(last)
    }

    /// Big Al 07700 900 266: beside a number, in a list of such lines.
    pub(super) fn rosters(&mut self) {
        static LINE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?m)(?:^|[\n;,:–—|\t] ?|[ ]-[ ]|^\p{L}{2,3}\.? )(\p{Lu}[\p{L}'’.\-]*(?:[ ]\p{Lu}[\p{L}'’\-]+){0,3})[ ]?[:,;|\t(–\-]?[ ]{0,2}(?:(?i:tel|mob|phone|handy)\.?:?[ ])?(?:\(?\+|\(?0|[2-9][0-9])[0-9](?:[0-9]|[ ()/\-]{1,2}[0-9]|[.][0-9]{2}){5,}",
            )
        });
        let hits: Vec<(usize, usize)> = LINE
            .captures_iter(self.text.text)
            .filter_map(|captures| captures.get(1))
            .filter_map(|hit| self.words_of(hit.start(), hit.end()))
            .collect();
        let known = |(first, last): &(usize, usize)| {
            (*first..=*last)
                .any(|i| self.known[i].any_name() && !self.known[i].word || self.covered(i))
        };
        if hits.len() < 2 || !hits.iter().any(known) {
            return;
        }
        for (first, last) in hits {
            let fits = |i: usize| {
                let word = self.text.words[i].text;
                let strange = !self.german() || first < last || self.known[i].any_name();
                strange
                    && self.unknown_fits(i)
                    && !self.known[i].word
                    && !self.acronym(i)
                    && !calls_after(word)
                    || i < last
                        && self.text.words[i].capital()
                        && !self.text.words[i].all_capitals()
            };
            if (first..=last).all(fits) && !self.covered(last) {
                self.tell(first, last, 0.75);
            }
        }
    }

    /// Asunción (15-8-1953): in a list of the family, words that are also names count.
    pub(super) fn dated(&mut self) {
        static DATED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^ ?(?:\(|, ?\*|\*)(?:\*|geb\.?|°|née? le|born|n\.|nac\.|nat[oa] il|dob)? ?(?:[0-9]{1,2}[./\-][0-9]{1,2}[./\-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}\.? \p{L}{3,10}\.? [0-9]{4})",
            )
        });
        for last in 0..self.text.words.len() {
            if self.covered(last) || !DATED.is_match(self.behind(last)) {
                continue;
            }
            let mut first = last;
            while first > 0
                && self.joined(first)
                && !self.covered(first - 1)
                && (self.unknown_fits(first - 1) && !self.known[first - 1].word
                    || is_particle(self.text.words[first - 1].text) && first > 1)
            {
                first -= 1;
            }
            while first < last && is_particle(self.text.words[first].text) {
                first += 1;
            }
            let known = self.known[last];
            let house = super::name_houses::called_after(self.text.words[last].text);
            let strange =
                !known.word && !self.german() || known.any_name() || first < last && !known.word;
            if self.unknown_fits(last) && strange && !house && !self.acronym(last) {
                self.tell(first, last, 0.75);
            }
        }
    }

    /// "Yilmaz, not Ylmaz": a strange word that differs from a name by a letter.
    pub(super) fn spelt(&mut self) {
        let seen: Vec<Vec<char>> = self
            .spans
            .iter()
            .flat_map(|(first, last, _)| *first..=*last)
            .map(|i| fold(self.text.words[i].text).chars().collect::<Vec<char>>())
            .filter(|letters| letters.len() >= 5)
            .collect();
        for i in 0..self.text.words.len() {
            let strange = !self.covered(i) && self.unknown_fits(i) && !self.known[i].word;
            if !strange || self.text.words[i].text.chars().count() < 5 {
                continue;
            }
            let letters: Vec<char> = fold(self.text.words[i].text).chars().collect();
            if seen.iter().any(|name| name.first() == letters.first() && near(name, &letters)) {
                self.add(i, self.end(i, false), 0.6);
            }
        }
    }
}

/// Who was there, before a list of names without a colon.
const PRESENT: &[&str] = &[
    "present",
    "absent",
    "anwesend",
    "abwesend",
    "entschuldigt",
    "présents",
    "présent",
    "absents",
    "excusés",
    "presentes",
    "ausentes",
    "asistentes",
    "presenti",
    "assenti",
    "assente",
    "aanwezig",
    "afwezig",
];

/// One letter more, less or otherwise, or two exchanged.
fn near(one: &[char], two: &[char]) -> bool {
    let head = one.iter().zip(two).take_while(|(a, b)| a == b).count();
    let (one, two) = (&one[head..], &two[head..]);
    let tail = one.iter().rev().zip(two.iter().rev()).take_while(|(a, b)| a == b).count();
    let (left, right) = (one.len() - tail, two.len() - tail);
    left <= 1 && right <= 1 || left == 2 && right == 2 && one[0] == two[1] && one[1] == two[0]
}

//! Names told by their company: who speaks in a conversation, and who stands beside a name.

use super::name_cues::acts;
use super::name_houses::{called_after, calls_after};
use super::name_lists::{fold, is_particle};
use super::names::Names;
use super::text::{Language, pattern};
use regex::Regex;
use std::sync::LazyLock;

impl Names<'_> {
    /// Those who speak, where lines begin with "Anna:" or "[09:41] Anna:". One line alone may be a
    /// form; of two or more, one name must be known.
    pub(super) fn speakers(&mut self) {
        static TAG: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?m)^[ \t]*(?:[\[(]?[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?[\])]?[ ,\-–]{0,3})?<?(\p{Lu}[\p{L}'’\-]+(?: \p{Lu}[\p{L}'’\-.]*)?)>? ?(?:\([^)\n]{1,12}\) ?)?:[ \t]",
            )
        });
        let mut tags: Vec<(usize, usize)> = Vec::new();
        for captures in TAG.captures_iter(self.text.text) {
            if let Some(hit) = captures.get(1)
                && let Some(tag) = self.words_of(hit.start(), hit.end())
            {
                tags.push(tag);
            }
        }
        let known = |(first, _): &(usize, usize)| self.known[*first].first;
        if tags.len() < 2 && !tags.first().is_some_and(known) || !tags.iter().any(known) {
            return;
        }
        for (first, last) in tags {
            if (first..=last).all(|i| self.fits(i) && !self.known[i].word && !self.acronym(i)) {
                self.tell(first, last, 0.8);
            }
        }
    }

    /// Letters that German has not: Ayşenur, Łukasz.
    pub(super) fn foreign(&mut self) {
        if !self.german() || self.text.shouted {
            return;
        }
        for i in 0..self.text.words.len() {
            let word = self.text.words[i].text;
            let strange = word.contains(|c: char| "şğıłńćčšžřőñãõçøåæŞĞİŁĆČŠŽŘÑÇØÅÆ".contains(c));
            if strange && !self.covered(i) && self.unknown_fits(i) && !self.known[i].word {
                self.add(i, self.end(i, false), 0.5);
            }
        }
    }

    /// Names that no list holds, before what only people do.
    pub(super) fn actors(&mut self) {
        for first in 0..self.text.words.len() {
            let word = self.text.words[first].text;
            let strange = self.unknown_fits(first)
                && !self.known[first].word
                && !self.acronym(first)
                && word.chars().count() >= 3
                && !calls_after(word)
                && !called_after(word)
                && !self.after_called(first);
            if self.covered(first) || !strange || self.text.shouted {
                continue;
            }
            // "der Kunde sagt", "the Council said": what has an article is no name.
            let before = self.previous(first);
            let article = super::name_found::german_article(before)
                || super::name_houses::the(before)
                    && self.text.language != Some(Language::Portuguese);
            let joined_name = self.joined(first) && self.text.words[first - 1].capital();
            let last = self.end(first, false);
            if !article && !joined_name && acts().is_match(self.behind(last)) {
                self.tell(first, last, 0.6);
            }
        }
    }

    /// Anna and Xyz; Anna, Xyz: a capital beside a person in a list of people.
    pub(super) fn beside(&mut self) {
        for _ in 0..2 {
            let spans = self.spans.clone();
            for (first, last, sure) in spans {
                if sure < 0.5 {
                    continue;
                }
                if let Some(next) = self.listed_after(last) {
                    let end = self.end(next, false);
                    // Mbaye - Conti, Petrovic/Stein: a dash or stroke leads to other things as well.
                    let loose = self.gap(next).contains(['/', '-', '–']);
                    if !loose {
                        self.add_beside(next, end);
                    } else if (next..=end).any(|i| self.known[i].any_name())
                        && self.told[first]
                        && !self.covered(next)
                        && !calls_after(self.text.words[end].text)
                    {
                        self.add(next, end, 0.55);
                    }
                }
                if let Some(before) = self.listed_before(first) {
                    self.add_beside(before, before);
                }
            }
        }
    }

    fn add_beside(&mut self, first: usize, last: usize) {
        let strange = |i: usize| {
            let word = self.text.words[i].text;
            is_particle(word) || self.unknown_fits(i) && !self.known[i].word && !calls_after(word)
        };
        let alone = !self.covered(first)
            && !self.acronym(first)
            && self.text.words[first].text.chars().count() >= 3
            && !self.text.shouted
            && (first..=last).all(strange);
        let followed = self.text.words.get(last + 1).is_some_and(|word| {
            self.joined(last + 1) && (calls_after(word.text) || word.capital())
        });
        if alone && !followed {
            self.add(first, last, 0.55);
        }
    }

    /// "Faltou o Zeferino": in Portuguese o is an article and no "or".
    fn lists(&self, hit: &str) -> bool {
        !(hit.contains(" o ") && self.text.language == Some(Language::Portuguese))
    }

    /// The word behind "and" or "&" that follows a name.
    fn listed_after(&self, last: usize) -> Option<usize> {
        static AND: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^(?: (?:and|und|et|y|e|en|i|n|or|oder|ou|o|of|AND|UND|ET|Y|E|EN) | ?[&+/] ?| [-–] )\p{Lu}",
            )
        });
        let skip = AND.find(self.behind(last)).filter(|hit| self.lists(hit.as_str()))?;
        let start = self.text.words[last].end + skip.end();
        let place = self.text.words.partition_point(|word| word.end < start);
        (place < self.text.words.len()).then_some(place)
    }

    /// The word before "and" or "&" that leads to a name.
    fn listed_before(&self, first: usize) -> Option<usize> {
        static AND: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"\p{Lu}[\p{L}'’\-]+(?: (?:and|und|et|y|e|en|or|oder|ou|o) | ?[&+] ?)$")
        });
        let head = self.text.before(self.text.words[first].start, 40);
        let hit = AND.find(head).filter(|hit| self.lists(hit.as_str()))?;
        let start = self.text.words[first].start - head.len() + hit.start();
        let place = self.text.words.partition_point(|word| word.start < start);
        (place < first && self.text.words[place].start == start).then_some(place)
    }

    /// rue de Rivoli, calle del Mar: called after someone, with small words between.
    pub(super) fn after_called(&self, i: usize) -> bool {
        let mut at = i;
        for _ in 0..3 {
            if !self.joined(at) || at == 0 {
                return false;
            }
            at -= 1;
            let word = self.text.words[at].text;
            if called_after(word) {
                return true;
            }
            if !is_particle(&fold(word)) && word != "of" {
                return false;
            }
        }
        false
    }
}

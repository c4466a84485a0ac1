//! Names in a series of people, names that close a text, and names of one letter: "Bea, Cami,
//! Lorenzo", "I'd come too, Iris", "Mr S.", "anna b.".

use super::name_cues;
use super::name_houses::calls_after;
use super::name_lists::{fold, is_particle};
use super::names::Names;
use super::text::{Language, pattern};
use regex::Regex;
use std::sync::LazyLock;

impl Names<'_> {
    /// Three or more with commas between them, half of them known: then all are people.
    pub(super) fn series(&mut self) {
        static SERIES: LazyLock<Regex> = LazyLock::new(|| {
            let item = r"\p{Lu}[\p{L}'’\-]+(?: (?:(?:de|van|von|da|di|del|el|il|la|le|der|den) ){0,2}\p{Lu}[\p{L}'’\-]*\.?){0,2}(?: ?\([^)\n]{1,24}\))?(?: (?:il|la|der|die|le|el|o|a|de|the) \p{Ll}+)?";
            pattern(&format!(
                r"{item}(?:(?:[,;] ?| ?/ ?| ?& ?| (?:und|and|et|y|e|en|sowie) ){item}){{2,}}"
            ))
        });
        let mut more = Vec::new();
        for hit in SERIES.find_iter(self.text.text) {
            let items = self.items(hit.start(), hit.as_str());
            let known = |(first, last): &&(usize, usize)| {
                (*first..=*last).any(|i| self.covered(i)) || self.known[*first].first
            };
            let sure = items.iter().filter(known).count();
            if sure >= 2 && sure * 2 >= items.len() {
                more.extend(items);
            }
        }
        for (first, last) in more {
            let fits = |i: usize| {
                let known = self.known[i];
                let word = self.text.words[i].text;
                is_particle(&word.to_lowercase())
                    || self.initial(i)
                    || !self.acronym(i)
                        && !calls_after(word)
                        && self.fits(i)
                        && (!known.word || known.any_first())
                        && (!self.german() || known.any_name() || self.unknown_fits(i))
            };
            if (first..=last).all(fits) && !(first..=last).all(|i| self.covered(i)) {
                self.add(first, last, 0.66);
            }
        }
    }

    /// The items of a series, each from its first word to its last one with a capital.
    fn items(&self, start: usize, series: &str) -> Vec<(usize, usize)> {
        static BREAK: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?: ?\([^)\n]{1,24}\))?(?: (?:il|la|der|die|le|el|o|a|de|the) \p{Ll}+)?(?:[,;] ?| ?/ ?| ?& ?| (?:und|and|et|y|e|en|sowie) )| ?\([^)\n]{1,24}\)$",
            )
        });
        let mut items = Vec::new();
        let mut from = 0;
        for cut in BREAK.find_iter(series) {
            items.extend(self.words_of(start + from, start + cut.start()));
            from = cut.end();
        }
        if from < series.len() {
            items.extend(self.words_of(start + from, start + series.len()));
        }
        items
    }

    /// "... I would come too, Iris": a known first name that ends the text behind a mark.
    pub(super) fn closing(&mut self) {
        let Some(last) = self.text.words.len().checked_sub(1) else { return };
        let mut first = last;
        while first > 0 && self.joined(first) && self.fits(first) && self.fits(first - 1) {
            first -= 1;
        }
        let known = self.known[first];
        let gap = self.gap(first);
        let marked = [
            ", ", ". ", "! ", "? ", " - ", " – ", ".\n", "!\n", "?\n", "\n", ",\n", "\n\n",
            ".\n\n", "!\n\n", "?\n\n",
        ]
        .contains(&gap);
        let season = known.word && MONTHS.contains(&fold(self.text.words[first].text).as_str());
        let place = super::name_lists::is_place(self.text.words[first].text) && !known.first;
        if last >= 4
            && last - first <= 2
            && marked
            && known.any_first()
            && !season
            && !place
            && self.fits(first)
            && !self.covered(first)
            && self.behind(last).trim().len() <= 2
            && !self.behind(last).contains(['?', ':'])
            && !self.text.shouted
        {
            self.tell(first, last, 0.66);
        }
    }

    /// Mr S., Frau K.: a title and one letter.
    pub(super) fn letter(&mut self, at: usize) -> bool {
        if !self.initial(at) {
            return false;
        }
        let rest = self.behind(at).strip_prefix('.').unwrap_or_default();
        let ends =
            !rest.trim_start_matches([' ', '\u{a0}']).starts_with(|c: char| c.is_uppercase())
                && !rest.starts_with(|c: char| c.is_alphabetic());
        if ends {
            self.tell(at, at, 0.7);
        }
        ends
    }

    /// "zimmermann hier", "dennis v.d. broek", "jérôme b.": without capitals.
    pub(super) fn smaller(&mut self) {
        static HERE: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^ (?:hier(?: aus| noch| wieder| nochmal)?(?:[ ,.!:;]|$)|am apparat|speaking|à l['’]appareil|al habla|al aparato|al telefono|in linea|ao telefone|aan de (?:lijn|telefoon))",
            )
        });
        static JOINED: LazyLock<Regex> =
            LazyLock::new(|| pattern(r"^ (?:v\.? ?d\.?|v/d|vd|v\.) ?(?:d\.? )?\p{L}{3,}"));
        static LETTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ \p{L}\.?(?:[ ,;?!)]|$)"));
        for i in 0..self.text.words.len() {
            let word = &self.text.words[i];
            let known = self.known[i];
            if word.text.chars().count() < 3 {
                continue;
            }
            let small = !word.capital();
            if small && known.any_name() && HERE.is_match(self.behind(i)) && !self.covered(i) {
                self.tell(i, i, 0.66);
            }
            if !known.first {
                continue;
            }
            if let Some(hit) = JOINED.find(self.behind(i)) {
                let end = word.end + hit.end();
                let last = self.text.words.partition_point(|word| word.end < end);
                self.tell(i, last.min(self.text.words.len() - 1), 0.75);
            } else if small
                && self.text.whispered
                && !known.word
                && LETTER.is_match(self.behind(i))
                && self.behind(i).chars().nth(2) == Some('.')
            {
                self.add(i, i + 1, 0.66);
            }
        }
    }

    /// A first name that is also a word, where it is said of whom: "é a Graça", "no Luz", "par
    /// Capucine", "Rosa hat Geburtstag".
    pub(super) fn worded(&mut self) {
        static FEAST: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)^(?:[^.!?\n]|[0-9]\.){0,30}(?:geburtstag|birthday|anniversaire|cumplea|compleanno|aniversário|verjaardag|jarig)",
            )
        });
        for i in 0..self.text.words.len() {
            let word = &self.text.words[i];
            let named = self.known[i].first_or_word
                && word.capital()
                && !word.all_capitals()
                && !self.covered(i)
                && self.fits(i)
                && !MONTHS.contains(&fold(word.text).as_str())
                && !super::name_lists::is_place(word.text);
            if !named || self.after_called(i) {
                continue;
            }
            let feast = FEAST.is_match(self.behind(i));
            let before = self.previous(i).to_lowercase();
            let among = |words: &str| words.split(' ').any(|known| known == before);
            let portuguese = self.text.language == Some(Language::Portuguese)
                && among("a o da do à ao pela pelo com");
            let denied = before == "no" && self.text.language != Some(Language::Portuguese);
            let led = !word.begins
                && self.joined(i)
                && !self.german()
                && (portuguese
                    || denied
                    || among(
                        "par by por pelo pela door non não pas not niet ni sino avec with con com met chez pour",
                    ));
            let last = self.end(i, false);
            let acts =
                !word.begins && !self.german() && name_cues::acts().is_match(self.behind(last));
            let next = self.joined(last + 1)
                && self
                    .text
                    .words
                    .get(last + 1)
                    .is_some_and(|word| word.capital() || calls_after(word.text));
            if (feast && !super::name_found::german_article(&before) || led || acts) && !next {
                self.add(i, last, 0.66);
            }
        }
    }
}

/// Months and days that people are called after.
const MONTHS: &[&str] = &[
    "april", "mai", "may", "june", "juni", "juli", "august", "marzo", "abril", "avril", "aprile",
    "domingo", "sabato", "januari", "summer", "autumn", "natal", "noel", "pascal", "paz",
];

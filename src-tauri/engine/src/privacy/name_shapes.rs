//! Names told by how they stand: two parties of a case, a last name before a comma.

use super::name_houses::calls_after;
use super::name_lists::is_particle;
use super::names::Names;
use super::text::pattern;
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
                    {
                        // "In Sachen Example ./. Stadtwerke": what leads to the first side goes.
                        let first = (first..=last).find(|i| !self.known[*i].word).unwrap_or(first);
                        if self.all_fit(first, last) {
                            self.tell(first, last, 0.8);
                        }
                    }
                }
            }
        }
    }

    /// Example, Anna; at the start of a line or cell, before a date or the next cell.
    pub(super) fn turned(&mut self) {
        static TURNED: LazyLock<Regex> = LazyLock::new(|| {
            pattern(&format!(
                r"(?m)(?:^|[:;|\t]) ?(?:[0-9]{{3,8}} )?({CAPITALS}), ?({CAPITALS})(?:[ ]*(?:$|[;|\t]|[,(*]+ ?(?:[0-9]|(?i:geb|born|dob|n[ée]e? le|nac|nat[oa]))))"
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
}

//! Names behind words that announce them.

use super::name_cues::{self, Strength};
use super::name_houses::{called_after, calls_after};
use super::name_lists::is_particle;
use super::names::Names;
use super::text::{Language, pattern};
use regex::Regex;
use std::sync::LazyLock;

impl Names<'_> {
    /// Names behind a cue.
    pub(super) fn announced(&mut self) {
        for (strength, cue) in name_cues::before() {
            let mut at = 0;
            while let Some(hit) = cue.find_at(self.text.text, at) {
                // Cues may share the blank between them: "Hello this is".
                at = self.next_place(hit.start(), hit.end());
                let quoted = self.text.slice(hit.end(), self.text.text.len());
                let skip = quoted.len()
                    - quoted
                        .trim_start_matches(['"', '„', '“', '«', '*', '(', '\'', '’', '<'])
                        .len();
                let start = hit.end() + skip;
                let words = &self.text.words;
                let place = words.partition_point(|word| word.start < start);
                if place < words.len() && words[place].start == start {
                    self.announce(place, *strength, hit.as_str());
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

    /// What the strength of a cue makes of the words at `first`.
    pub(super) fn announce(&mut self, mut first: usize, strength: Strength, cue: &str) {
        let begin = first;
        if self.elsewhere(first, strength, cue) {
            return;
        }
        if strength == Strength::Strong && self.letter(first) {
            return;
        }
        // von der Heide, de la Cruz; and initials
        while first + 1 < self.text.words.len()
            && first - begin < 6
            && (is_particle(&self.text.words[first].text.to_lowercase()) && self.joined(first + 1)
                || self.initial(first)
                || matches!(strength, Strength::Strong | Strength::Named)
                    && self.bare_initial(first))
        {
            first += 1;
        }
        let known = self.known[first];
        if !self.text.words[first].capital() {
            return self.small(first, strength, cue);
        }
        // Frau von der Osten: with a title and particles, any word is a name.
        let noble = strength == Strength::Strong
            && first > begin
            && is_particle(self.text.words[first - 1].text)
            && cue.trim_end().ends_with(|c: char| c.is_alphabetic() || c == '.');
        if noble && self.known[first].word && !known.any_name() {
            return self.tell(begin, first, 0.9);
        }
        let told = matches!(strength, Strength::Strong | Strength::Named);
        // In capitals only, a title still tells a name of what is no common word.
        let shouted = told && self.text.shouted && self.fits(first) && !known.word;
        if told && self.paired(first) {
            let last = self.end(first + 1, false);
            return self.add(begin, last, 0.75);
        }
        if !self.unknown_fits(first) && !shouted {
            return;
        }
        let last = self.end(first, told && !self.text.shouted);
        // "Frau von Stein" holds a von; "the sister of Anna" no of.
        let whole = strength == Strength::Strong || self.text.words[begin].capital();
        let led = first > begin;
        let begin = if whole { begin } else { first };
        let long = last > begin;
        let sure = match (known.any_name(), long) {
            (true, true) => 0.96,
            (true, false) => 0.9,
            (false, true) => 0.85,
            (false, false) => 0.72,
        };
        let listed = known.any_name() && !known.word;
        let good = match strength {
            Strength::Strong | Strength::Named => true,
            // "der Vater von Xyz": behind "von" stands whose father he is.
            Strength::Kin => known.any_name() || !self.german() || !article(cue) || led,
            Strength::Intro => {
                let two = last > first && !known.word && self.closes(last);
                listed || (if self.german() { two } else { !known.word })
            }
            Strength::Fair => {
                let two =
                    last > first && (!self.german() || self.known[last].any_name() && !known.word);
                known.first
                    || known.last && !known.word
                    || two && (known.any_name() || self.person_like(first, last))
            }
            Strength::Closing => {
                self.closes(last)
                    && (listed || known.any_name() || !self.text.words[first].all_capitals())
            }
            Strength::Greeting => self.greets(last) || known.first,
            Strength::Dash => known.any_first() && self.ends_text(last),
        };
        // "Best," on a line of its own: a greeting as likely as a name.
        let bare = !cue.contains(char::is_alphabetic);
        let greeting = strength == Strength::Closing && bare && known.word && !known.first;
        if greeting {
            return;
        }
        let house = (first..=last + 1)
            .any(|i| self.text.words.get(i).is_some_and(|word| calls_after(word.text)))
            && (last > first || self.joined(last + 1));
        let thing = called_after(self.previous(first)) || house;
        if good && !(thing && strength == Strength::Fair) {
            match strength {
                Strength::Fair | Strength::Dash => self.add(begin, last, sure),
                _ => self.tell(begin, last, sure),
            }
        }
    }

    /// "Don du sang" is no Don Sang, Sint Joris a club, "Chez Lucienne" within a sentence an inn.
    fn elsewhere(&self, first: usize, strength: Strength, cue: &str) -> bool {
        let word = &self.text.words[first];
        let french = self.text.language == Some(Language::French);
        let saint = super::name_houses::saint(word.text);
        let chez = cue.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("Chez");
        let inn = chez && word.start > cue.len() + 2;
        french && cue.trim().eq_ignore_ascii_case("don")
            || strength == Strength::Fair && (saint || inn)
    }

    /// "Claimant Dele Example": a word, but for the last name behind it.
    fn paired(&self, first: usize) -> bool {
        let next = first + 1;
        self.text.words[first].capital()
            && self.joined(next)
            && self.text.words[next].capital()
            && self.known[next].any_last()
            && !self.known[next].word
            && !self.german()
            && self.known[first].word
            && !self.known[first].any_name()
    }

    /// Two words with capitals, none of them the name of a firm, a place or a thing.
    fn person_like(&self, first: usize, last: usize) -> bool {
        let firm = |i: usize| calls_after(self.text.words[i].text);
        last - first <= 2
            && (first..=last).all(|i| !firm(i) && !self.known[i].word)
            && !self.text.words.get(last + 1).is_some_and(|word| calls_after(word.text))
            && (self.known[last].any_name() || self.known[first].any_name())
    }

    /// Names in small letters need a cue and the list.
    fn small(&mut self, first: usize, strength: Strength, cue: &str) {
        let known = self.known[first];
        let next = self.joined(first + 1).then(|| self.known[first + 1]);
        let last_name = next.is_some_and(|next| next.any_last() && !next.word);
        let last = if last_name { first + 1 } else { first };
        let good = match strength {
            Strength::Named => return self.named_small(first, cue),
            Strength::Dash => false,
            Strength::Strong | Strength::Kin => {
                known.first || known.last && !known.word || known.any_first() && last_name
            }
            Strength::Intro => {
                known.first && (last_name || self.closes(first) || self.text.whispered)
            }
            Strength::Closing => known.any_first() && self.closes(last) && !known.word,
            Strength::Greeting => {
                (known.first || self.text.whispered && known.any_first()) && self.greets(last)
            }
            Strength::Fair => known.first && last_name,
        };
        // "tenant gary holloway": a last name that no list holds, and no common word.
        let next = last + 1;
        let stranger = last == first
            && matches!(strength, Strength::Strong | Strength::Kin)
            && self.joined(next)
            && (self.known[next].any_last()
                || !super::name_lists::is_word(self.text.words[next].text)
                || self.text.words[next].text.contains('-'))
            && self.text.words[next].text.chars().count() >= 5;
        let last = if stranger { next } else { last };
        // "bin bei opa ernst", "hee bas,": words that are names too.
        let meant = self.text.whispered
            && known.any_first()
            && match strength {
                Strength::Strong => self.closes(first),
                Strength::Greeting => self.greets(first),
                _ => false,
            };
        if good && !known.word || meant {
            self.tell(first, last, 0.7);
        } else if self.small_stranger(first, strength, cue) {
            self.tell(first, first, 0.6);
        }
    }

    /// "aqui é a thaynara,", "thanks shaz": what no list holds, neither of names nor of words.
    fn small_stranger(&self, first: usize, strength: Strength, cue: &str) -> bool {
        const AFTER: &[&str] = &[
            "da", "do", "de", "del", "della", "dello", "dei", "van", "von", "aus", "vom", "from",
            "la", "el", "il", "the", "der", "die", "und", "e", "y", "et", "and", "q", "que", "en",
            "uit", "du", "des", "dal", "dalla",
        ];
        let word = self.text.words[first].text;
        let listed = self.known[first].any_name();
        let strange = self.text.whispered
            && (listed || !super::name_lists::is_word(word))
            && word.chars().count() >= 3
            && !self.known[first].word;
        let next = self.text.words.get(first + 1).map_or("", |word| word.text);
        let goes = self.closes(first) || self.joined(first + 1) && AFTER.contains(&next);
        strange
            && match strength {
                Strength::Intro => {
                    goes && (article_ends(cue) || listed) && word.chars().count() >= 4
                }
                Strength::Kin | Strength::Strong => {
                    goes && listed || goes && !verb_like(word) && word.chars().count() >= 5
                }
                Strength::Closing => {
                    self.ends_text(first) && cue.contains(char::is_alphabetic) && !thankful(word)
                }
                _ => false,
            }
    }

    /// A single capital, the point left out: T EXAMPLE.
    fn bare_initial(&self, i: usize) -> bool {
        let word = &self.text.words[i];
        let next = |i: usize| {
            let word = &self.text.words[i];
            self.fits(i)
                || word.capital() && word.text.chars().count() == 1
                || is_particle(&word.text.to_lowercase())
        };
        word.capital() && word.text.chars().count() == 1 && self.joined(i + 1) && next(i + 1)
    }

    /// my name is anna example and: up to the next common word.
    fn named_small(&mut self, first: usize, cue: &str) {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"(?i)name|nom|nombre|naam|hei(?:ß|ss)|called|llam[ao]\b|chiam|cham[ao]|heet|appel",
            )
        });
        // "ha llamado, quiere", "el titular nació": other words stand behind these as often.
        let told = NAME.is_match(cue) && !cue.contains(',');
        let mut last = None;
        for i in first..self.text.words.len().min(first + 4) {
            let (word, known) = (self.text.words[i].text, self.known[i]);
            if i > first && !self.joined(i) {
                break;
            }
            let lower = word.to_lowercase();
            if i > first
                && is_particle(&lower)
                && !matches!(lower.as_str(), "und" | "e" | "y" | "i" | "in" | "op")
            {
                continue;
            }
            // m f rahimi
            if word.chars().count() == 1 && self.joined(i + 1) {
                continue;
            }
            let short = known.word && word.chars().count() <= 3;
            if known.word && !known.any_name() || short || word.chars().count() < 2 {
                break;
            }
            last = Some(i);
        }
        if let Some(last) = last
            && (told || self.known[first].first && !self.known[first].word)
        {
            self.add(first, last, 0.7);
        }
    }

    /// The line, or the whole text, ends with the name.
    fn closes(&self, last: usize) -> bool {
        static END: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^\.?(?:[ \u00a0]*(?:$|[\r\n]|[,.;|(/–—+\-][ \u00a0\r\n]|[,.!;|]$|\(|\+?[0-9]|:-?\)|;-?\)|[\p{So}]|[,.]? ?(?i:tel|phone|mobil|handy|p\.?s\b|ps:|geb|born)))",
            )
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
}

/// "aqui é a", "ich bins die": what comes is a person or a thing that belongs to one.
fn article_ends(cue: &str) -> bool {
    let last = cue.split_whitespace().last().unwrap_or_default();
    matches!(
        last,
        "a" | "o" | "la" | "el" | "der" | "die" | "de" | "il" | "é" | "soy" | "sono" | "me"
    )
}

/// An ending that verbs of Spanish, Portuguese and Italian have as well as names.
fn verb_like(word: &str) -> bool {
    ["a", "e", "o", "ó", "ou", "ar", "er", "ir", "ado", "ando", "s", "t"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// What stands behind "thanks" besides names.
fn thankful(word: &str) -> bool {
    const WORDS: &str = "mate again guys lads love tho lol hun xx xxx xo mille ancora tante sehr schön schon \
         vielmals nochmal nochmals euch dir ihnen beaucoup bcp encore infiniment tous toutes \
         todos todas igualmente anticipadas adelantadas cordiales mil amigo amiga chicos tudo \
         gente alvast allemaal jongens mensen hoor nogmaals soon later tomorrow bises asap pls \
         dude bro sis tio tía tia guapa ciao haha jaja mdr ne mt muito mto vc vcs viu né tá bom \
         bem";
    WORDS.split_whitespace().any(|known| known == word)
}

/// der Kunde, die Patientin: German nouns follow these as often as names do.
fn article(cue: &str) -> bool {
    let first = cue.trim_matches(|c: char| !c.is_alphabetic()).split_whitespace().next();
    first.is_some_and(|word| matches!(word.to_lowercase().as_str(), "der" | "die" | "den" | "dem"))
}

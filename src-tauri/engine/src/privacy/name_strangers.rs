//! Capitals in the midst of a sentence that no common word, place or product explains. What stands
//! before them decides: people are told, asked and met; most other things that are written large
//! are dishes, makes, clubs and books.

use super::name_cues::acts;
use super::name_forms::noun_like;
use super::name_houses::{called_after, calls_after, saint};
use super::name_lists::{is_particle, is_place};
use super::names::Names;
use super::text::Language;

impl Names<'_> {
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
        // "Demandez Gégé", "Llama Pepa": a verb that begins a sentence is no part of the name behind it.
        let ordered = i > 0
            && self.text.words[i - 1].begins
            && self.joined(i)
            && orders(self.text.words[i - 1].text, language);
        let last = self.end(i, false);
        // Cabo Verde
        if is_place(self.text.slice(word.start, self.text.words[last].end)) {
            return None;
        }
        if word.begins && (i + 1..=last).any(|i| self.covered(i)) {
            return None;
        }
        let long = last > i
            && (i + 1..=last).all(|i| self.fits(i) || is_particle(self.text.words[i].text));
        let before = self.previous(i);
        let lower = before.to_lowercase();
        // A sentence begins large whatever its first word is: two strangers are no name there.
        let some = (i..=last).any(|i| self.known[i].any_name() && !self.known[i].word);
        if word.begins && orders(word.text, language) {
            return None;
        }
        if word.begins
            && (!long || self.known[last].word || !some && !acts().is_match(self.behind(last)))
        {
            return None;
        }
        // "the tenant, Anna Example, left"; "many thanks, Anna"
        let set_off = self.gap(i) == ", " && (long || self.ends_text(last));
        if !word.begins && !self.joined(i) && !set_off {
            return None;
        }
        let led = leads_to_a_person(&lower, self.previous(i.saturating_sub(1)), language, long);
        let done = acts().is_match(self.behind(last));
        let thing = !(word.begins || set_off || led || done || ordered || long && some);
        let thing = thing || !word.begins && !set_off && leads_to_a_thing(&lower, language, long);
        // né à Dakar, nato a Lecce: born where
        let born = i >= 2 && self.joined(i - 1) && born(self.text.words[i - 2].text);
        let thing =
            thing || born && matches!(lower.as_str(), "à" | "a" | "en" | "em" | "in" | "te");
        let firm = (i..=last + 1)
            .any(|i| self.text.words.get(i).is_some_and(|word| calls_after(word.text)));
        let capital = !word.begins
            && !set_off
            && !ordered
            && self.text.words[i - 1].capital()
            && !self.text.words[i - 1].begins;
        // Pixel 7, Focus 2018
        let numbered = self.behind(last).trim_start().starts_with(|c: char| c.is_ascii_digit());
        (!thing && !firm && !capital && !numbered && !self.after_called(i)).then_some(last)
    }
}

/// By its ending, a verb that asks for something: only at the start of a sentence.
fn orders(word: &str, language: Language) -> bool {
    let lower = word.to_lowercase();
    let endings: &[&str] = match language {
        Language::French => &["ez"],
        Language::Spanish => &["ad", "ed", "me", "le", "les"],
        Language::Italian => &["ate", "ete", "ite", "mi", "gli"],
        Language::Portuguese => &["em", "am", "lhe", "ou"],
        _ => {
            return matches!(
                lower.as_str(),
                "ask"
                    | "tell"
                    | "call"
                    | "ring"
                    | "contact"
                    | "vraag"
                    | "bel"
                    | "mail"
                    | "text"
                    | "remind"
            );
        }
    };
    lower.chars().count() >= 5 && endings.iter().any(|ending| lower.ends_with(ending))
}

fn born(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "né", "née", "nato", "nata", "nacido", "nacida", "nació", "nascido", "nascida", "nasceu",
        "nasci", "nací", "born", "geboren", "nacque",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

/// Words behind which a strange capital is a person: who is met, told, called.
const WITH: &str = "with avec con com met mit told tell ask asked asking remind reminded thank thanked \
         invite invited meet visit visited phone phoned ring rang email emailed text texted call \
         called calls me him her help helped let saw seen hired fired replaced love miss pay paid \
         owe que quand si when if because whether but omdat dat als wanneer is was pourquoi \
         porque perché quando cuando heet doch dass weil wenn ob via tegen sentito visto \
         incontrato chiamato vu eu croisé rencontré appelé llamado gebeld gesproken gezien heard \
         gehört viu vi encontrei busca buscar recoge fetch collect pick halen door dicen llaman \
         chiamano chamam certain certaine certo certa tal ene";

/// Words that lead to people where something was done before.
const BY: &str = "by par por da pelo pela dal dalla para per for voor pour a à ao aan to of di de do van è \
         es é est";

/// A word that stands before people rather than before things.
fn leads_to_a_person(before: &str, earlier: &str, language: Language, long: bool) -> bool {
    let among = |words: &str| words.split_whitespace().any(|word| word == before);
    let lower = earlier.to_lowercase();
    let acted = DONE.split_whitespace().any(|stem| lower.starts_with(stem));
    among(WITH)
        || among(BY) && (acted || long)
        || language == Language::Portuguese
            && (matches!(before, "à" | "ao" | "pelo" | "pela")
                || matches!(before, "a" | "o") && (among_with(&lower) || acted))
}

fn among_with(word: &str) -> bool {
    WITH.split_whitespace().any(|known| known == word)
}

/// Verbs, by their first letters, behind which "to" and "by" lead to people.
const DONE: &str = "demand di dit parl pregunt ped pid chie ask gave give sen sign wrote writ raised trait \
         tratad signé firmad assin enviad mand mot donn confi recom geschickt gegeben given \
         handed explain gracias merci grazie obrigad dank thanks avis escrib llam habl fal liga \
         lig entreg consegn rest remi prest medicatie medica padre madre figli hij filh mère père \
         fils fille mother father appointment case behalf parte part name naam nom nombre nome \
         getekend gemaakt geschreven scritt escrit écrit made taken found sold vend compr teken \
         zeg gestuurd bearbeit behandel gestion atend suivi vu visto seen reviewed approved \
         approuv validé";

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
    match (language, before) {
        (Language::Portuguese, "da" | "do" | "de" | "à" | "ao") => false,
        (Language::Spanish | Language::French, "de") => false,
        (Language::Spanish | Language::Italian, "a") => !long,
        _ => ARTICLES.contains(&before) && !long,
    }
}

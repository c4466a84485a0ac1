//! Rows in another language than most.

use super::words::{word_hash, words};
use super::{Corpus, Find, Finding, Fix, Hit, Item, SORTING};
use rayon::prelude::*;
use std::collections::HashMap;
use whatlang::{Info, Lang, Script};

pub const FINDING: Finding = Finding {
    id: "mixed_languages",
    title: "Rows in another language",
    why: "A model that reads one language guesses in another, and a few rows won't teach it.",
    decide: false,
    goals: SORTING,
    find: Find::Rows(find),
    fixes: &[Fix::Remove],
};

/// Fewer words are names, slips and slang as often as another language.
const WORDS: usize = 3;
/// A row whose words are mostly known from rows of the main language is in that language,
/// whatever the guess from its letters says.
const KNOWN: f64 = 0.5;

fn find(corpus: &Corpus) -> Vec<Hit> {
    let guesses = corpus.each(|item| whatlang::detect(&item.text));
    let Some(main) =
        most_frequent(guesses.iter().flatten().filter(|g| g.is_reliable()).map(Info::lang))
            .or_else(|| most_frequent(guesses.iter().flatten().map(Info::lang)))
    else {
        return Vec::new();
    };
    let script = guesses.iter().flatten().filter(|g| g.lang() == main).map(Info::script).next();
    // How much more often a word stands in rows of the main language than in others.
    let mut known: HashMap<u64, i64> = HashMap::new();
    for (item, guess) in corpus.items.iter().zip(&guesses) {
        let Some(guess) = guess else { continue };
        let vote = if guess.lang() == main { 1 } else { -1 };
        for (word, _) in words(&item.text) {
            *known.entry(word_hash(word)).or_default() += vote;
        }
    }
    let foreign = |(item, guess): (&Item, &Option<Info>)| {
        let guess = guess.as_ref()?;
        let other = guess.lang() != main;
        let strange = script.is_some_and(|script| !alike(script, guess.script()));
        let count = words(&item.text).count();
        // Its own vote against its words does not count.
        let own = i64::from(other);
        let familiar = words(&item.text)
            .filter(|(w, _)| known.get(&word_hash(w)).is_some_and(|n| *n + own > 0))
            .count();
        let unknown = count >= WORDS && (familiar as f64) < KNOWN * count as f64;
        (other && (strange || unknown)).then(|| guess.lang())
    };
    let found: Vec<Option<Lang>> =
        corpus.items.par_iter().zip(guesses.par_iter()).map(foreign).collect();
    let hits = found.into_iter().enumerate().filter_map(|(row, lang)| {
        Some(Hit { note: Some(lang?.code().to_owned()), ..Hit::of(corpus, row) })
    });
    hits.collect()
}

fn most_frequent(langs: impl Iterator<Item = Lang>) -> Option<Lang> {
    let mut counts: HashMap<Lang, usize> = HashMap::new();
    langs.for_each(|lang| *counts.entry(lang).or_default() += 1);
    counts.into_iter().max_by_key(|(lang, count)| (*count, lang.code())).map(|(lang, _)| lang)
}

/// Japanese is written in several scripts at once.
fn alike(a: Script, b: Script) -> bool {
    let east = |script| matches!(script, Script::Hiragana | Script::Katakana | Script::Mandarin);
    a == b || (east(a) && east(b))
}

#[cfg(test)]
mod tests {
    use super::super::{corpus_of, rows};
    use super::*;

    #[test]
    fn rows_in_other_languages_and_scripts_are_found() {
        let english = [
            "Where is my new card and when will it arrive?",
            "I would like to change the address of my account",
            "Why was my payment declined in the shop yesterday?",
            "Can you tell me how long the transfer will take?",
            "The machine at the station kept my card, what now?",
            "How do I close my account and get my money back?",
            "Please tell me why there is a fee on my account",
            "What is the limit for a transfer to another country?",
        ];
        let mut list: Vec<_> = english.iter().map(|text| (*text, "A")).collect();
        list.push(("Meine Karte ist seit zwei Wochen nicht angekommen, was soll ich tun?", "A"));
        list.push(("Где моя карта, я жду её уже две недели", "A"));
        list.push(("¿Por qué me han cobrado una comisión por la transferencia?", "A"));
        list.push(("OK", "A"));
        let hits = find(&corpus_of(&list));
        assert_eq!(rows(&hits), [8, 9, 10]);
        let codes: Vec<_> = hits.iter().filter_map(|hit| hit.note.as_deref()).collect();
        assert_eq!(codes, ["deu", "rus", "spa"]);
    }
}

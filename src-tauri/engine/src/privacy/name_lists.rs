//! The lists of names and of words that are none. See the head of `names.txt` for where they come
//! from.

use super::name_forms;
use super::name_houses::{calls_after, street_like};
use super::text::Language;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What the lists know of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub first: bool,
    pub last: bool,
    /// A first name that is also a word or place.
    pub first_or_word: bool,
    pub last_or_word: bool,
    /// A word that is no name.
    pub word: bool,
}

impl Known {
    pub fn any_name(self) -> bool {
        self.first || self.last || self.first_or_word || self.last_or_word
    }
    pub fn any_first(self) -> bool {
        self.first || self.first_or_word
    }
    pub fn any_last(self) -> bool {
        self.last || self.last_or_word
    }
}

/// Small letters without marks: Müller and Muller are one, and so are Mueller and Müller, since the
/// list holds both.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' | 'ė' | 'ễ' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ı' => folded.push('i'),
            'ł' | 'ľ' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
            'ť' | 'ț' | 'ţ' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ű' | 'ů' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            // Marks of their own, and apostrophes of every kind.
            '\u{300}'..='\u{36f}' => {}
            '’' | '‘' | '`' => folded.push('\''),
            other => folded.push(other),
        }
    }
    folded
}

/// Written without umlauts, as on keyboards that have none.
fn spelt_out(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let spelt = lower.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
    (spelt != lower).then(|| fold(&spelt))
}

struct Lists {
    names: HashMap<String, Known>,
    /// Small letters, marks kept; one bit a language.
    words: HashMap<String, u8>,
    /// Without marks, for texts written on keyboards that have none.
    bare: HashMap<String, u8>,
    /// Towns and countries, without marks.
    places: HashSet<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let (words, places) = words();
    let mut bare: HashMap<String, u8> = HashMap::new();
    for (word, languages) in &words {
        *bare.entry(fold(word)).or_default() |= languages;
    }
    Lists { names: names(), words, bare, places }
});

/// The words with the languages they count in, and the places among them.
fn words() -> (HashMap<String, u8>, HashSet<String>) {
    let mut words: HashMap<String, u8> = HashMap::new();
    let mut places = HashSet::new();
    let (mut languages, mut place) = (u8::MAX, false);
    for line in lines(include_str!("words.txt")) {
        match line.strip_prefix('[') {
            Some(code) => {
                let code = code.trim_end_matches(']');
                let one = Language::ALL.iter().find(|(_, known)| *known == code);
                languages = one.map_or(u8::MAX, |(language, _)| bit(*language));
                place = code == "places";
            }
            None => {
                for word in line.split_whitespace() {
                    *words.entry(word.to_lowercase()).or_default() |= languages;
                    if place {
                        places.insert(fold(word));
                    }
                }
            }
        }
    }
    (words, places)
}

fn bit(language: Language) -> u8 {
    1 << language as u8
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn names() -> HashMap<String, Known> {
    let mut names: HashMap<String, Known> = HashMap::new();
    let mut section = "";
    for line in lines(include_str!("names.txt")) {
        if line.starts_with('[') {
            section = line;
            continue;
        }
        // "De Luca" is one name; the particle is not looked up.
        for word in line.split_whitespace() {
            for form in [Some(fold(word)), spelt_out(word)].into_iter().flatten() {
                let known = names.entry(form).or_default();
                match section {
                    "[first]" => known.first = true,
                    "[first?]" => known.first_or_word = true,
                    "[last]" => known.last = true,
                    _ => known.last_or_word = true,
                }
            }
        }
    }
    names
}

/// First and last names that are hardly ever another word, as they are written.
pub(super) fn names_of_lists() -> (Vec<String>, Vec<String>) {
    let (mut first, mut last, mut section) = (Vec::new(), Vec::new(), "");
    for line in lines(include_str!("names.txt")) {
        match line {
            line if line.starts_with('[') => section = line,
            line if section == "[first]" => {
                first.extend(line.split_whitespace().map(str::to_owned))
            }
            line if section == "[last]" => last.extend(line.split_whitespace().map(str::to_owned)),
            _ => {}
        }
    }
    (first, last)
}

/// A name that is also a word counts only where something else speaks for it.
fn weighed(mut known: Known, word: bool) -> Known {
    known.word = word;
    if known.first_or_word || (word && known.first) {
        (known.first, known.first_or_word) = (false, true);
    }
    if known.last_or_word || (word && known.last) {
        (known.last, known.last_or_word) = (false, true);
    }
    known
}

const PARTICLES: &[&str] = &[
    "von", "vom", "van", "zu", "zum", "zur", "der", "den", "dem", "de", "del", "della", "dello",
    "dei", "degli", "delle", "di", "da", "das", "do", "dos", "du", "des", "la", "le", "las", "los",
    "les", "ter", "ten", "te", "het", "'t", "e", "y", "i", "und", "bin", "ibn", "al", "el", "ben",
    "af", "av", "st", "san", "santa", "op", "in", "d", "t", "ap", "ab", "bint", "abu", "abd",
    "ould", "ó", "ní", "uí", "nic", "mac", "vda", "vve", "auf", "aan", "'s", "s", "vande",
    "vanden", "ver",
];

/// A small word inside a name.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// What the lists know of a word, as it stands or of its first part: Anna-Lena, García-López.
pub(super) fn look_up(word: &str, language: Option<Language>) -> Known {
    let folded = fold(word);
    let common = is_word_of(word, language);
    if let Some(known) = LISTS.names.get(&folded) {
        return weighed(*known, common);
    }
    if common {
        return Known { word: true, ..Known::default() };
    }
    // Karl-Marx-Allee, Adenauerallee
    let tail = folded.rsplit_once('-').map(|(_, tail)| tail);
    if tail
        .is_some_and(|tail| calls_after(tail) || matches!(tail, "ring" | "damm" | "hof" | "ufer"))
        || street_like(&folded)
    {
        return Known { word: true, ..Known::default() };
    }
    if name_forms::fond(word, &folded) {
        return Known { first: true, ..Known::default() };
    }
    if name_forms::shaped_last(word, &folded) {
        return Known { last: true, ..Known::default() };
    }
    // El-Amin, Al-Masri
    let bare = folded.split_once('-').filter(|(head, _)| is_particle(head));
    if let Some((_, tail)) = bare.filter(|_| word.chars().next().is_some_and(char::is_uppercase)) {
        return Known {
            last: true,
            word: listed(tail).word && !listed(tail).any_name(),
            ..Known::default()
        };
    }
    if let Some((head, tail)) = folded.split_once('-') {
        let inner = folded.as_str();
        let big_tail =
            word.split_once('-').is_some_and(|(_, tail)| tail.starts_with(char::is_uppercase));
        let common_tail = is_word_of(tail, language);
        let nouns_large = matches!(language, Some(Language::German) | None);
        let (head, tail) = (listed(head), listed(tail));
        return Known {
            first: head.any_first() && (tail.any_name() || tail == Known::default()),
            last: head.any_last() && tail.any_last(),
            word: head.word && !head.any_name() && (nouns_large || common_tail || !big_tail)
                || inner.contains("-und-")
                || inner.contains("-and-")
                || inner.contains("-et-"),
            ..Known::default()
        };
    }
    // Annas Rezept, Müllers Termin
    match folded.strip_suffix('s').map(listed) {
        Some(known) if known.first || known.last => known,
        _ => Known::default(),
    }
}

fn listed(folded: &str) -> Known {
    let known = LISTS.names.get(folded).copied().unwrap_or_default();
    weighed(known, LISTS.bare.contains_key(folded))
}

/// A name of the lists with the s of an owner, as German writes it.
pub(super) fn owned(word: &str) -> bool {
    let folded = fold(word);
    !LISTS.names.contains_key(&folded)
        && folded.strip_suffix('s').is_some_and(|name| LISTS.names.contains_key(name))
}

/// A first name of the lists that is hardly ever another word.
pub(super) fn is_first(folded: &str) -> bool {
    LISTS.names.get(folded).is_some_and(|known| known.first)
}

/// A name of the lists, spelt out and not just owned.
pub(super) fn known(folded: &str) -> bool {
    listed(folded).any_name()
}

/// A town, a region or a country; the words of a longer name joined by hyphens.
pub(super) fn is_place(name: &str) -> bool {
    let folded = fold(name);
    LISTS.places.contains(&folded) || LISTS.places.contains(&folded.replace(' ', "-"))
}

/// A common word of any of the languages.
pub(super) fn is_word(word: &str) -> bool {
    is_word_of(word, None)
}

/// A common word of a language, or of any where it is not clear.
pub(super) fn is_word_in(word: &str, language: Option<Language>) -> bool {
    is_word_of(word, language)
}

/// A common word of one. What is written with marks is meant with them: Sá is not sa.
fn is_word_of(word: &str, language: Option<Language>) -> bool {
    let lower = word.to_lowercase().replace('’', "'");
    // Chamo-me, Puis-je: a verb and who does it; I'm, don't.
    let small = |tail: &str| !tail.is_empty() && tail.chars().all(char::is_lowercase);
    let part = |mark: char| word.split_once(mark).is_some_and(|(_, tail)| small(tail));
    let flemish = lower.starts_with("d'h") && word.starts_with('D');
    // I'm, don't, aujourd'hui; Floc'h is a name.
    const TAILS: &[&str] = &["s", "t", "m", "d", "re", "ve", "ll", "n", "hui", "em", "clock"];
    let short =
        lower.split_once('\'').is_some_and(|(_, tail)| TAILS.contains(&tail) || tail.len() > 3);
    // kai-uwe
    let twin = lower.split_once('-').is_some_and(|(head, tail)| {
        let first = |part: &str| LISTS.names.get(&fold(part)).is_some_and(|known| known.first);
        first(head) && first(tail)
    });
    // Hoekstra-van Dam
    let hung = lower.rsplit_once('-').is_some_and(|(_, tail)| {
        matches!(
            tail,
            "van"
                | "von"
                | "de"
                | "der"
                | "den"
                | "del"
                | "da"
                | "do"
                | "dos"
                | "di"
                | "du"
                | "ter"
                | "ten"
                | "zu"
        )
    }) && word.starts_with(char::is_uppercase);
    if part('-') && !twin && !hung || !flemish && short && (part('\'') || part('’')) {
        return true;
    }
    let wanted = language.map_or(u8::MAX, bit);
    let among = |list: &HashMap<String, u8>| list.get(&lower).is_some_and(|of| of & wanted != 0);
    among(&LISTS.words) || lower.is_ascii() && among(&LISTS.bare)
}

/// The language whose list alone holds this word.
pub(super) fn only_language(lower: &str) -> Option<Language> {
    let bits = *LISTS.words.get(lower)?;
    let one = Language::ALL.iter().find(|(language, _)| bits == bit(*language));
    one.map(|(language, _)| *language)
}

//! The lists of names and of words that are none. See the head of `names.txt` for where they come
//! from.

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

static LISTS: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    let mut lists: HashMap<String, Known> = HashMap::new();
    let mut section = "";
    for line in include_str!("names.txt").lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with('[') {
            section = line;
            continue;
        }
        // "De Luca" is one name; the particle is not looked up.
        for word in line.split_whitespace() {
            for form in [Some(fold(word)), spelt_out(word)].into_iter().flatten() {
                let known = lists.entry(form).or_default();
                match section {
                    "[first]" => known.first = true,
                    "[first?]" => known.first_or_word = true,
                    "[last]" => known.last = true,
                    _ => known.last_or_word = true,
                }
            }
        }
    }
    for word in include_str!("words.txt").lines().filter(|l| !l.starts_with('#')) {
        for word in word.split_whitespace() {
            lists.entry(fold(word)).or_default().word = true;
        }
    }
    for known in lists.values_mut() {
        // A name that is also among the words counts only where something else speaks for it.
        if known.first_or_word || (known.word && known.first) {
            (known.first, known.first_or_word) = (false, true);
        }
        if known.last_or_word || (known.word && known.last) {
            (known.last, known.last_or_word) = (false, true);
        }
    }
    lists
});

const PARTICLES: &[&str] = &[
    "von", "vom", "van", "zu", "zum", "zur", "der", "den", "dem", "de", "del", "della", "dello",
    "dei", "degli", "delle", "di", "da", "das", "do", "dos", "du", "des", "la", "le", "las", "los",
    "les", "ter", "ten", "te", "het", "'t", "e", "y", "i", "und", "bin", "ibn", "al", "el", "ben",
    "af", "av", "st", "san", "santa", "op", "in", "d",
];

/// A small word inside a name.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// What the lists know of a word, as it stands or of its first part: Anna-Lena, García-López.
pub(super) fn look_up(word: &str) -> Known {
    let folded = fold(word);
    if let Some(known) = LISTS.get(&folded) {
        return *known;
    }
    if let Some((head, tail)) = folded.split_once('-') {
        let (head, tail) = (listed(head), listed(tail));
        return Known {
            first: head.any_first() && (tail.any_first() || tail == Known::default()),
            last: head.any_last() && tail.any_last(),
            word: head.word && !head.any_name(),
            ..Known::default()
        };
    }
    // Annas Rezept, Müllers Termin
    match folded.strip_suffix('s').and_then(|name| LISTS.get(name)) {
        Some(known) if known.first || known.last => *known,
        _ => Known::default(),
    }
}

fn listed(word: &str) -> Known {
    LISTS.get(word).copied().unwrap_or_default()
}

/// A name of the lists, spelt out and not just owned.
pub(super) fn known(folded: &str) -> bool {
    listed(folded).any_name()
}

/// A common word.
pub(super) fn is_word(word: &str) -> bool {
    listed(&fold(word)).word
}

/// Endings of nouns, which German writes with a capital.
pub(super) fn noun_like(word: &str) -> bool {
    static ENDINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        [
            "ung", "ungen", "heit", "keit", "schaft", "tion", "tionen", "tät", "ment", "mente",
            "nummer", "termin", "schein", "rezept", "nisse", "nis", "tum", "ling", "chen",
            "bogen", "karte", "stelle", "praxis", "zeit", "tag", "arbeit", "kosten", "plan",
            "blatt", "buch", "geld", "recht", "vertrag", "gerät", "mittel", "stunde", "stunden",
            "frage", "fragen", "probleme", "problem", "schmerzen", "tabletten", "tropfen",
            "salbe", "datum", "adresse", "konto", "kasse", "schule", "klasse", "lehrer",
            "lehrerin", "antrag", "brief", "mail", "formular", "bericht", "prüfung", "note",
            "noten", "unterlagen", "akte", "kunde", "kundin", "straße",
        ]
        .into_iter()
        .collect()
    });
    let lower = word.to_lowercase();
    let starts = lower.char_indices().map(|(i, _)| i).skip(1);
    starts.filter_map(|i| lower.get(i..)).any(|ending| ENDINGS.contains(ending))
        || ENDINGS.contains(lower.as_str())
}

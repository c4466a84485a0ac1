//! Names and nouns told by their form: endings of fondness, of last names, and of German nouns.

use super::name_lists::is_first;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A first name of the list with an ending of fondness: Fernandinha, Miguelito, Lauraken.
pub(super) fn fond(word: &str, folded: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "inha", "inho", "ita", "ito", "illa", "illo", "ina", "ino", "uccia", "uccio", "etta",
        "etto", "ette", "tje", "chen", "lein", "erl", "ken",
    ];
    word.starts_with(char::is_uppercase)
        && ENDINGS.iter().any(|ending| {
            let Some(base) = folded.strip_suffix(ending) else { return false };
            base.chars().count() >= 4
                && (is_first(base)
                    || ["a", "o", "e"].iter().any(|end| is_first(&format!("{base}{end}"))))
        })
}

/// Last names told by their form: O'Leary, McKenna, and the endings of other countries.
pub(super) fn shaped_last(word: &str, folded: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ovic", "evic", "ovich", "evich", "enko", "chuk", "czyk", "wski", "wska", "wsky", "oglu",
        "opoulos", "poulou", "akis", "idis", "shvili", "adze", "dottir", "sson", "quist", "escu",
        "iewicz", "owicz", "czak", "yanov", "anova", "elova", "enova",
    ];
    let big = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    let mut parts = word.splitn(2, ['\'', '’']);
    let irish = matches!(parts.next(), Some("O")) && parts.next().is_some_and(big);
    let scottish = ["Mc", "Mac", "Fitz"]
        .iter()
        .any(|head| word.strip_prefix(head).is_some_and(|tail| big(tail) && tail.len() > 2));
    let long = folded.chars().count() >= 6;
    irish || scottish || big(word) && long && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Endings of nouns, which German writes with a capital.
pub(super) fn noun_like(word: &str) -> bool {
    static ENDINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        [
            "ung",
            "ungen",
            "heit",
            "keit",
            "schaft",
            "tion",
            "tionen",
            "tät",
            "ment",
            "mente",
            "nummer",
            "termin",
            "schein",
            "rezept",
            "nisse",
            "nis",
            "tum",
            "ling",
            "chen",
            "bogen",
            "karte",
            "stelle",
            "praxis",
            "zeit",
            "tag",
            "arbeit",
            "kosten",
            "plan",
            "blatt",
            "buch",
            "geld",
            "recht",
            "vertrag",
            "gerät",
            "mittel",
            "stunde",
            "stunden",
            "frage",
            "fragen",
            "probleme",
            "problem",
            "schmerzen",
            "tabletten",
            "tropfen",
            "salbe",
            "datum",
            "adresse",
            "konto",
            "kasse",
            "schule",
            "klasse",
            "lehrer",
            "lehrerin",
            "antrag",
            "brief",
            "mail",
            "formular",
            "bericht",
            "prüfung",
            "note",
            "noten",
            "unterlagen",
            "akte",
            "kunde",
            "kundin",
            "straße",
            "innen",
            "leser",
            "wort",
            "raum",
            "gruppe",
            "zimmer",
            "schlüssel",
            "heizung",
            "dienst",
            "verein",
            "anlage",
            "plätze",
            "liste",
            "nachricht",
            "verwaltung",
            "wagen",
            "teil",
            "artikel",
            "stift",
            "amt",
        ]
        .into_iter()
        .collect()
    });
    let lower = word.to_lowercase();
    let starts = lower.char_indices().map(|(i, _)| i).skip(1);
    starts.filter_map(|i| lower.get(i..)).any(|ending| ENDINGS.contains(ending))
        || ENDINGS.contains(lower.as_str())
}

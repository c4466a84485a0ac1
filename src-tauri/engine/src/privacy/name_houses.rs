//! Words that make a house, a street or a firm of a name beside them.

use super::name_lists::fold;
use super::text::pattern;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

struct Houses {
    before: HashSet<&'static str>,
    after: HashSet<&'static str>,
    mild: HashSet<&'static str>,
    firm: HashSet<&'static str>,
}

static HOUSES: LazyLock<Houses> = LazyLock::new(|| {
    let section = |name: &str| {
        let text = include_str!("houses.txt");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let inside = lines.skip_while(|line| *line != name).skip(1);
        let inside = inside.take_while(|line| !line.starts_with('['));
        inside.flat_map(str::split_whitespace).collect()
    };
    Houses {
        before: section("[before]"),
        after: section("[after]"),
        mild: section("[mild]"),
        firm: section("[firm]"),
    }
});

/// A saint, a street, a house or a thing that is called after someone.
pub(super) fn called_after(word: &str) -> bool {
    // Gruppenraum Rosa, Grundschulzimmer Anna
    const ROOMS: &[&str] =
        &["raum", "saal", "zimmer", "station", "klinik", "stiftung", "lokaal", "zaal", "afdeling"];
    let folded = fold(word);
    HOUSES.before.contains(folded.as_str())
        || ROOMS.iter().any(|room| folded.strip_suffix(room).is_some_and(|head| head.len() > 3))
}

/// What makes a firm, a house or a street of the name before it.
pub(super) fn calls_after(word: &str) -> bool {
    let folded = fold(word);
    HOUSES.after.contains(folded.as_str())
        // "Anna house hunting": these are also said of other things.
        && !(word.starts_with(char::is_lowercase) && HOUSES.mild.contains(folded.as_str()))
}

/// Adenauerallee, Dreesplein, Rathausplatz: a street in one word with whom it is called after.
pub(super) fn street_like(folded: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "strasse",
        "allee",
        "platz",
        "gasse",
        "plein",
        "straat",
        "laan",
        "gracht",
        "singel",
        "kade",
        "brucke",
        "ufer",
        "promenade",
        "schule",
        "gymnasium",
        "klinik",
        "kirche",
        "school",
        "ziekenhuis",
        "krankenhaus",
        "apotheke",
        "museum",
        "stadion",
        "park",
        "haus",
        "halle",
        "markt",
    ];
    ENDINGS
        .iter()
        .any(|ending| folded.strip_suffix(ending).is_some_and(|head| head.chars().count() >= 3))
}

/// What a family calls its firm, before the name.
pub(super) fn family_firm(word: &str) -> bool {
    HOUSES.firm.contains(fold(word).as_str())
}

/// What makes a firm of the name before it.
pub(super) fn firm_behind() -> &'static Regex {
    static FIRM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?: (?:&|y|e|et|und|and|en|i) \p{Lu}[\p{L}\-]+){0,2}(?:,? (?:Óptica|Ótica|Ottica|Optique|Optik|Advogados|Abogados|Avocats|Avvocati|Rechtsanwälte|Anwälte|Advocaten|Arquitetos|Architekten|GmbH|mbH|AG|KGa?A?|OHG|UG|e\.? ?K\.?|e\.? ?V\.?|SARL|SAS|S\.?A\.?S?\.?|EURL|S\.? ?[Lr]\.? ?[lU]?\.?|S\.?p\.?A\.?|B\.? ?V\.?|N\.? ?V\.?|V\.?O\.?F\.?|Lda\.?|Ltda\.?|Ltd\.?|LLP|LLC|PLC|plc|Inc\.?|Corp\.?|Holdings?|Group|Gruppe|Builders|Solicitors|Motors)(?:[^\p{L}]|$)| (?:&|und|and|et|y|e|en|i) (?:Söhne|Sohn|Irmãos?|Hermanos?|Fratelli|Frères?|Brothers|Gebrüder|Broers|Co|Cie|Sons?|Daughters|Fils|Hijos?|Figli|Filhos?|Zonen|Zoon|Partners?|Partner|Associates|Associés|Kollegen)(?:[^\p{L}]|$))",
        )
    });
    &FIRM
}

/// A saint, and so a place or a house: San Sebastián, Saint-Étienne.
pub(super) fn saint(word: &str) -> bool {
    const WORDS: &[&str] =
        &["san", "santa", "santo", "sant", "sao", "saint", "sainte", "st", "ste", "sint", "sankt"];
    let folded = fold(word);
    let head = folded.split(['-', '\'']).next().unwrap_or_default();
    WORDS.contains(&head) && (folded.contains('-') || folded == head)
}

/// An article of a language that writes nouns small.
pub(super) fn the(word: &str) -> bool {
    const WORDS: &[&str] =
        &["the", "le", "la", "les", "el", "los", "las", "il", "lo", "gli", "het", "a", "an"];
    WORDS.contains(&word.to_lowercase().as_str())
}

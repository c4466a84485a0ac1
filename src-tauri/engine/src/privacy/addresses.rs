//! Postal addresses: a street with its number as each language writes it, then the town; and
//! postal codes of their own form.

use super::Kind;
use super::address_codes::codes;
use super::address_head::{begun, housed};
use super::address_streets::{HOUSE, NAME, Needs, SMALL, boxes, may_hold_code, streets};
use super::address_tail::{lettered, read};
use super::found::Found;
use super::text::{Language, Text, latin as pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "addresses",
    title: "Postal addresses",
    placeholder: "ADDRESS",
    example: "I live at 12 Mill Lane, Exampleton",
    help: "Streets with a number, with the postal code and town behind them, and postal codes \
           that stand alone where their form tells.",
    find,
};

fn find(text: &Text<'_>, found: &mut Found) {
    // "Plaza España s/n" has no number.
    if !text.has_digits() && !["s/n", "S/N", "snc"].iter().any(|none| text.text.contains(none)) {
        return;
    }
    let codable = may_hold_code(text.text);
    for (needs, street) in streets() {
        if matches!(needs, Needs::Code | Needs::Letters | Needs::Small) && !codable {
            continue;
        }
        let mut at = 0;
        while let Some(hit) = street.find_at(text.text, at) {
            at = hit.end().max(hit.start() + 1);
            let end = hit.start() + trimmed(text, hit.start(), hit.end()).len();
            if text.stands_alone(hit.start(), end)
                && !measured(text, end)
                && !borrowed(text, hit.as_str(), end)
            {
                at = at.max(add(text, *needs, hit.start(), end, found));
            }
        }
    }
    for hit in boxes().find_iter(text.text) {
        let reach = read(text, hit.end(), text.whispered);
        let digits = hit.as_str().chars().filter(char::is_ascii_digit).count();
        // "apartado 3, párrafo 2" is a part of a text.
        let dosed = text.after(hit.end(), 1).starts_with('/');
        if !dosed && (digits > 1) || reach.coded || hit.as_str().to_lowercase().contains("box") {
            found.add(KIND.id, hit.start(), reach.end, 0.9);
        }
    }
    small(text, found);
    lived(text, found);
    if codable {
        codes(text, found);
    }
}

/// Adds a street with all that belongs to it; returns where it ends.
fn add(text: &Text<'_>, needs: Needs, start: usize, end: usize, found: &mut Found) -> usize {
    let street = text.slice(start, end);
    // Tel. 040 66969-417 of a signature
    const CALLS: &[&str] = &[
        "tel", "fax", "mob", "mobil", "fon", "telefon", "phone", "tél", "telefax", "cel", "gsm",
        "handy",
    ];
    let opening = street.split([' ', '.', ':']).next().unwrap_or_default().to_lowercase();
    if CALLS.contains(&opening.as_str()) {
        return end;
    }
    let small = !street.chars().skip(1).any(char::is_uppercase);
    let reach = read(text, end, small || text.whispered);
    // "3 cours par semaine", "via libre 3": small words and a number are a street only where all is
    // written small, or a town follows.
    let told = !small || text.whispered || reach.coded || reach.town || joined(street);
    let fits = match needs {
        Needs::Nothing => true,
        Needs::Code => reach.coded,
        Needs::Small => {
            let opening = street.split(' ').next().unwrap_or_default();
            reach.coded
                && text.language != Some(Language::German)
                && !super::name_lists::is_word(opening)
                && street.chars().any(char::is_lowercase)
        }
        Needs::English => {
            let english = matches!(text.language, Some(Language::English) | None);
            reach.coded || english || spelt_out(street)
        }
        Needs::Letters => reach.coded && lettered(text.slice(end, reach.end)),
    };
    if !fits || !told || !reach.coded && only_kind(street) {
        return end;
    }
    let head = begun(text, start);
    let head = if reach.coded && head == start { housed(text, start, found) } else { head };
    found.add(KIND.id, head, reach.end, 0.9);
    end
}

/// Road and not Rd, which other languages have as well: "1 Päckchen Dr. Oetker".
fn spelt_out(street: &str) -> bool {
    let mut words = street.split(' ').filter(|word| word.starts_with(char::is_uppercase));
    let last = words.next_back().unwrap_or_default();
    last.trim_end_matches('.').chars().count() > 3
}

/// "gleiche Straße Nr. 12": no name before what it is.
fn only_kind(street: &str) -> bool {
    const KINDS: &[&str] = &[
        "straße",
        "strasse",
        "allee",
        "gasse",
        "chaussee",
        "gracht",
        "singel",
        "plein",
        "laan",
        "promenade",
        "kade",
        "straat",
        "steenweg",
        "dreef",
    ];
    street.split(' ').next().is_some_and(|word| KINDS.contains(&word.to_lowercase().as_str()))
}

/// kerkstraat 12: one word that holds what it is, and its number.
fn joined(street: &str) -> bool {
    street
        .split(' ')
        .next()
        .is_some_and(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 6)
}

/// Without what a form took of the words behind: "12 a" of "12 a Torino", "5 k" of "5 k. 212",
/// "19 - 1" of "19 - 1.º".
fn trimmed<'a>(text: &Text<'a>, start: usize, end: usize) -> &'a str {
    static MORE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(.*[0-9])(?:[ ][a-z]|[ ][\-–][ ][0-9]{1,2})$"));
    let street = text.slice(start, end).trim_end_matches([' ', ',', '\n', '\r']);
    let behind = text.after(start + street.len(), 3);
    let mark = behind.starts_with(['º', 'ª', '°'])
        || behind.strip_prefix('.').is_some_and(|rest| !rest.is_empty());
    let small =
        [" a", " e", " y", " o", " i", " à", " u"].iter().any(|word| street.ends_with(word));
    match MORE.captures(street).and_then(|captures| captures.get(1)) {
        Some(kept) if mark || small => kept.as_str(),
        _ => street,
    }
}

/// Where someone lives: any words with capitals and a number behind them.
fn lived(text: &Text<'_>, found: &mut Found) {
    static LIVED: LazyLock<Regex> = LazyLock::new(|| {
        let (cue, small) = (
            r"wohn\w*|lebt|gemeldet|adresse|anschrift|live[sd]?|living|address|habite\w*|demeur\w*|domicili\w*|réside|vive|vivo|vivimos|direcci[óo]n|domicilio|abit\w+|residente|residenza|indirizzo|moro|mora|morada|endere[çc]o|reside|woon\w*|adres|zit op|umgezogen|verhuisd|mudado|traslad\w+|trasferit\w+|déménag\w+",
            r"in|im|at|on|is|ist|to|nach|à|a|au|en|em|na|no|op|aan|de|der|la|le|il|lo|the|est|es|è|é|now|jetzt|nun|nu|al|nel|nella",
        );
        pattern(&format!(
            r"(?i:\b(?:{cue}))[ :]{{1,2}}(?:(?i:{small})[ ]){{0,3}}((?:\p{{Lu}}[\p{{L}}'’.\-]*)(?:[ ](?:{SMALL}[ ]?){{0,2}}{NAME}){{0,3}},?[ ]{HOUSE}|[0-9]{{1,4}}[a-z]?,?[ ](?:\p{{Ll}}{{3,12}}[ ](?:{SMALL}[ ]?){{0,2}})?\p{{Lu}}[\p{{L}}'’\-]+(?:[ ](?:{SMALL}[ ]?){{0,2}}{NAME}){{0,3}})"
        ))
    });
    for captures in LIVED.captures_iter(text.text) {
        let Some(hit) = captures.get(1) else { continue };
        let end = hit.start() + trimmed(text, hit.start(), hit.end()).len();
        let first = hit.as_str().split([' ', ',']).next().unwrap_or_default();
        let common = super::name_lists::is_word(first) && hit.as_str().split(' ').count() < 3;
        if !common && text.stands_alone(hit.start(), end) && !measured(text, end) {
            add(text, Needs::Nothing, hit.start(), end, found);
        }
    }
}

/// 12 mill lane, written without capitals; no word between may be one of distance.
fn small(text: &Text<'_>, found: &mut Found) {
    static STREET: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b[0-9]{1,4}[a-z]? ([a-z'’\-]{3,}(?: [a-z'’\-]{3,})?) (?:street|road|avenue|lane|crescent|terrace|gardens)\b",
        )
    });
    const NOT: &[&str] = &[
        "down",
        "the",
        "minutes",
        "minute",
        "mile",
        "miles",
        "along",
        "from",
        "this",
        "that",
        "off",
        "over",
        "into",
        "metres",
        "meters",
        "yards",
        "hours",
        "other",
        "each",
        "your",
        "near",
        "people",
        "cars",
        "times",
        "main",
        "busy",
        "more",
        "different",
        "new",
    ];
    for captures in STREET.captures_iter(text.text) {
        if let (Some(all), Some(words)) = (captures.get(0), captures.get(1))
            && !words.as_str().split(' ').any(|word| NOT.contains(&word))
        {
            found.add(KIND.id, all.start(), all.end(), 0.75);
        }
    }
}

/// "Ring 3 mm", "Platz 2 von 5": a number with a unit is no house.
pub(super) fn measured(text: &Text<'_>, end: usize) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[ ]?(?:mg|ml|mm|cm|km|kg|%|€|euro|uhr|stück|minuten|minutes?|stunden|hours?|tage|days?|jahre|mal|times|von [0-9]|people|persone|persons?|personen|personas|pessoas|personnes|places|plazas|vagas|plätze|posti|months?|monate|mois|meses|mesi|maanden|años|anos|anni|ans|jaar|horas?|heures?|ore|uur|days|dias|días|jours|giorni|dagen|stuks|pièces|pezzi|peças|piezas|metros?|metri|meter|metres|m\b|h\b|ordini|orders|rules|goals|points|punti|puntos)",
        )
    });
    // 91.198, 14:30
    static LONGER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[.,:][0-9]"));
    UNIT.is_match(text.after(end, 12)) || LONGER.is_match(text.after(end, 2))
}

/// "Am Markt 3 Stände", "the old place at 3 Quarry Hill": words that only look like a street.
fn borrowed(text: &Text<'_>, street: &str, end: usize) -> bool {
    const HEADS: &[&str] = &["Am ", "Im ", "Zum ", "Zur ", "Beim "];
    let noun = text
        .after(end, 3)
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let small = street.split(' ').next().is_some_and(|word| word.chars().all(char::is_lowercase));
    let french = small && street.starts_with('p');
    let first = street.split(' ').next().unwrap_or_default().to_lowercase();
    let parked =
        ["park", "arbeits", "stell", "sitz", "studien", "listen", "tabellen", "ausbildungs"]
            .iter()
            .any(|head| first == format!("{head}platz"));
    if parked {
        return true;
    }
    noun && HEADS.iter().any(|head| street.starts_with(head))
        || french && text.language == Some(Language::English)
}

//! Numbers behind a label that nobody could list: "Kindergeldnummer", "n° d'allocataire", "the
//! number of my certificate". Whatever is numbered and is no thing stands for a person.

use super::cues::{self, Cue};
use super::found::Found;
use super::record_words::{CALLED, EMPTY, PLATES, THINGS, WEAK, WORDS};
use super::records::{KIND, enough};
use super::text::{Text, pattern};
use super::{checks, lead};
use regex::Regex;
use std::sync::LazyLock;

/// The word for number, by itself or cut short.
const NUMBER: &str = r"n\.?[°º]\.?|n\.o|nos?\.|nr\.?|n\.|num\.?|n[úu]m\.?|num(?:ber|[ée]ro|ero)(?:'s|’s)?|n[úu]mero|nummer|code|c[óo]digo|codice|id|#";

/// What may stand between a label and its number.
const LINK: &str = r"(?:[ \u00a0]?(?::|#|=|-|–|\(|\.)|[ \u00a0](?:is|ist|lautet|est|c'est|c’est|es|[èé]|was|war|says|reads|zeigt|steht|dit|dice|diz|le|la|el|il|o|het|the)\b){0,3}[ \u00a0]{0,2}";

pub(super) fn find(text: &Text<'_>, found: &mut Found) {
    static VALUE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:[A-Z]{1,6}[-/.]){0,3}(?:[A-Z]{1,5}[-/. ]?|[a-z]{1,2}[-/]?)?[0-9][0-9A-Za-z]*(?:[-/.][0-9A-Za-z]+|[ \u00a0](?:[0-9]{2,}[A-Z]?|[A-Z]{1,3}[0-9]+|[B-DF-HJ-NP-XZ]))*",
        )
    });
    for hit in VALUE.find_iter(text.text) {
        let (start, mut end) = (hit.start(), hit.end());
        // "A4471CD." ends before the point.
        let written = hit.as_str().trim_end_matches(['.', '-', '/']);
        end -= hit.as_str().len() - written.len();
        if !text.stands_alone(start, end) || !enough(written) || amount(text, start, end) {
            continue;
        }
        // "numéro CAF 4471820": the capitals may belong to the label.
        let head = written.find(' ').filter(|at| !written[..*at].contains(char::is_numeric));
        let starts = [head.map(|at| start + at + 1), Some(start)];
        if let Some((start, sure)) = starts
            .into_iter()
            .flatten()
            .find_map(|start| judge(text, start, end).map(|sure| (start, sure)))
        {
            found.add(KIND.id, start, end, sure);
        }
    }
    plates(text, found);
}

/// How sure it is that this stands for a person.
fn judge(text: &Text<'_>, start: usize, end: usize) -> Option<f32> {
    let value = text.slice(start, end);
    let near = text.before(start, 64);
    let near = near.rsplit(['?', '!', ';']).next().unwrap_or_default();
    let letter = value.chars().any(|c| c.is_ascii_uppercase());
    if labelled(near) {
        return Some(if letter { 0.93 } else { 0.78 });
    }
    if weakly(near, value) || referred(near, value) || called(text, end, value) {
        return Some(0.78);
    }
    titled(text, start).then_some(0.86)
}

/// Plates of cars where they are called so; without that they are too like article numbers.
fn plates(text: &Text<'_>, found: &mut Found) {
    static PLATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?:^|[^\p{{L}}])(?i:{PLATES})(?:[ :.,(]|(?i:no|nr|n[°ºo]|number|is|ist|est|es|è|é|van|de|del|do|mein|my|di|da)\b){{0,6}}((?:[A-ZÄÖÜ0-9]{{1,4}}[-·. ]?){{1,3}}[A-Z0-9]{{1,4}})(?:[^\p{{L}}0-9]|$)"
        ))
    });
    for hit in PLATE.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let written = hit.as_str();
        let letters = written.chars().filter(char::is_ascii_uppercase).count();
        let digits = checks::digits(written).len();
        if letters >= 1 && digits >= 1 && (5..=9).contains(&(letters + digits)) {
            found.add(KIND.id, hit.start(), hit.end(), 0.88);
        }
    }
}

/// It is called so behind: RT-88120-C as our reference, K-4471 is my customer number.
fn called(text: &Text<'_>, end: usize, value: &str) -> bool {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^ ?(?:\(|–|-|=|is|ist|est|es|[èé]|as|als|comme|como|come|war|was) ?(?:my|our|your|the|his|her|meine?|unser|unsere|ihre?|ma|mon|notre|votre|mi|nuestra|su|il mio|la mia|il nostro|o meu|a minha|a nossa|mijn|ons|onze|uw)? ?(?:{CALLED}|{WORDS})(?:[^\p{{L}}]|$)"
        ))
    });
    (code(value) || checks::digits(value).len() >= 5) && BEHIND.is_match(text.after(end, 48))
}

/// Money, a share, a measure.
fn amount(text: &Text<'_>, start: usize, end: usize) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:€|\$|£|%|°|eur\b|euros?\b|usd|chf|gbp|mg|ml|kg|km|cm|mm|m²|kwh|gb\b|mb\b|[x×] ?[0-9]|stück|pcs|[,.:][0-9])",
        )
    });
    UNIT.is_match(text.after(end, 8)) || text.before(start, 2).trim_end().ends_with(['€', '$', '£'])
}

/// A label with the word for number in it, before, behind or inside, that names no thing.
fn labelled(near: &str) -> bool {
    static COMPOUND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}\-])([\p{{L}}][\p{{L}}.\-]+?(?:nummer|-?nr|nrn|zeichen|kennung|ausweis|pasnummer|kenmerk))\.?{LINK}$"
        ))
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(\p{{L}}[\p{{L}}.'’\-/]*(?: (?:d[eiou]|del|della|of|the|van|von|der|dos|das)? ?\p{{L}}[\p{{L}}'’\-]*)?)[ (]{{1,2}}(?:{NUMBER}){LINK}$"
        ))
    });
    static OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:(?:{NUMBER})[ \u00a0]|n[°º] ?)((?:(?:d[eiou]|del|della|dell|d|of|for|on|from|van|von|der|des|het|la|le|l|meine[rs]?|mijn|mon|ma|mi|mein|meu|minha|my|your|mia|mio|su|sua|the|that|um|seiner|ihrer|das?|dos)['’ ]{{1,2}}){{0,4}}\p{{L}}{{3,}}(?:[ \-'’]\p{{L}}+){{0,3}}?){LINK}$"
        ))
    });
    [&*COMPOUND, &*BEHIND, &*OF].iter().any(|form| {
        let label = form.captures(near).and_then(|label| label.get(1));
        label.is_some_and(|label| persons(label.as_str()))
    })
}

/// The label is for no thing, and for no telephone, account or card, which have kinds of their own.
fn persons(label: &str) -> bool {
    static NOTHING: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)^(?:(?:{EMPTY})[ '’]?)+$")));
    let last = label.rsplit([' ', '\'', '’']).next().unwrap_or_default();
    last.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !things().is_match(label)
        && !NOTHING.is_match(label)
}

fn things() -> &'static Regex {
    static THING: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{THINGS})")));
    &THING
}

/// "Fall K-2213-B": a word that is often meant otherwise, before what can only be a code.
fn weakly(near: &str, value: &str) -> bool {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{WEAK})\.?{LINK}$")));
    code(value) && WORD.is_match(near)
}

/// "Ref: JW/POL/4471": but digits alone behind it are an article's.
fn referred(near: &str, value: &str) -> bool {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:ref|refs|r[ée]f|rif|reference|referentie|referenz|r[ée]f[ée]rence|referencia|riferimento|refer[êe]ncia)(?: (?:dossier|number|no|client|de l'avis|de l’avis|de la demande|nr|n[°º]|parquet|greffe|tribunal|cour|court|juzgado|procura|parket|assureur|insurer|sinistre|patient|caf|cpam|urssaf))?\.?{LINK}$"
        ))
    });
    static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:avis|dossier|our|your|nos|vos|unser|ihr|uw|ons|parquet|greffe|tribunal|cour|court|gericht|amt|juzgado|procura|tribunale|tribunal|comarca|rechtbank|parket|assureur|insurer|versicherung|sinistre|soin|patient|caf|cpam|urssaf|imp[ôo]ts|dgfip)[^.;]{0,12}$",
        )
    });
    let digits = checks::digits(value).len();
    let letter = value.chars().any(|c| c.is_ascii_uppercase());
    WORD.is_match(near) && (code(value) && letter || digits >= 6 && DIGITS.is_match(near))
}

/// Letters, a stroke or a hyphen among at least three digits.
fn code(value: &str) -> bool {
    checks::digits(value).len() >= 3
        && value.chars().any(|c| c.is_ascii_uppercase() || c == '/' || c == '-')
}

/// The line above or the head of its column calls it so.
fn titled(text: &Text<'_>, start: usize) -> bool {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^[^\p{{L}}]*(?:{WORDS})[^\p{{L}}]*$|^(?:\p{{L}}[\p{{L}}.\-]* ?)+(?:nummer|nr|no|n[°º]|number|id)\.?:?$|^(?:{NUMBER}) (?:\p{{L}}[\p{{L}}'’.\-]* ?){{1,3}}:?$"
        ))
    });
    let says = |title: Option<&str>| {
        title.is_some_and(|title| TITLE.is_match(title.trim()) && !things().is_match(title))
    };
    let other = matches!(
        cues::before(text, start, 20),
        Some(Cue::Phone | Cue::Account | Cue::Card | Cue::Thing)
    );
    !other && (says(lead::label(text, start)) || says(lead::heading(text, start)))
}

//! Postal codes: those that stand alone where their form tells, those with a town, those that are
//! called so, and the street that stands before one.

use super::address_head::walked;
use super::address_streets::SMALL;
use super::address_tail::{TOWN, region, town};
use super::found::Found;
use super::name_forms::noun_like;
use super::name_lists::{fold, is_place, is_word};
use super::text::{Language, Text, latin as pattern};
use regex::Regex;
use std::sync::LazyLock;

const ID: &str = "addresses";

pub(super) fn codes(text: &Text<'_>, found: &mut Found) {
    own(text, found);
    with_town(text, found);
    american(text, found);
    called(text, found);
}

/// A street before it has found it.
fn among(found: &Found, end: usize) -> bool {
    found.of(ID).any(|span| span.start < end && end <= span.end)
}

/// A postal code that nothing else explains: not part of a longer number, and where its form is
/// also that of other numbers, in its own language or with its town.
fn alone(text: &Text<'_>, code: &str, start: usize, end: usize) -> bool {
    let marks = ['-', '/', '.', '+'];
    let left = text.slice(0, start).ends_with(marks);
    let right = text.after(end, 2);
    let longer =
        right.starts_with(marks) && right.chars().nth(1).is_some_and(char::is_alphanumeric);
    let town = code.chars().filter(|c| c.is_lowercase()).count() > 1;
    let letters = code.chars().any(|c| c.is_ascii_uppercase());
    let british = code.starts_with(|c: char| c.is_ascii_uppercase());
    let home = match (british, letters) {
        (true, _) => true,
        (false, true) => matches!(text.language, Some(Language::Dutch) | None),
        (false, false) => text.language == Some(Language::Portuguese) && !code.starts_with("20"),
    };
    !left && !longer && text.stands_alone(start, end) && (town || home)
}

/// SW1A 1AA; 1012 AB; 1100-148 Lisboa; 01310-100; D02 E2X3; H2Y 2A6.
fn own(text: &Text<'_>, found: &mut Found) {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        let town = town();
        pattern(&format!(
            r"(?:{town},?[ \n](?:{town},?[ \n])?(?:[A-Z]{{2}},?[ ])?)?\b(?:[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPS-UW]?[ ][0-9][ABD-HJLNP-UW-Z]{{2}}|[ABCEGHJ-NPRSTVXY][0-9][A-Z][ ][0-9][A-Z][0-9]|(?:[AC-FHKNPRTV-Y][0-9]{{2}}|D6W)[ ][AC-FHKNPRTV-Y][0-9AC-FHKNPRTV-Y]{{3}})\b|\b(?:[1-9][0-9]{{3}}[ ]?(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])(?:[ ]{town})?|[0-9]{{4}}-[0-9]{{3}}(?:[ ]{town})?|[0-9]{{5}}-[0-9]{{3}})\b"
        ))
    });
    static BARE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[A-Z]?[0-9][0-9A-Z]*[ \-]?[0-9A-Z]+$"));
    let mut at = 0;
    while let Some(hit) = OWN.find_at(text.text, at) {
        at = hit.end();
        if among(found, hit.end()) {
            continue;
        }
        let ours = hit.as_str();
        // 040 66969-417: the end of a telephone number.
        if found.of("phones").any(|span| span.start < hit.end() && hit.end() <= span.end) {
            continue;
        }
        // With its town before it; the code by itself where a sentence leads to it.
        let lettered = ours.starts_with(|c: char| c.is_alphabetic());
        let code = BARE.find(ours).filter(|_| lettered).map_or(ours, |code| code.as_str());
        if !alone(text, code, hit.end() - code.len(), hit.end())
            && !alone(text, ours, hit.start(), hit.end())
        {
            continue;
        }
        let mut start = hit.start();
        let first = ours.split([' ', ',', '\n']).next().unwrap_or_default();
        let piece = !ours.contains([',', '\n']);
        if piece
            && lettered
            && is_word(first)
            && !is_place(first)
            && first.chars().any(char::is_lowercase)
        {
            start += first.len();
            start += text.slice(start, hit.end()).len()
                - text.slice(start, hit.end()).trim_start_matches([' ', ',', '\n']).len();
        }
        match walked(text, start, true, found) {
            Some(from) => found.add(ID, from, hit.end(), 0.86),
            None => found.add(ID, start, hit.end(), 0.78),
        }
    }
}

/// 50667 Köln, 8002 Zürich, behind a street or in a place where towns are told.
fn with_town(text: &Text<'_>, found: &mut Found) {
    static CODE_TOWN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"\b(?:(?:D|A|CH|F|E|I|B|L|NL|P|FL)-)?([0-9]{{4,5}})[ ]({TOWN}(?:[ \-/](?:{SMALL}[ \-]?){{0,2}}{TOWN}){{0,3}})"
        ))
    });
    static CONTEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:wohn\w*|adresse|anschrift|plz|nach|address|live|adresse|habite|vivo|direcci[óo]n|domicil\w*|indirizzo|abito|residente|morada|moro|woon\w*|adres|liefer\w*|umgezogen|moved)(?-u:\b)\W*(?:\w+\W+){0,4}$",
        )
    });
    for captures in CODE_TOWN.captures_iter(text.text) {
        let (Some(all), Some(code), Some(town)) =
            (captures.get(0), captures.get(1), captures.get(2))
        else {
            continue;
        };
        if among(found, all.end())
            || super::addresses::measured(text, code.end())
            || !text.stands_alone(all.start(), all.end())
        {
            continue;
        }
        let first = town.as_str().split([' ', '-', '/']).next().unwrap_or_default();
        let city = is_place(first) || is_place(&fold(town.as_str()));
        let five = code.as_str().len() == 5;
        let strange =
            !(is_word(first) || text.language == Some(Language::German) && noun_like(first));
        let year = matches!(code.as_str().get(..2), Some("19" | "20")) && !five;
        let end = region(text, all.end());
        let near = CONTEXT.is_match(text.before(all.start(), 50)) && (city || strange);
        if (city || strange && !year)
            && let Some(start) = walked(text, all.start(), false, found)
        {
            found.add(ID, start, end, 0.85);
        } else if near || city && five {
            found.add(ID, all.start(), all.end(), 0.8);
        }
    }
}

/// Boise, ID 83701; CP 46007.
fn american(text: &Text<'_>, found: &mut Found) {
    static ZIP: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"{},[ ](?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY])[ ][0-9]{{5}}(?:-[0-9]{{4}})?\b",
            town()
        ))
    });
    for hit in ZIP.find_iter(text.text) {
        let start = walked(text, hit.start(), true, found).unwrap_or(hit.start());
        found.add(ID, start, hit.end(), 0.86);
    }
}

/// PLZ 12345, postcode is SW4 7AB.
fn called(text: &Text<'_>, found: &mut Found) {
    static CALLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i:\b(?:plz|postleitzahl|zip(?: ?code)?|post ?code|postal code|eircode|code postal|c[óo]digo postal|c\.?p\.?|cap|cep|postcode)(?:[ :]|is|ist|est|es|[èé]|lautet){0,4})([A-Z0-9][A-Z0-9 \-]{2,8}[0-9A-Z])\b",
        )
    });
    for captures in CALLED.captures_iter(text.text) {
        if let Some(code) = captures.get(1)
            && code.as_str().chars().any(|c| c.is_ascii_digit())
        {
            found.add(ID, code.start(), code.end(), 0.85);
        }
    }
}

//! Bank accounts: IBAN by its checksum, and what is announced as an account.

use super::Kind;
use super::checks;
use super::cues::{self, Cue};
use super::found::Found;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "accounts",
    title: "Bank accounts",
    placeholder: "ACCOUNT",
    example: "refund it to DE89 3704 0044 0532 0130 00",
    help: "IBANs, by their checksum, and account numbers, sort codes and BICs that are called so.",
    find,
};

fn find(text: &Text<'_>, found: &mut Found) {
    if !text.has_digits() {
        return;
    }
    iban(text, found);
    announced(text, found);
}

/// The signs behind a country code and two digits, as far as they can belong to it; the longest
/// part that passes the checksum is the IBAN.
fn iban(text: &Text<'_>, found: &mut Found) {
    static BEGIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)[A-Z]{2}[ \u00a0]?[0-9]{2}(?:[ \u00a0.\-]{0,2}[A-Z0-9]){10,32}")
    });
    let mut at = 0;
    while let Some(hit) = BEGIN.find_at(text.text, at) {
        let start = hit.start();
        at = start + 1;
        if !text.stands_alone(start, start) && text.slice(0, start).ends_with(char::is_alphanumeric)
        {
            continue;
        }
        let ends: Vec<usize> =
            hit.as_str().char_indices().map(|(i, c)| start + i + c.len_utf8()).collect();
        let good = ends.into_iter().rev().find(|end| {
            let slice = text.slice(start, *end);
            text.stands_alone(start, *end)
                && slice.ends_with(|c: char| c.is_ascii_alphanumeric())
                && checks::iban(slice)
        });
        let end = match good {
            Some(end) => Some((end, 0.99)),
            // One wrong sign is still someone's account.
            None if near_iban(text, start, hit.as_str()) => {
                Some((start + mistyped(hit.as_str()), 0.9))
            }
            None => None,
        };
        if let Some((end, sure)) = end {
            found.add(KIND.id, start, end, sure);
            at = end;
        }
    }
}

/// Countries people of the seven languages have accounts in, with the length of their IBAN.
const LENGTHS: &[(&str, usize)] = &[
    ("AT", 20),
    ("BE", 16),
    ("CH", 21),
    ("DE", 22),
    ("ES", 24),
    ("FR", 27),
    ("GB", 22),
    ("IE", 22),
    ("IT", 27),
    ("LI", 21),
    ("LU", 20),
    ("MC", 27),
    ("NL", 18),
    ("PL", 28),
    ("PT", 25),
    ("SM", 27),
    ("TR", 26),
    ("BR", 29),
];

fn length(text: &str) -> Option<usize> {
    let country = checks::plain(text.get(..2)?);
    LENGTHS.iter().find(|(code, _)| *code == country).map(|(_, length)| *length)
}

/// As long as its country's, though the checksum fails: called an IBAN, or in capitals.
fn near_iban(text: &Text<'_>, start: usize, slice: &str) -> bool {
    let Some(length) = length(slice) else { return false };
    let called = cues::before(text, start, 40) == Some(Cue::Account);
    let digits = slice.chars().filter(char::is_ascii_digit).count();
    // Small letters between blanks are words: "es 69837701 y el de mi marido".
    let country = slice.get(..2).unwrap_or_default();
    let words =
        slice.split([' ', '\u{a0}']).any(|part| part.chars().all(|c| c.is_ascii_lowercase()));
    !words
        && checks::plain(slice).len() >= length
        && (called || digits >= 14 && country.chars().all(|c| c.is_ascii_uppercase()))
}

/// Bytes up to the last sign that the country's IBAN has.
fn mistyped(slice: &str) -> usize {
    let length = length(slice).unwrap_or(34);
    let signs = slice.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric());
    signs.take(length).last().map_or(slice.len(), |(i, c)| i + c.len_utf8())
}

fn announced(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i:\b(?:konto(?:-?nummer|-?nr\.?)?|account (?:no\.?|number|nr\.?)|bank account|a/c(?: no\.?)?|accounts?|abi|cab|blz|bankleitzahl|sort ?code|compte(?: bancaire)?|rib|cuenta(?: bancaria| corriente)?|conto(?: corrente)?|c/c|conta(?: banc[áa]ria)?|nib|rekening(?:nummer)?|routing (?:no\.?|number)|ccc)(?:[ :#.=-]|is|ist|n\.?[°ºo]|n\.|lautet|number|no|n[°ºo]|nr|num[ée]ro|n[úu]mero|numero){0,5})",
            r"([0-9](?:[ .\-/]?[0-9]){4,23})"
        ))
    });
    static BIC: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\b(?:BIC|SWIFT|Swift|bic)[ /A-Za-z]{0,12}[: =]{0,3})\b([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b",
        )
    });
    static SORT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{8}\b"));
    for (form, sure) in [(&FORM, 0.91), (&BIC, 0.95)] {
        for captures in form.captures_iter(text.text) {
            if let Some(hit) = captures.get(1)
                && text.stands_alone(hit.start(), hit.end())
            {
                found.add(KIND.id, hit.start(), hit.end(), sure);
            }
        }
    }
    for hit in SORT.find_iter(text.text) {
        found.add(KIND.id, hit.start(), hit.end(), 0.9);
    }
}

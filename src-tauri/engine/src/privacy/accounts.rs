//! Bank accounts: IBAN by its checksum, and what is announced as an account.

use super::Kind;
use super::checks;
use super::cues::{self, Cue};
use super::found::Found;
use super::numbers;
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
    banks(text, found);
    if text.has_digits() {
        iban(text, found);
        announced(text, found);
        national(text, found);
    }
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
                && length(slice) == Some(checks::plain(slice).len())
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

/// Countries that have IBANs, with how many signs theirs have.
const LENGTHS: &str = concat!(
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 ",
    "DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 ",
    "IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 ",
    "MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 ",
    "SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20",
);

fn length(text: &str) -> Option<usize> {
    let country = checks::plain(text.get(..2)?);
    let known = LENGTHS.split(' ').find(|known| known.get(..2) == Some(country.as_str()));
    known.and_then(|known| known.get(2..)?.parse().ok())
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
            r"(?i:\b(?:konto(?:-?nummer|-?nr\.?)?|kto\.?(?:-?nr\.?)?|post(?:scheck)?konto|acc(?:oun)?t?\.? ?(?:no\.?|number|nr\.?|#)|acct\.?|(?:bank|checking|savings|current|giro) account|a/c(?: no\.?)?|s/c|bsb|bank ?code|code (?:banque|guichet)|cl[ée] rib|cta\.?(?: ?cte\.?| corriente)?|c\.c\.p?\.?|ccp|rek(?:ening)?\.?-?(?:nr\.?|nummer)?|accounts?|abi|cab|blz|bankleitzahl|sort ?code|compte(?: bancaire)?|rib|cuenta(?: bancaria| corriente)?|conto(?: corrente)?|c/c|conta(?: banc[áa]ria)?|nib|routing (?:no\.?|number)|ccc)(?:[ :#.=-]|is|ist|n\.?[°ºo]|n\.|lautet|number|no|n[°ºo]|nr|num[ée]ro|n[úu]mero|numero){0,5})",
            r"([0-9](?:[ .\-/]?[0-9]){4,23})"
        ))
    });
    static SORT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{8}\b"));
    for hit in FORM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        if text.stands_alone(hit.start(), hit.end()) {
            found.add(KIND.id, hit.start(), hit.end(), 0.91);
        }
    }
    for hit in SORT.find_iter(text.text) {
        found.add(KIND.id, hit.start(), hit.end(), 0.96);
    }
}

/// Numbers that countries gave accounts before the IBAN, by their checksums: CCC, NIB, RIB.
fn national(text: &Text<'_>, found: &mut Found) {
    for run in numbers::runs(text) {
        for piece in run.pieces(text, &[20, 21, 23]) {
            let good = match piece.digits.len() {
                20 => checks::spanish_account(&piece.digits),
                21 => checks::portuguese_account(&piece.digits),
                _ => checks::french_account(&piece.digits),
            };
            if good {
                found.add(KIND.id, piece.start, piece.end, 0.93);
            }
        }
    }
}

/// The code of a bank, which may hold no digit.
fn banks(text: &Text<'_>, found: &mut Found) {
    static BIC: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\b(?:BIC|SWIFT|Swift|bic)[ /A-Za-z]{0,12}[: =]{0,3})\b([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b",
        )
    });
    for hit in BIC.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        if text.stands_alone(hit.start(), hit.end()) {
            found.add(KIND.id, hit.start(), hit.end(), 0.95);
        }
    }
}

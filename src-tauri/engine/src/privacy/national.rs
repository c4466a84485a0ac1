//! Numbers that a state or an insurer gives to a person, by their form and checksum.

use super::checks::{self, plain};
use super::cues::{self, Cue};
use super::found::Found;
use super::numbers::{self, Piece};
use super::records::KIND;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Surely a person's number: a checksum over enough signs, and its own form.
const SURE: f32 = 0.93;
/// A checksum alone, which one number in ten has by chance.
const CHECKED: f32 = 0.7;

type Check = fn(&str) -> bool;

/// Forms that hold letters, each with its check.
fn lettered() -> &'static [(Regex, Check)] {
    static FORMS: LazyLock<Vec<(Regex, Check)>> = LazyLock::new(|| {
        let gap = r"[ .\-/\u00a0\u202f\u2009–‑]{0,2}";
        let form = |text: &str| pattern(&format!("(?i){}", text.replace('~', gap)));
        vec![
            // German health insurance, pension insurance, identity card and passport
            (form(r"[A-Z]~(?:[0-9]~){8}[0-9]"), checks::german_health),
            (form(r"[0-9]{2}~[0-9]{6}~[A-Z]~[0-9]{3}"), checks::german_pension),
            // UK national insurance: rules on its letters, no checksum
            (form(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]~[0-9]{2}~[0-9]{2}~[0-9]{2}~[A-D]"), |_| {
                true
            }),
            // France, with the letters of Corsica
            (
                form(r"[1-478]~[0-9]{2}~[0-9]{2}~(?:[0-9]{2}|2[AB])~[0-9]{3}~[0-9]{3}~[0-9]{2}"),
                |text| checks::french(text) || text.split(' ').count() > 5,
            ),
            // Italy; letters may stand for digits where two people would have the same code. The form
            // is like nothing else, so one that was mistyped is someone's too.
            (
                form(
                    r"[A-Z]{3}~[A-Z]{3}~[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}~[A-Z][0-9LMNP-V]{3}~?[A-Z]",
                ),
                |text| checks::italian(text) || text.len() == 16,
            ),
            // Spain
            (form(r"[0-9]{2}~[0-9]{3}~[0-9]{3}~[A-Z]"), checks::spanish),
            (form(r"[XYZ]~[0-9]~?[0-9]{3}~?[0-9]{3}~[A-Z]"), checks::spanish),
            // Portuguese citizen card: eight digits, one, two letters and one
            (form(r"[0-9]{8}~[0-9]~[A-Z]{2}~?[0-9]"), |_| true),
            // Value added tax numbers; those of Germany have a checksum
            (form(r"DE~[0-9]{3}~[0-9]{3}~[0-9]{3}"), |text| {
                checks::mod_11_10(&checks::digits(text))
            }),
            (
                // In capitals: "from 185 ..." begins with FR as well.
                pattern(&
                    r"(?:ATU[0-9]{8}|NL[0-9]{9}B[0-9]{2}|BE~[01][0-9]{3}~[0-9]{3}~[0-9]{3}|IT~[0-9]{11}|PT~[0-9]{9}|GB~[0-9]{3}~[0-9]{4}~[0-9]{2}|FR~[0-9A-Z]{2}~[0-9]{3}~[0-9]{3}~[0-9]{3}|ES~[A-Z][0-9]{7}[0-9A-Z]|CHE~[0-9]{3}~[0-9]{3}~[0-9]{3})".replace('~', gap),
                ),
                |_| true,
            ),
        ]
    });
    &FORMS
}

pub(super) fn find(text: &Text<'_>, found: &mut Found) {
    for (form, check) in lettered() {
        for hit in overlapping(form, text.text) {
            let (start, end) = hit;
            if text.stands_alone(start, end) && check(text.slice(start, end)) {
                found.add(KIND.id, start, end, SURE);
            }
        }
    }
    german_tax_office(text, found);
    court_files(text, found);
    identity_documents(text, found);
    for run in numbers::runs(text) {
        for piece in run.pieces(text, &[8, 9, 10, 11, 13, 15]) {
            if let Some(sure) = digits_only(text, &piece) {
                found.add(KIND.id, piece.start, piece.end, sure);
            }
        }
    }
}

/// Every place where a form fits, also inside a longer run that it began in too early.
fn overlapping(form: &Regex, text: &str) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(hit) = form.find_at(text, at) {
        places.push((hit.start(), hit.end()));
        let step = text[hit.start()..].chars().next().map_or(1, char::len_utf8);
        at = hit.start() + step;
    }
    places
}

/// Numbers of digits alone: how sure, if one of the checks holds.
fn digits_only(text: &Text<'_>, piece: &Piece) -> Option<f32> {
    let d = &piece.digits;
    let cue = cues::nearest(text, piece.start, piece.end);
    let one = piece.shape.len() == 1;
    let shape = piece.shape.as_slice();
    // A form of its own, or written in one piece, or announced.
    let known = |shapes: &[&[usize]]| shapes.contains(&shape);
    let own = match d.len() {
        15 => checks::french(text.slice(piece.start, piece.end)).then_some(true),
        13 => checks::swiss(d).then_some(true),
        11 => {
            let tax = checks::german_tax(d) && (one || known(&[&[2, 3, 3, 3], &[3, 3, 3, 2]]));
            let belgian =
                checks::belgian(d) && (one || known(&[&[2, 2, 2, 3, 2], &[6, 3, 2], &[6, 5]]));
            let cpf = checks::brazilian(d) && (one || known(&[&[3, 3, 3, 2], &[9, 2]]));
            let vat = checks::luhn(d) && one;
            (tax || belgian || cpf || vat || checks::german_tax(d)).then_some(tax || belgian || cpf)
        }
        10 => {
            let nhs = checks::nhs(d) && (one || known(&[&[3, 3, 4]]));
            let austrian = checks::austrian(d) && (one || known(&[&[4, 6], &[4, 2, 2, 2]]));
            (nhs || austrian).then_some(!one)
        }
        9 => {
            let written = text.slice(piece.start, piece.end);
            let american = checks::american(d)
                && shape == [3, 2, 4]
                && (written.contains('-') || cue == Some(Cue::Record));
            let nif = checks::portuguese(d) && (one || known(&[&[3, 3, 3]]));
            let bsn = checks::dutch(d) && (one || known(&[&[3, 3, 3], &[4, 2, 3], &[4, 3, 2]]));
            (american || nif || bsn).then_some(american)
        }
        // Eight digits are too few to be found without a word for them.
        _ => (checks::dutch(d) && one && cue == Some(Cue::Record)).then_some(true),
    }?;
    Some(match cue {
        Some(Cue::Record) => SURE,
        // What the sentence calls a phone or an order is that, if it can be.
        Some(Cue::Phone | Cue::Account | Cue::Card) if !own => 0.45,
        Some(Cue::Thing) if !own => 0.5,
        _ if own => 0.85,
        _ => CHECKED,
    })
}

/// German tax office numbers: 12/345/67890 and their kin.
fn german_tax_office(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[0-9]{2,3} ?/ ?[0-9]{3,4} ?/ ?[0-9]{4,5}"));
    for hit in FORM.find_iter(text.text) {
        if text.stands_alone(hit.start(), hit.end()) {
            found.add(KIND.id, hit.start(), hit.end(), 0.9);
        }
    }
}

/// Identity cards and passports: letters and digits, where the words around announce them.
fn identity_documents(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8,9}|[A-Z]{1,3}[0-9]{5,8}[A-Z]{0,2}|[0-9]{2}[A-Z]{2}[0-9]{5})\b",
        )
    });
    for hit in FORM.find_iter(text.text) {
        let mixed = hit.as_str().chars().filter(char::is_ascii_digit).count() >= 4;
        let announced = cues::nearest(text, hit.start(), hit.end()) == Some(Cue::Record);
        let checked = plain(hit.as_str()).len() == 10 && checks::document(hit.as_str());
        if mixed && (announced || checked) {
            found.add(KIND.id, hit.start(), hit.end(), if announced { 0.9 } else { CHECKED });
        }
    }
}

/// Files of courts, by the forms that Germany, Portugal and the Netherlands give them: 12 C 345/23,
/// 118/23.4T8LSB, C/13/719843 / HA ZA 22-611.
fn court_files(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:[0-9]{1,4} (?:[A-Z][A-Za-z]{0,4}|[IVX]{1,4} [A-Z][A-Za-z]{0,3}) [0-9]{1,6}/[0-9]{2,4}|[0-9]{1,6}/[0-9]{2}\.[0-9][A-Z0-9]{4,5}(?:-[A-Z])?|C/[0-9]{2}/[0-9]{5,6}(?: ?/ ?[A-Z]{2} ?[A-Z]{2,3} ?[0-9]{2}-[0-9]{1,5})?)\b",
        )
    });
    for hit in FORM.find_iter(text.text) {
        found.add(KIND.id, hit.start(), hit.end(), 0.9);
    }
}

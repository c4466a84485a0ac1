//! Payment cards, by their checksum.

use super::Kind;
use super::checks;
use super::cues::{self, Cue};
use super::found::Found;
use super::numbers;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "cards",
    title: "Payment cards",
    placeholder: "CARD",
    example: "my card 4111 1111 1111 1111 was charged twice",
    help: "Numbers of credit and debit cards, by their checksum, with their security codes.",
    find,
};

const LENGTHS: &[usize] = &[12, 13, 14, 15, 16, 17, 18, 19];

fn find(text: &Text<'_>, found: &mut Found) {
    if !text.has_digits() {
        return;
    }
    for run in numbers::runs(text) {
        for piece in run.pieces(text, LENGTHS) {
            let cue = cues::nearest(text, piece.start, piece.end);
            let called = cue == Some(Cue::Card);
            // The networks begin with 2 to 6; the groups of a card have three to seven digits.
            let network = matches!(piece.digits.first(), Some(2..=6));
            let grouped = piece.shape.len() == 1 || piece.shape.iter().all(|n| (2..=8).contains(n));
            if checks::luhn(&piece.digits) && network && grouped {
                let form = matches!(piece.shape.as_slice(), [4, 4, 4, 4] | [4, 6, 5] | [16] | [15]);
                let sure = match (called, form) {
                    (true, _) => 0.97,
                    (_, true) => 0.94,
                    _ => 0.72,
                };
                found.add(KIND.id, piece.start, piece.end, sure);
            } else if called && piece.whole && piece.digits.len() >= 13 {
                found.add(KIND.id, piece.start, piece.end, 0.9);
            }
        }
    }
    codes(text, found);
}

/// Security codes where they are called so.
fn codes(text: &Text<'_>, found: &mut Found) {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i:\b(?:cvv2?|cvc2?|csc|security code|pr[üu]fziffer|sicherheitscode|cryptogramme|c[óo]digo de seguridad|codice di sicurezza|c[óo]digo de seguran[çc]a|beveiligingscode)(?:[ :=]|is|ist|lautet|est|es|[èé]){0,4})([0-9]{3,4})\b",
        )
    });
    for captures in CODE.captures_iter(text.text) {
        if let Some(hit) = captures.get(1) {
            found.add(KIND.id, hit.start(), hit.end(), 0.9);
        }
    }
}

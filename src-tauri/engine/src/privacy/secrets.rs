//! Passwords, pins and keys of programs, where they are called so or have a known form.

use super::Kind;
use super::found::Found;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "secrets",
    title: "Passwords and keys",
    placeholder: "SECRET",
    example: "the password is Sommer-4711",
    help: "Passwords and pins that are called so, and the keys of well-known services.",
    find,
};

fn find(text: &Text<'_>, found: &mut Found) {
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:sk-[A-Za-z0-9_\-]{16,}|(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_\-]{16,}|hf_[A-Za-z0-9]{20,}|AKIA[A-Z0-9]{12,}|AIza[A-Za-z0-9_\-]{30,}|xox[abprs]-[A-Za-z0-9\-]{10,}|eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{5,}(?:\.[A-Za-z0-9_\-]*)?|SG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,})",
        )
    });
    // A password has no form of its own: whatever stands behind a colon, or a word with a digit.
    static CALLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?i:\b(?:pass ?words?|(?:wi-?fi|wlan|my|the) pass|passwd|pwd|pw|passphrase|pass ?code|passwort|kennwort|mot de passe|mdp|contrase[ñn]a|clave|parola d'ordine|senha|palavra[- ]passe|wachtwoord|api[- _]?(?:key|token|schl[üu]ssel)|secret|access (?:key|token)|bearer|pin(?:[- ]?code)?|tan|puk|zugangscode|codice pin)\b)((?i:(?:[ ]\p{L}[\p{L}\-]*){0,4}[ ]?(?:[:=][ ]?|[ ](?:is|ist|lautet|est|es|[èé]|was|war)[ ][ :]{0,3})|[ ]))["'„“«]?([^\s"'“”„«»]{3,64})"#,
        )
    });
    for hit in KEY.find_iter(text.text) {
        found.add(KIND.id, hit.start(), hit.end(), 0.96);
    }
    for captures in CALLED.captures_iter(text.text) {
        let (Some(link), Some(value)) = (captures.get(1), captures.get(2)) else { continue };
        let word = value.as_str().trim_end_matches(['.', ',', ';', ')', '!', '?']);
        let digit = word.chars().any(|c| c.is_ascii_digit());
        let mark = word.chars().any(|c| !c.is_alphanumeric());
        let announced = link.as_str().contains([':', '=']);
        let said = link.as_str().trim().len() > 1;
        if announced && (digit || mark || word.len() >= 6) || said && digit || digit && mark {
            found.add(KIND.id, value.start(), value.start() + word.len(), 0.86);
        }
    }
}

//! Passwords, pins and keys of programs, where they are called so or have a known form.

use super::found::Found;
use super::secret_words::{PASSWORDS, SAID_OF};
use super::text::{Text, pattern};
use super::{Kind, secret_codes, secret_said};
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
            r"\b(?:sk-[A-Za-z0-9_\-]{16,}|(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_\-]{16,}|hf_[A-Za-z0-9]{20,}|AKIA[A-Z0-9]{12,}|AIza[A-Za-z0-9_\-]{30,}|xox[abprs]-[A-Za-z0-9\-]{10,}|eyJ[A-Za-z0-9_\-]{12,}(?:\.[A-Za-z0-9_\-]*){0,2}|ASIA[A-Z0-9]{12,}|ya29\.[A-Za-z0-9_\-]{16,}|npm_[A-Za-z0-9]{20,}|pypi-[A-Za-z0-9_\-]{16,}|dop_v1_[a-f0-9]{20,}|sq0[a-z]{3}-[A-Za-z0-9_\-]{16,}|whsec_[A-Za-z0-9]{16,}|AC[0-9a-f]{32}|-----BEGIN [A-Z ]*PRIVATE KEY-----|AGE-SECRET-KEY-1[A-Z0-9]{20,}|SG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,})",
        )
    });
    for hit in KEY.find_iter(text.text) {
        found.add(KIND.id, hit.start(), hit.end(), 0.96);
    }
    secret_codes::find(text, found);
    passwords(text, found);
    secret_said::find(text, found);
}

/// A password has no form of its own: whatever stands behind a colon or "is", or a word with a digit.
fn passwords(text: &Text<'_>, found: &mut Found) {
    static CALLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?i:(?:^|[^\p{{L}}])(?:{PASSWORDS}|pin(?:[- ]?code)?|tan|puk|codice pin)(?-u:\b))((?i:(?:'s|’s)?(?:(?:[ ]\p{{L}}[\p{{L}}\-'’]*){{0,4}}[ ]?(?:[:=][ ]?|[ ](?:is|ist|lautet|est|c'est|es|[èé]|was|war|heißt|heisst|era|fue|foi|[ée]tait|sera|ser[áàa]|wordt|werd|blijft|bleibt|reste|sigue siendo|resta|continua|remains|will be)(?: now| still| jetzt| noch| maintenant| toujours| ahora| ora| ancora| agora| ainda| nu| nog)?[ ][ :]{{0,3}})|[?!.][ ]?(?:\p{{L}}+[ ]?){{1,5}}?[:=][ ]?|[?!.][ ]|[ ]?\([ ]?|[ ])|\n[ ]*))["'„“«]?([^\s"'“”„«»]{{3,64}})"#
        ))
    });
    static SAID: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^(?:{SAID_OF})$")));
    let mut at = 0;
    while let Some(captures) = CALLED.captures_at(text.text, at) {
        let (Some(all), Some(link), Some(value)) =
            (captures.get(0), captures.get(1), captures.get(2))
        else {
            break;
        };
        // The value may be the next word for a password.
        at = link.end().max(all.start() + 1);
        let word = value.as_str().trim_end_matches(['.', ',', ';', ')', '!', '?']);
        let digit = word.chars().any(|c| c.is_ascii_digit());
        let letter = word.chars().any(char::is_alphabetic);
        let mark = word.chars().any(|c| !c.is_alphanumeric());
        let announced = link.as_str().contains([':', '=', '\n']);
        let asked = link.as_str().contains(['?', '!', '.']) && !announced;
        let said = link.as_str().trim().len() > 1;
        let ends = value.as_str().len() > word.len()
            || text.after(value.start() + word.len(), 1).trim().is_empty()
                && !text
                    .after(value.end(), 2)
                    .starts_with(|c: char| c == ' ' || c.is_alphanumeric());
        let plain = word.len() >= 4 && !SAID.is_match(word);
        if !asked
            && (announced && (digit || mark || word.len() >= 6 && plain)
                || said && (digit || mark && ends || ends && plain)
                || digit
                    && (mark || letter && plain && !word.starts_with(|c: char| c.is_ascii_digit()))
                || mark && ends && letter && link.as_str() == " " && marked(word))
        {
            found.add(KIND.id, value.start(), value.start() + word.len(), 0.86);
        }
    }
}

/// Marks that words of a sentence do not have inside: a hyphen or an apostrophe alone are none.
fn marked(word: &str) -> bool {
    word.chars().any(|c| "!#$%&*+=?@^_~".contains(c))
}

//! User names without a shape of their own: in lines of a log, behind "registered as", and where
//! someone says what they are called in a game or forum.

use super::found::Found;
use super::lead;
use super::name_lists;
use super::text::{Text, pattern};
use super::user_words::{
    FAILED, HOW, LABELS, NAMING, PLACES, PLATFORMS, REGISTERED, SELF, STATES, USER,
};
use super::users::KIND;
use regex::Regex;
use std::sync::LazyLock;

/// What a user name can be written with.
const NAME: &str = r"[A-Za-z0-9][A-Za-z0-9_.\-]{1,38}[A-Za-z0-9]";

pub(super) fn find(text: &Text<'_>, found: &mut Found) {
    logged(text, found);
    registered(text, found);
    played(text, found);
    headed(text, found);
    placed(text, found);
}

/// Where computers write who someone is: CORP\\jdoe, /home/jdoe, jdoe@10.0.0.4, jdoe / pw.
fn placed(text: &Text<'_>, found: &mut Found) {
    static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        vec![
            pattern(
                r"(?:^|[\s(:„“])([A-Z][A-Z0-9\-]{1,15}\\[A-Za-z][A-Za-z0-9._\-]{1,30}[A-Za-z0-9])",
            ),
            pattern(
                r"(?i)(?:/home/|/users/|[a-z]:\\users\\|[a-z]:\\benutzer\\|~)([a-z][a-z0-9._\-]{1,30}[a-z0-9])",
            ),
            pattern(r"(?:^|[\s(:])([a-z][a-z0-9._\-]{1,30})@(?:[0-9]{1,3}\.){3}[0-9]{1,3}"),
            // her DigiD (anna82); neuen Benutzer angelegt: anna-extern
            pattern(&format!(
                r"(?i)(?:^|[^\p{{L}}])(?:digid|itsme|franceconnect|spid|cl@ve|accounts?|konto|zugang|compte|cuenta|conto|conta|perfil|profilo?|profiel|profile?|acc[èe]s|acceso|accesso|acesso|{USER})(?: \p{{L}}+){{0,2}} ?(?:\(|: ?|= ?)({NAME})(?:[)\s,;.]|$)"
            )),
            pattern(&format!(
                r"(?i)(?:^|[\s:(])({NAME})(?: ?[/,|;] ?| (?:und|and|et|y|e|en) )(?:pw|pwd|pass(?:word|wort)?|kennwort|mdp|mot de passe|contrase[ñn]a|clave|senha|palavra-passe|wachtwoord|ww) ?[:=]"
            )),
        ]
    });
    for (i, form) in FORMS.iter().enumerate() {
        for hit in form.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
            let shared = ["public", "default", "all", "shared"]
                .contains(&hit.as_str().to_lowercase().as_str());
            if !shared
                && (i < 3
                    || i == 3 && self_made(hit.as_str())
                    || i > 3 && !name_lists::is_word(hit.as_str()) && !digits(hit.as_str()))
            {
                found.add(KIND.id, hit.start(), hit.end(), 0.84);
            }
        }
    }
}

/// Small letters with a digit, a point, a line or a hyphen among them.
fn self_made(word: &str) -> bool {
    let small = word.chars().all(|c| !c.is_ascii_uppercase());
    let marked = word.contains(['.', '_', '-']) || word.chars().any(|c| c.is_ascii_digit());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    small
        && marked
        && letters >= 3
        && !word.starts_with(|c: char| c.is_ascii_digit())
        && !super::users::file(word)
        && !host(word)
}

/// The word is no word: it has a digit, a line, a point or a capital inside, or nobody could say it.
fn made(word: &str) -> bool {
    let digit = word.chars().any(|c| c.is_ascii_digit()) && word.chars().any(char::is_alphabetic);
    let line = word.contains(['_', '.']);
    let inner = word.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && word.chars().any(|c| c.is_ascii_lowercase());
    digit || line || inner || unsayable(word) || initialled(word)
}

/// Begins with consonants that begin no word: jpetrov, lkoster, mwood.
fn unsayable(word: &str) -> bool {
    const BEGIN: &[&str] = &[
        "bl", "br", "ch", "cl", "cr", "dr", "dw", "fl", "fr", "gl", "gn", "gr", "kl", "kn", "kr",
        "kw", "ph", "pl", "pr", "ps", "pf", "rh", "sc", "sh", "sk", "sl", "sm", "sn", "sp", "sq",
        "st", "sv", "sw", "th", "tr", "ts", "tw", "vr", "vl", "wh", "wr", "zw", "lh", "nh", "mc",
    ];
    let lower = word.to_lowercase();
    let Some(two) = lower.get(..2) else { return false };
    let consonant = |c: char| c.is_ascii_alphabetic() && !"aeiouy".contains(c);
    lower.len() >= 4 && two.chars().all(consonant) && !BEGIN.contains(&two)
}

/// An initial and a name that the lists hold: akumar, ecolin.
fn initialled(word: &str) -> bool {
    let tail = word.get(1..).unwrap_or_default();
    // schmidtj
    let head = word.get(..word.len().saturating_sub(1)).unwrap_or_default();
    let behind = head.len() >= 5 && name_lists::known(head) && !name_lists::known(word);
    word.chars().all(|c| c.is_ascii_lowercase())
        && tail.len() >= 4
        && !name_lists::is_word(word)
        && (name_lists::known(tail) || behind)
}

/// user lkoster denied, failed login for jpetrov, session opened for tkline.
fn logged(text: &Text<'_>, found: &mut Found) {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?i)(?:^|[^\p{{L}}])(?:{USER})[ :=]{{1,2}}(?:(?:of|de|di|van|von|do|da) )?["'„“«]?({NAME})"#
        ))
    });
    static TRIED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?i)(?:^|[^\p{{L}}])(?:{FAILED})[ :](?:(?:invalid |the )?(?:{USER}) )?["'„“«]?({NAME})"#
        ))
    });
    static HYPHENED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:github|gitlab|reddit|forum|bluesky|mastodon|wiki\p{L}*)[- ](?:user|nutzer(?:in)?|benutzer|usuari[oa]|utente|gebruiker|utilisateur|account)s? ([a-z0-9]+(?:-[a-z0-9]+)+)",
        )
    });
    for hit in HYPHENED.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        found.add(KIND.id, hit.start(), hit.end(), 0.8);
    }
    // A line of a log: an address, a time to the second, or a program with its number.
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|(?m:^)\W{0,2}[0-9T.\- /]*[0-9]{2}:[0-9]{2}:[0-9]{2}|[a-z]+\[[0-9]+\]",
        )
    });
    static STATE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)^(?:{STATES})$")));
    let log = LINE.is_match(text.text);
    for (form, always) in [(&*BEHIND, log), (&*TRIED, true)] {
        for hit in form.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
            let word = hit.as_str();
            let small = word.chars().all(|c| !c.is_ascii_uppercase()) && word.len() >= 3;
            let said = always && small && !name_lists::is_word(word) && !digits(word);
            if STATE.is_match(word) {
                continue;
            }
            if said || made(word) && !name_lists::is_word(word) {
                found.add(KIND.id, hit.start(), hit.end(), 0.8);
            }
        }
    }
}

fn digits(word: &str) -> bool {
    !word.chars().any(char::is_alphabetic) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// registered as l.hartog, angemeldet als tkrueger, mi sono iscritto come stellina.
fn registered(text: &Text<'_>, found: &mut Found) {
    static AS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?i)(?:^|[^\p{{L}}])(?:{REGISTERED})[ :]{{1,2}}["'„“«@]?({NAME})(?:[^\p{{L}}0-9]|$)"#
        ))
    });
    for hit in AS.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let word = hit.as_str();
        let small = word.chars().all(|c| !c.is_ascii_uppercase());
        let anyone = [
            "administrator",
            "admin",
            "root",
            "guest",
            "gast",
            "invité",
            "invitado",
            "ospite",
            "convidado",
        ];
        let plain =
            small && !name_lists::is_word(word) && !anyone.contains(&word.to_lowercase().as_str());
        if !digits(word) && (made(word) || plain) {
            found.add(KIND.id, hit.start(), hit.end(), 0.78);
        }
    }
}

/// In the game I'm marble_fox; on the forum my brother is TheRealGus99.
fn played(text: &Text<'_>, found: &mut Found) {
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{PLACES})(?:[^\p{{L}}]|$)")));
    static I_AM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?i)(?:^|[^\p{{L}}])(?:{SELF})[ :]{{1,2}}["'„“«]?({NAME})(?:[^\p{{L}}0-9_]|$)"#
        ))
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(NAMING));
    static ADJECTIVE: LazyLock<Regex> = LazyLock::new(|| pattern(HOW));
    static PLATFORM: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{PLATFORMS})(?:[^\p{{L}}]|$)")));
    static SHAPED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?:^|[\s(„“"':])([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[A-Za-z]{2,}[A-Z][a-z]+[A-Za-z]*[0-9]{2,4}|[a-zé]{3,}\.[a-z]{3,})(?:[\s,;:!?)“”"']|\.(?:\s|$)|$)"#,
        )
    });
    if !PLACE.is_match(text.text) {
        return;
    }
    for hit in I_AM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let word = hit.as_str();
        let small = word.chars().all(|c| c.is_ascii_lowercase()) && word.len() >= 5;
        let next = text.after(hit.end(), 1);
        let ends = next.is_empty() || next.starts_with(['.', ',', ';', '!', ')', '"']);
        let near = text.before(hit.start(), 44);
        let named = NAMED.is_match(near) && PLACE.is_match(near);
        let called = ends && PLATFORM.is_match(near) && !ADJECTIVE.is_match(word);
        let plain = small && !name_lists::is_word(word) && (named || called);
        if !digits(word) && (made(word) || plain) {
            found.add(KIND.id, hit.start(), hit.end(), 0.76);
        }
    }
    // Where one name on a computer is told, what has the shape of one is another.
    let mut at = 0;
    while let Some(hit) = SHAPED.captures_at(text.text, at) {
        let Some(word) = hit.get(1) else { break };
        at = word.end();
        let end = word.as_str();
        let file = super::users::file(end) || end.ends_with(".example") || host(end);
        if !file && found.of(KIND.id).next().is_some()
            || end.contains('_') && !file && !program(end)
        {
            found.add(KIND.id, word.start(), word.end(), 0.6);
        }
    }
}

/// A host or the end of one sentence without a blank.
fn host(word: &str) -> bool {
    let end = word.rsplit('.').next().unwrap_or_default();
    let known = ["com", "org", "net", "info", "app", "test", "local", "shop"];
    word.contains('.') && known.contains(&end)
}

/// A name in a program, all of whose parts are words: first_name, error_code.
fn program(word: &str) -> bool {
    word.split('_').all(|part| part.len() < 2 || name_lists::is_word(part) || digits(part))
}

/// Under a heading: Username\ndora.k.
fn headed(text: &Text<'_>, found: &mut Found) {
    static TITLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)^[^\p{{L}}]*(?:{LABELS})[^\p{{L}}]*$")));
    static VALUE: LazyLock<Regex> = LazyLock::new(|| pattern(NAME));
    if !text.text.contains('\n') {
        return;
    }
    let says = |title: Option<&str>| title.is_some_and(|title| TITLE.is_match(title));
    for hit in VALUE.find_iter(text.text) {
        let start = hit.start();
        if text.stands_alone(start, hit.end())
            && !name_lists::is_word(hit.as_str())
            && (says(lead::label(text, start)) || says(lead::heading(text, start)))
        {
            found.add(KIND.id, start, hit.end(), 0.82);
        }
    }
}

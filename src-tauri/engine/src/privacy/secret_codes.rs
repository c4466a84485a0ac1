//! Codes of doors, safes and alarms, one-time codes, and passwords of wireless networks.

use super::found::Found;
use super::lead;
use super::secret_words::{BOXES, CODES, LINKS, LOCKS, NETWORKS, OPENING, PASSWORDS};
use super::secrets::KIND;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Digits and capitals as keypads have them, with their signs.
const CODE: &str =
    r"(?-i:[A-Z]{0,3}[0-9][0-9A-Z]*(?:[ \-./][0-9][0-9A-Z]*){0,4}[#*]?|[#*][0-9]{2,10}[#*]?)";

pub(super) fn find(text: &Text<'_>, found: &mut Found) {
    if text.has_digits() {
        codes(text, found);
        headed(text, found);
    }
    networks(text, found);
}

/// The key safe code is 4471#, Türcode 2580, digicode : 45A12, clave de la alarma 4408.
fn codes(text: &Text<'_>, found: &mut Found) {
    static CALLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?i)(?:^|[^\p{{L}}])(?:{CODES})((?:'s|’s)?(?:{LINKS}){{0,6}}["'„“«]?)({CODE})"#
        ))
    });
    static LOCK: LazyLock<Regex> = LazyLock::new(|| pattern(&lock(LOCKS, "| ")));
    static BOX: LazyLock<Regex> = LazyLock::new(|| pattern(&lock(BOXES, "")));
    // Some words later: I wrote the PIN on the back, it's 7731.
    static LATER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{CODES}|{PASSWORDS})[ ][^.!?;:\n0-9]{{0,40}}[ ,](?:it's|it’s|it is|(?:er|es|sie|das) ist|lautet|c'est|c’est|es el|es la|è il|è la|é o|é a|het is|dat is) ({CODE})"
        ))
    });
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{OPENING})[ :]{{1,2}}(?:the |dem |den |der |le |el |il |o |de |code |c[óo]digo |codice ){{0,3}}({CODE})"
        ))
    });
    for (form, group) in [(&*CALLED, 2), (&*LOCK, 1), (&*BOX, 1), (&*LATER, 1), (&*OPENS, 1)] {
        for hit in form.captures_iter(text.text).filter_map(|hit| hit.get(group)) {
            let end = hit.start() + keyed(hit.as_str());
            if end > hit.start() && alone(text, hit.start(), end) {
                found.add(KIND.id, hit.start(), end, 0.88);
            }
        }
    }
}

/// A lock, and its code behind a colon, a verb or what else is given.
fn lock(words: &str, else_link: &str) -> String {
    format!(
        r#"(?i)(?:^|[^\p{{L}}])(?:{words})(?:[ ,]{{0,2}}(?:\p{{L}}+[ ,]{{1,2}}){{0,4}}?(?:\p{{L}}+)?[ ]?(?:[:=]|is|ist|lautet|est|es|[èé]|code|codes?)[ ]?[:=]?[ ]?{else_link})["'„“«]?({CODE})"#
    )
}

/// How much of it can be a code: three digits or more, or two and a letter; not the time, not the
/// sentence's next number.
pub(super) fn keyed(code: &str) -> usize {
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:[01]?[0-9]|2[0-3])[.:h][0-5][0-9]$|^(?:0?[1-9]|[12][0-9]|3[01])[./](?:0?[1-9]|1[0-2])[./](?:19|20)?[0-9]{2}$",
        )
    });
    let code = code.trim_end_matches(['-', '.', '/']);
    let digits = code.chars().filter(char::is_ascii_digit).count();
    let letters = code.chars().filter(char::is_ascii_uppercase).count();
    let mark = code.contains(['#', '*']);
    let good = digits >= 3 || digits >= 2 && (letters >= 1 || mark);
    if good && digits <= 24 && !TIME.is_match(code) { code.len() } else { 0 }
}

/// Not part of a longer word, and no amount.
pub(super) fn alone(text: &Text<'_>, start: usize, end: usize) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ ?(?:€|\$|£|%|°|eur\b|euros?\b|usd|chf|gbp|mg\b|ml\b|g\b|gr\b|l\b|cl\b|kg\b|km\b|cm\b|mm\b|m\b|uhr\b|h\b|[,.:][0-9]|mal\b|times|(?:digit|char|zeichen|stell|ziffer|chiffre|caract|cifra|cara|d[íi]gito|teken|cijfer|min|sec|sek|tag|day|jour|d[íi]a|giorn|dag|stund|hour|heure|hora|ore\b|uur))",
        )
    });
    let marked = text.slice(start, end).ends_with(['#', '*']);
    (text.stands_alone(start, end) || marked) && !UNIT.is_match(text.after(end, 12))
}

/// Under a heading: Türcode\n2580.
fn headed(text: &Text<'_>, found: &mut Found) {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)^[^\p{{L}}]*(?:{CODES}|{LOCKS}|{BOXES})[^\p{{L}}]*$"))
    });
    static VALUE: LazyLock<Regex> = LazyLock::new(|| pattern(CODE));
    if !text.text.contains('\n') {
        return;
    }
    let says = |title: Option<&str>| title.is_some_and(|title| TITLE.is_match(title));
    for hit in VALUE.find_iter(text.text) {
        let end = hit.start() + keyed(hit.as_str());
        if end > hit.start()
            && alone(text, hit.start(), end)
            && (says(lead::label(text, hit.start())) || says(lead::heading(text, hit.start())))
        {
            found.add(KIND.id, hit.start(), end, 0.88);
        }
    }
}

/// Wifi: hormigon-H25; Guest-Net / blue-kettle-7; and the guests' own behind it.
fn networks(text: &Text<'_>, found: &mut Found) {
    static NETWORK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r#"(?i)(?:^|[^\p{{L}}])(?:{NETWORKS})(?-u:\b)([^.!?;\n]{{0,48}}?)(?:[:=/]|[ ](?:is|ist|lautet|est|es|[èé]|heißt|heisst|now|nu|jetzt|maintenant|ahora|ora|agora|code|key|pass|pw|clave|cl[ée]|chiave|sleutel))[ ]{{1,2}}(?:(?:now|nu|jetzt|code|key|maintenant|ahora|adesso|agora)[ :]{{1,2}})?["'„“«]?([^\s"'“”„«»,;]{{5,40}})"#
        ))
    });
    static GUESTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"(?i)^[,;]? ?(?:(?:and|und|et|y|e|en) )?(?:for|f[üu]r|pour|para|per|voor|de|dos|degli)(?: the| die| les| los| gli| os| de)? (?:guests?|visitors?|g[äa]ste|besucher|invit[ée]s|invitados|ospiti|convidados|h[óo]spedes|visitas|gasten|bezoek(?:ers)?)[ :]{1,2}(?:is |ist |est |es |è |é )?([^\s"'“”„«»,;]{5,40})"#,
        )
    });
    for hit in NETWORK.captures_iter(text.text).filter_map(|hit| hit.get(2)) {
        // The network's own name may come first: Guest-Net / blue-kettle-7.
        let second =
            text.after(hit.end(), 60).strip_prefix(" / ").filter(|_| !minted(hit.as_str()));
        let (at, word) = match second.and_then(|rest| rest.split([' ', ',', ';']).next()) {
            Some(word) => (hit.end() + 3, word),
            None => (hit.start(), hit.as_str()),
        };
        let word = word.trim_end_matches(['.', ')', '!', '?', ':']);
        if !minted(word) || word.contains("://") || word.contains('@') {
            continue;
        }
        let end = at + word.len();
        found.add(KIND.id, at, end, 0.8);
        if let Some(guests) = GUESTS.captures(text.after(end, 80)).and_then(|hit| hit.get(1)) {
            let word = guests.as_str().trim_end_matches(['.', ')', '!', '?', ':']);
            found.add(KIND.id, end + guests.start(), end + guests.start() + word.len(), 0.8);
        }
    }
}

/// No word of a sentence: letters with a digit or a mark among them.
fn minted(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let digit = word.chars().any(|c| c.is_ascii_digit());
    let marks = word.chars().filter(|c| !c.is_alphanumeric()).count();
    let time = word.starts_with(|c: char| c.is_ascii_digit()) && letters <= 2 && word.len() < 8;
    letters >= 2 && (digit || marks >= 2) && !time
}

//! A day on which someone turns an age: cumple 40 el 3 de mayo, wird am 30. November fünfzig.

use super::birth_words::{FEASTS, RIVALS, ROUND, TURNS, UNIT, WHEN};
use super::births::{FAR, clause, rest};
use super::date_words::{AGES, WEEKDAYS};
use super::dates::Date;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Someone turns an age on that day.
pub(super) fn aged(text: &Text<'_>, day: &Date) -> bool {
    ages(text.before(day.start, FAR), text.after(day.end, FAR))
}

/// Someone turns an age on it: cumple 40 el 3 de mayo, wird am 30. November fünfzig.
pub(super) fn ages(near: &str, tail: &str) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{TURNS}|is|be|bin|ist)((?: \p{{L}}[\p{{L}}'’]*){{0,4}}?) (?:[1-9]|[1-9][0-9]|1[01][0-9]|{AGES})(?: (?:{UNIT}))?(?:[ ,:(–\-'’]{{1,2}}(?:{WHEN}|{WEEKDAYS})){{0,6}}[ ,:(–\-'’]{{1,2}}$"
        ))
    });
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^,? (?:(?:schon|bereits|already|d[ée]j[àa]|ya|gi[àa]|j[áa]|al|stolze|ses|sus|los|i|os|z'n|zijn|haar|seine|ihre) ){{0,2}}(?:[1-9]|[1-9][0-9]|1[01][0-9]|{AGES})(?: (?:{UNIT}))?(?:[ ]?[,.;:!?)]| (?:und|and|et|y|e|en|alt)(?:[^\p{{L}}])|$)"
        ))
    });
    static THEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^[^.!?;\n]{{0,36}}?[ ,](?:{TURNS})((?: \p{{L}}[\p{{L}}'’]*){{0,4}}?) (?:[1-9]|[1-9][0-9]|1[01][0-9]|{AGES})(?: (?:{UNIT})(?:[^\p{{L}}]|$)|[ ]?[,.;:!?)]|$)|^ (?:\p{{L}}+ ){{0,3}}?(?:[1-9][0-9]?|{AGES})(?: (?:{UNIT}))? (?:wird|werden|wurde|geworden|wordt|werd|worden)(?:[^\p{{L}}]|$)"
        ))
    });
    static ROUNDED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{ROUND})(?:[ ,(]{{1,2}}(?:{WHEN}|{WEEKDAYS})){{0,4}}[ ,('’]{{1,2}}$"
        ))
    });
    // "Cela fait deux ans": so long ago.
    static SINCE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)(?:^|[^\p{L}])(?:cela|[çc]a|il y) (?:fait|fera|a)[^\p{L}]"));
    let near = clause(near);
    // "Closed 8-10 June" has two days and no age.
    let span = near.ends_with(['-', '–', '/'])
        && near.trim_end_matches(['-', '–', '/']).ends_with(|c: char| c.is_ascii_digit());
    if span || SINCE.is_match(near) {
        return false;
    }
    let person = |middle: Option<regex::Match<'_>>| {
        let middle = middle.map_or("", |middle| middle.as_str()).trim().to_lowercase();
        // Hours and distances are no ages: um 10, à 8, a las 9.
        let last = middle.rsplit(' ').next().unwrap_or_default().to_owned();
        let hour = ["um", "at", "à", "las", "alle", "às", "om", "vers", "gegen", "circa", "rond"];
        !hour.contains(&last.as_str())
    };
    // The long patterns only where a short one has found a verb.
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{TURNS}|is|be|bin|ist|wird|werden|wurde|geworden|wordt|werd)(?:[^\p{{L}}]|$)"
        ))
    });
    let ahead = rest(tail).split(',').next().unwrap_or_default();
    let said = || {
        let (before, behind) = (VERB.is_match(near), VERB.is_match(rest(tail)));
        before && BEFORE.captures(near).is_some_and(|hit| person(hit.get(1)))
            || before && turns().is_match(near) && NUMBER.is_match(tail)
            || behind && THEN.captures(rest(tail)).is_some_and(|hit| person(hit.get(1)))
    };
    (ROUNDED.is_match(near) || said()) && !feast(near) && !rivals().is_match(ahead)
}

/// Before a date: someone turns an age that is still to be said.
fn turns() -> &'static Regex {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{TURNS})(?:[ ,]{{1,2}}\p{{L}}[\p{{L}}'’]*){{0,6}}[ ,]{{0,2}}$"
        ))
    });
    &VERB
}

/// The anniversary of a wedding or a firm.
pub(super) fn feast(after: &str) -> bool {
    static FEAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)^[^,;]{{0,20}}?[^\p{{L}}](?:{FEASTS})(?:[^\p{{L}}]|$)"))
    });
    FEAST.is_match(after)
}

pub(super) fn rivals() -> &'static Regex {
    static RIVAL: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{RIVALS})(?:[^\p{{L}}]|$)")));
    &RIVAL
}

//! Dates of birth that no sentence tells: under a heading, in a list, beside a name.

use super::age_words::PEOPLE;
use super::birth_words::{BIRTHDAYS, BIRTHDAYS_OF_ALL, BORN, FAMILY, YEARS_OF};
use super::births::KIND;
use super::dates::{Date, Sort};
use super::found::Found;
use super::lead;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Further above nobody looks for what a list is of; nor is a long text read anew for every date in it.
const LONGEST_LIST: usize = 2000;

/// One of a list of birthdays: Tom 3 May, Ann 14 June.
pub(super) fn among(text: &Text<'_>, date: &Date) -> bool {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:(?:{BIRTHDAYS_OF_ALL})[^.!?]*|(?:{BORN})\.?\)? ?:[ ]?\r?\n[^!?]*)$"
        ))
    });
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:\p{Lu}[\p{L}'’.\-]+|\p{Ll}{3,}|\b[A-Z]{0,3}[0-9]{5,9}[A-Z]?)[ :=(,;–\-]{1,3}$")
    });
    matches!(date.sort, Sort::Whole | Sort::Day | Sort::Short)
        && NAME.is_match(text.before(date.start, 30))
        && LIST.is_match(text.above(date.start, LONGEST_LIST))
}

/// Years that people call themselves by, cut to two digits: quinta del 71.
pub(super) fn classes(text: &Text<'_>, dates: &[Date], found: &mut Found) {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{YEARS_OF}) (['’]?[0-9]{{2}}|19[0-9]{{2}}|200[0-9])(?:[^0-9\p{{L}}%€/]|$)"
        ))
    });
    for hit in YEAR.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        // The whole date follows: nata nel '91, il 28 febbraio.
        let near = |date: &&Date| {
            let begins = date.start < hit.end() + 12 && date.end > hit.start();
            begins && matches!(date.sort, Sort::Whole | Sort::Day)
        };
        if !dates.iter().any(|date| near(&date)) {
            found.add(KIND.id, hit.start(), hit.end(), 0.8);
        }
    }
}

/// The line above or the head of its column calls it so.
pub(super) fn titled(text: &Text<'_>, date: &Date) -> bool {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{BORN}|{BIRTHDAYS})(?:[^\p{{L}}]|$)"))
    });
    let says = |title: Option<&str>| title.is_some_and(|title| TITLE.is_match(title));
    says(lead::label(text, date.start)) || says(lead::heading(text, date.start))
}

/// In brackets behind what someone is to the one who writes: my twin brother (30.08.1991).
pub(super) fn of_kin(text: &Text<'_>, date: &Date) -> bool {
    static KIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{PEOPLE})(?: \p{{L}}+){{0,3}} ?[(\[] ?$"))
    });
    date.sort == Sort::Whole
        && old(date)
        && text.after(date.end, 2).starts_with([')', ']'])
        && KIN.is_match(text.before(date.start, 44))
}

/// The answer to a question: "Votre date de naissance ?" and on the next line "le 24 mars 79".
pub(super) fn asked(text: &Text<'_>, date: &Date) -> bool {
    static QUESTION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{BORN}|{BIRTHDAYS})[^\n?!.]{{0,24}}\?[\s\-–—>:]{{0,6}}(?:[\p{{L}}'’]+[ :,]{{1,2}}){{0,4}}$"
        ))
    });
    let from = text.slice(0, date.start).char_indices().rev().nth(110).map_or(0, |(i, _)| i);
    let near = text.slice(from, date.start);
    near.contains('?') && date.sort != Sort::Year && QUESTION.is_match(near)
}

/// Someone is of a year: Oma is van 1933, mia madre è del 1951.
pub(super) fn of_year(text: &Text<'_>, date: &Date, names: &[(usize, usize)]) -> bool {
    static OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:is|ben|was|zijn|bin|ist|war|è|sono|era|es|soy|é|sou|est|suis|am)(?: (?:zelf|ook|nog|auch|anche|también|aussi|também|ja))? (?:van|uit|vom jahrgang|jahrgang|baujahr|bouwjaar|del|dell['’]|de|du|from)(?: (?:het jaar|anno|a[ñn]o|ano|l['’]ann[ée]e|de))? ?$",
        )
    });
    static WHO: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{PEOPLE})(?:[^\p{{L}}]|$)")));
    let near = super::births::clause(text.before(date.start, 70));
    date.sort == Sort::Year
        && date.year.is_some_and(|year| (1900..=2022).contains(&year))
        && OF.is_match(near)
        && (WHO.is_match(near)
            || names
                .iter()
                .any(|(start, to)| *start + near.len() >= date.start && *to <= date.start))
}

/// Right behind a name, or with no more between them than a comma, a bracket, a line's end, a sex or
/// an age: Example, Anna, 12.03.1958; Example (f, 66, 12.03.58).
pub(super) fn beside(text: &Text<'_>, date: &Date, names: &[(usize, usize)]) -> bool {
    static GAP: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^[ ]?(?:[,(;/|*·•:\t\n\[–-]|\. )[ \t*(]{0,3}(?:(?:m|f|w|v|h|d|male|female|männl\.?|weibl\.?|homme|femme|hombre|mujer|man|vrouw|[0-9]{1,3} ?(?:j\.?|jahre?|y/?o|yrs?|years?|ans|a[ñn]os|anni|anos|jaar|a\.)?|age[d]? [0-9]{1,3})[ ,/;.(|–-]{1,3}){0,2}[*(]?[ ]?$",
        )
    });
    names.iter().any(|(from, to)| {
        let behind = *to <= date.start && date.start - *to <= 28;
        let before = date.end <= *from && *from - date.end <= 4;
        behind && GAP.is_match(text.slice(*to, date.start))
            || before && text.slice(date.end, *from).contains(',')
    })
}

/// A whole date long enough ago that it is hardly an appointment or an invoice.
pub(super) fn old(date: &Date) -> bool {
    date.year.is_some_and(|year| (1900..=2018).contains(&year))
}

/// In brackets behind a capital word, and alone there: Ties (14-7-2012).
pub(super) fn bracketed(text: &Text<'_>, date: &Date) -> bool {
    static HEAD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\p{Lu}[\p{L}'’.\-]+ ?[(\[](?:\*|b\. ?|geb\. ?)? ?$"));
    HEAD.is_match(text.before(date.start, 40))
        && text.after(date.end, 2).trim_start().starts_with([')', ']'])
}

/// A family or its birthdays are spoken of.
pub(super) fn home(text: &Text<'_>) -> bool {
    static HOME: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{FAMILY})(?:[^\p{{L}}]|$)")));
    HOME.is_match(text.text)
}

/// A class list: two lines or more of which each is a name and an old date.
pub(super) fn rows(text: &Text<'_>, dates: &[Date], names: &[(usize, usize)]) -> Vec<(Date, f32)> {
    let row = |date: &&Date| {
        let after = text.after(date.end, 2);
        let ends = after.trim().is_empty() || after.starts_with([',', ';', '\t', '|']);
        let named = names.iter().any(|(_, to)| {
            *to < date.start && text.slice(*to, date.start).chars().all(|c| c == ' ' || c == '\t')
        });
        date.sort == Sort::Whole && old(date) && ends && named
    };
    let rows: Vec<(Date, f32)> = dates.iter().filter(row).map(|date| (*date, 0.7)).collect();
    if rows.len() >= 2 { rows } else { Vec::new() }
}

//! Dates of birth: a date that is called so, on which someone turns an age, or that stands beside
//! a name as files put it.

use super::Kind;
use super::birth_ages::{aged, ages, feast, rivals};
use super::birth_lists::{
    among, asked, beside, bracketed, classes, home, of_kin, of_year, old, rows, titled,
};
use super::birth_words::{BABIES, BIRTHDAYS, BORN, CORRECTED, FILLERS, FIRMS, FROM, MARKS};
use super::date_words::WEEKDAYS;
use super::dates::{self, Date, Sort};
use super::found::Found;
use super::text::{Text, pattern};
use super::{names, person_ages};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "births",
    title: "Dates of birth",
    placeholder: "DATE",
    example: "born 12 March 1958",
    help: "Dates of birth where the words or a name beside them say so. Other dates are left.",
    find,
};

/// Further from its date a word hardly speaks of it.
pub(super) const FAR: usize = 70;

fn find(text: &Text<'_>, found: &mut Found) {
    let dates = dates::dates(text);
    classes(text, &dates, found);
    let names: Vec<(usize, usize)> =
        found.of(names::KIND.id).map(|span| (span.start, span.end)).collect();
    person_ages::find(text, &names, found);
    if dates.is_empty() {
        return;
    }
    let mut listed = Vec::new();
    let mut births: Vec<(Date, f32)> = Vec::new();
    for (i, date) in dates.iter().enumerate() {
        // A year that says nothing else does not part a date from its word.
        let whole = |date: &&Date| matches!(date.sort, Sort::Whole | Sort::Day);
        let known = births.last().map_or(0, |(date, _)| date.end);
        let last = dates.iter().take(i).rfind(whole).map_or(0, |date| date.end).max(known);
        let next = dates.get(i + 1);
        let again = births.last().is_some_and(|(before, _)| corrected(text, before, date));
        // An age behind the month reads like a year.
        let day = date.without.map(|end| Date { end, sort: Sort::Day, ..*date });
        if let Some(day) = day.filter(|day| aged(text, day)) {
            births.push((day, 0.92));
        } else if told(text, date, last, next)
            || titled(text, date)
            || again
            || among(text, date)
            || asked(text, date)
            || of_kin(text, date)
            || of_year(text, date, &names)
        {
            births.push((*date, 0.92));
        } else if date.sort == Sort::Whole && beside(text, date, &names) && old(date) {
            births.push((*date, 0.75));
        } else if date.sort == Sort::Whole && bracketed(text, date) {
            listed.push((*date, 0.7));
        }
    }
    // One of a family's dates is a birthday, then all of them are.
    if !listed.is_empty() && (births.iter().any(|(date, _)| bracketed(text, date)) || home(text)) {
        births.extend(listed);
    }
    births.extend(rows(text, &dates, &names));
    for (date, sure) in births {
        found.add(KIND.id, date.start, date.end, sure);
    }
}

/// Another date in place of the one before: not 03.09., but 03.08.
fn corrected(text: &Text<'_>, before: &Date, date: &Date) -> bool {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{CORRECTED})(?:[^\p{{L}}]|$)")));
    static SHOULD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:should be|should read|müsste|sollte|muss|richtig ist|devrait [êe]tre|c['’]est en fait|deber[íi]a ser|deb[íi]a ser|tiene que ser|dovrebbe essere|deve essere|devia ser|deve ser|deveria ser|moet (?:zijn|het)|hoort)",
        )
    });
    let gap = text.slice(before.end, date.start);
    let behind = rest(text.after(date.end, 24));
    let changed = ["to", "auf", "in", "à", "a", "en", "naar", "para"].contains(&gap.trim());
    let right = date.sort == Sort::Year && SHOULD.is_match(gap);
    (date.sort == before.sort || right)
        && gap.len() <= 40
        && (changed || right || WORD.is_match(gap) || WORD.is_match(behind))
}

/// The words around say that someone was born then.
fn told(text: &Text<'_>, date: &Date, from: usize, next: Option<&Date>) -> bool {
    // A cue belongs to the date that is nearest to it.
    let to = next.map_or(text.text.len(), |next| next.start);
    let near = text.before(date.start, FAR);
    let cut = near.len().min(date.start.saturating_sub(from));
    let near = near.get(near.len() - cut..).unwrap_or_default();
    let tail = text.after(date.end, FAR);
    let tail = tail.get(..tail.len().min(to - date.end)).unwrap_or(tail);
    let followed = next.is_some_and(|next| next.start <= date.end + tail.len());
    match date.sort {
        // "Classe 2019" is a school's.
        Sort::Year if date.year.is_some_and(|year| year > 2010) && near.ends_with("lasse ") => {
            false
        }
        Sort::Year => right_before(near, 24) || born_in(tail) || marked(near, date),
        Sort::Short => close(near, tail) || ages(near, tail),
        _ => {
            right_before(near, 60)
                || marked(near, date)
                || far_before(near)
                || behind(tail, followed)
                || ages(near, tail)
                || from_then(near, date)
        }
    }
}

fn fillers() -> &'static Regex {
    static ONLY: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)^(?:{FILLERS}|(?:{WEEKDAYS}))*$")));
    &ONLY
}

pub(super) fn clause(near: &str) -> &str {
    // A point ends it where a longer word stands before: "geb. am" does not.
    static END: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:[\p{L}0-9]{4,}|\))\.\s+|[!;…]|\?\s+\p{L}{3,} \p{L}|\.{3}"));
    END.find_iter(near).last().map_or(near, |end| near.get(end.end()..).unwrap_or_default())
}

/// The end of the clause a date stands in, up to what begins another.
pub(super) fn rest(tail: &str) -> &str {
    // A point behind a number makes it an ordinal: ihren 60. Geburtstag.
    static END: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[^0-9\s])(\.)(?:\s|$)|([!?;…])(?:\s|$)"));
    let end = END.captures(tail).and_then(|hit| hit.get(1).or_else(|| hit.get(2)));
    end.map_or(tail, |end| tail.get(..end.start()).unwrap_or_default())
}

/// Nothing but fillers between the word and the date.
fn right_before(near: &str, room: usize) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{BORN}|{BIRTHDAYS}|jahrgang|jg\.?|classe|clase|quinta|leva|lichting|completa|(?:compi\p{{L}}+|fa\p{{L}}{{0,4}}) gli anni|fa[zç]\p{{L}}* anos|cumpl\p{{L}}+ a[ñn]os|f[êe]te ses|turn(?:s|ed)(?: [0-9]{{1,3}})?|\*)(?:$|[^\p{{L}}](?:{FILLERS}|(?:{WEEKDAYS})|(?-i:\p{{Lu}}[\p{{L}}'’\-]+)){{0,14}}$)"
        ))
    });
    let near = near.char_indices().rev().nth(room).map_or(near, |(i, _)| &near[i..]);
    BEFORE.find(near).is_some_and(|hit| {
        // NATO is no one; a letter or two need a mark behind them.
        let word = hit.as_str().trim_start_matches(|c: char| !c.is_alphanumeric());
        let bullet = hit.as_str().trim() == "*" && near.trim() == "*";
        let short = word.len() - word.trim_start_matches(char::is_alphabetic).len();
        let vague = word.get(..short).is_some_and(|word| {
            matches!(word.to_lowercase().as_str(), "ne" | "nes" | "luce" | "gb" | "d" | "f")
        });
        let before = near.get(..hit.start()).unwrap_or_default();
        !word.starts_with("NATO ") && !founded(before) && !bullet && (!vague || stands(word, near))
    })
}

/// Firms and clubs are born as well.
fn founded(before: &str) -> bool {
    static FIRM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{FIRMS})(?: \p{{L}}+){{0,3}}[ ,]*$"))
    });
    FIRM.is_match(before)
}

/// Of the words that mean something else as well, what stands for a date of birth.
fn stands(word: &str, near: &str) -> bool {
    static GOOD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:ne(?:e|s)? (?:le|la|un|en|à|a) ?$|(?:d\.? ?o\.? ?b|d\.? ?d?\.? ?n|d(?:ata|t)\.? ?|f\.?/? ?n|gb|d[.\-/]n)[.: )(=]*)",
        )
    });
    // "luce" only as in "venuto alla luce".
    GOOD.is_match(word) || near.contains("alla luce")
}

/// Short forms and marks right before: b. 3/4/71, * 1958, (n. 12.3.58), ° 12 mai.
fn marked(near: &str, date: &Date) -> bool {
    static MARK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)(?:{MARKS})[ :]{{0,2}}(?:am|le|il|el|em|op|on|de|del|den)?[ :]?$"))
    });
    MARK.is_match(near) && (near.trim() != "*" || old(date))
}

/// Further away in the same clause, when nothing else there has a date.
fn far_before(near: &str) -> bool {
    static CUE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:born|birth ?date|date of birth|gave birth|geboren(?:e[rsnm]?)?|geburts\p{{L}}+|zur welt|die welt|{BABIES}|into the world|al mondo|alla luce|au monde|ao mundo|née?s?|n[ée]\(e\)|naissance|naqui\p{{L}}*|vu le jour|nacid[oa]s?|nac[íi]|naci[óo]|naciste|nacimiento|dio a luz|nat[oaie]|nacque|nascit[ae]|nascid[oa]s?|nasci|nasceu|nascimento|deu à luz|geboorte\p{{L}}*|ter wereld|{BIRTHDAYS})(?:[^\p{{L}}]|$)"
        ))
    });
    let near = clause(near);
    CUE.find_iter(near).last().is_some_and(|cue| {
        let gap = near.get(cue.end()..).unwrap_or_default();
        // "Frau Weber geborene Kuhn": the name she was born with.
        let maiden = gap.trim_start().starts_with(char::is_uppercase) && cue.len() <= 12;
        let founded = founded(near.get(..cue.start()).unwrap_or_default());
        !cue.as_str().contains("NATO")
            && !founded
            && !maiden
            && !rivals().is_match(gap)
            && !feast(gap)
    })
}

/// The word stands behind: 12.3.58 geboren, on 12 May my son was born, 12 May is her birthday.
fn behind(tail: &str, followed: bool) -> bool {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^[ ,()\-–]{{0,3}}(?:(?:in|te|en|à|a|em) \p{{Lu}}[\p{{L}}\-]+ )?(?:{BORN}|{BIRTHDAYS}|baby|child|kind|bébé|beb[êé])(?:[^\p{{L}}]|$)"
        ))
    });
    static LATER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)[^\p{{L}}](?:(?:was|were|is|been) born|date of birth|d\.?o\.?b\.?|geburtsdatum|date de naissance|fecha de nacimiento|data di nascita|data de nascimento|geboortedatum|geboren|zur welt|die welt|est née?|sont née?s|naquit|naci[óo]|nacieron|nac[íi]|nacque|nasceva|(?:è|sono) nat[oaie]|nasceu|nasceram|nasci|ter wereld|{BIRTHDAYS})(?:[^\p{{L}}]|$)"
        ))
    });
    let whole = tail;
    let tail = rest(tail);
    // The word speaks of the date behind it.
    let own = |after: &str| followed && tail.len() == whole.len() && fillers().is_match(after);
    // "am 3. Mai 2024, Frau Weber, geb. Kuhn" and "3.5.2024 DOB 12.3.58" speak of something else.
    let maiden = |cue: &str, after: &str| {
        let name = after.trim_start_matches([' ', '.']).starts_with(char::is_uppercase);
        name && cue.to_lowercase().contains(['g', 'é']) && cue.trim().len() <= 8
    };
    if let Some(hit) = NEXT.find(tail) {
        let after = tail.get(hit.end()..).unwrap_or_default();
        return !own(after) && !maiden(hit.as_str(), after) && !feast(after);
    }
    LATER.find(tail).is_some_and(|hit| {
        let gap = tail.get(..hit.start()).unwrap_or_default();
        let after = tail.get(hit.end()..).unwrap_or_default();
        !own(after)
            && gap.len() <= 50
            && !rivals().is_match(gap)
            && !feast(after)
            && !maiden(hit.as_str(), after)
    })
}

/// A day and month in digits count only as a birthday that is called so.
fn close(near: &str, tail: &str) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{BIRTHDAYS}|{BORN})(?:{FILLERS}|(?:{WEEKDAYS})|(?-i:\p{{Lu}}[\p{{L}}'’\-]+)){{0,8}}$"
        ))
    });
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^[^!?;\n]{{0,30}}?[ ,'’](?:{BIRTHDAYS}|born|geboren)(?:[^\p{{L}}]|$)"
        ))
    });
    static ON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:^|[ ,:–-])(?:on|am|le|el|il|a|em|no|dia|d[íi]a|op|den|der|vom)? ?$")
    });
    ON.is_match(near) && BEHIND.is_match(rest(tail)) || BEFORE.is_match(near)
}

/// In 1961 in Zwolle geboren.
fn born_in(tail: &str) -> bool {
    static BORN_IN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^ (?:(?:in|te|à|a|en|em) \p{Lu}[\p{L}\-]+ )?(?:geboren|born|gebürtig|zur welt|ter wereld|baby|kid)(?:[^\p{L}]|$)",
        )
    });
    BORN_IN.is_match(tail)
}

fn from_then(near: &str, date: &Date) -> bool {
    static PERSON: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{FROM})(?:(?:{WEEKDAYS}),? )?$"))
    });
    date.sort == Sort::Whole && (old(date) || date.year.is_none()) && PERSON.is_match(near)
}

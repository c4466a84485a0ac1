//! Phone numbers: by how the countries write them, and by the words around.

use super::cues::{self, Cue};
use super::found::Found;
use super::text::{Language, Text, pattern};
use super::{Kind, phone_more, phone_short};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "phones",
    title: "Phone numbers",
    placeholder: "PHONE",
    example: "please call 555 0142",
    help: "Phone and fax numbers with or without the country's code.",
    find,
};

fn find(text: &Text<'_>, found: &mut Found) {
    phone_short::find(text, found);
    if !text.has_digits() {
        return;
    }
    // Groups of digits with the marks phone numbers have between them, brackets included.
    static CANDIDATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:\+ ?|\(\+|\()?[0-9](?:[0-9]|[ \u00a0\u202f./\-–‑]{1,3}\(?[0-9]|\)[ \u00a0\-/]{0,2}[0-9]|\([0-9]{1,5}\)|[ \u00a0]\([0-9]{1,5}\)){4,24}(?i:[ ,]{0,2}(?:ext\.?|x|extension|durchwahl|dw|poste|anexo|interno|int\.|ramal|toestel) ?[0-9]{1,5}\b)?",
        )
    });
    let mut at = 0;
    while let Some(hit) = CANDIDATE.find_at(text.text, at) {
        let taken = candidate(text, hit.start(), hit.end(), found);
        // A number may begin at a later group of the same run: "24/7 0171 2345678".
        let next = hit.as_str().char_indices().skip(1).find(|(i, c)| {
            let before = hit.as_str()[..*i].chars().next_back();
            c.is_ascii_digit() && !before.is_some_and(|b| b.is_ascii_digit())
        });
        at = match (taken, next) {
            (Some(end), _) => end,
            (None, Some((i, _))) => hit.start() + i,
            (None, None) => hit.end(),
        };
    }
    phone_more::find(text, found);
}

/// Tries the run from its start: all of it, then with fewer groups. Returns where it ended.
fn candidate(text: &Text<'_>, start: usize, end: usize, found: &mut Found) -> Option<usize> {
    let mut stop = end;
    loop {
        let slice = text.slice(start, stop);
        if text.stands_alone(start, stop)
            && !text.slice(0, start).ends_with(['@', '#', '§'])
            && let Some(sure) = judge(text, start, stop, found)
        {
            found.add(KIND.id, start, stop, sure);
            return Some(stop);
        }
        // The last group goes.
        let cut = slice.trim_end_matches(|c: char| c.is_ascii_digit() || c == ')');
        let cut = cut.trim_end_matches(|c: char| !c.is_ascii_digit() && c != ')');
        if cut.is_empty() || cut.len() == slice.len() {
            return None;
        }
        stop = start + cut.len();
    }
}

/// How sure it is that this is a phone number, if it can be one.
fn judge(text: &Text<'_>, start: usize, stop: usize, found: &Found) -> Option<f32> {
    let slice = text.slice(start, stop);
    let body: &str = slice.split(['x', 'e', 'E', 'd', 'D', 'p', 'a', 'i', 'r', 't', ',']).next()?;
    let digits: String = body.chars().filter(char::is_ascii_digit).collect();
    let count = digits.len();
    // A bracket that stays open, and the end of an IP address.
    let open = body.matches('(').count() != body.matches(')').count();
    let part = {
        let before = text.before(start, 2);
        before.ends_with('.') && before.starts_with(|c: char| c.is_ascii_digit())
    };
    if !(6..=15).contains(&count)
        || open
        || part
        || other(text, start, stop, body) && !dotted(text, start, stop, body)
    {
        return None;
    }
    let cue = cues::nearest(text, start, stop);
    let called = cue == Some(Cue::Phone);
    if slice.starts_with('+') || slice.starts_with("(+") {
        return (count >= 8).then_some(0.97);
    }
    if digits.starts_with("00") && !digits.starts_with("000") {
        return ((10..=15).contains(&count) && cue != Some(Cue::Thing)).then_some(0.92);
    }
    let groups: Vec<usize> = body
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .map(str::len)
        .collect();
    let mut sure = national(&digits, &groups, body, text.language)?;
    // In a list of phones, what has the form of one is one.
    let among = found.of(KIND.id).any(|other| start.saturating_sub(other.end) < 40);
    if among && (9..=11).contains(&count) && groups.len() > 1 && sure < 0.6 {
        sure = 0.6;
    }
    // A cell of a row in which a person stands.
    if (0.3..0.6).contains(&sure) || sure >= 0.6 {
        let cell = text.before(start, 2).ends_with([';', '|', '\t'])
            && text.after(stop, 2).starts_with([';', '|', '\t']);
        if cell && (9..=11).contains(&count) && cue.is_none() {
            sure = sure.max(0.62);
        }
    }
    match cue {
        Some(Cue::Phone) => Some(0.92f32.max(sure)),
        // The words say it is something else.
        Some(Cue::Thing | Cue::Record | Cue::Account | Cue::Card) => {
            (sure >= 0.88 && cue != Some(Cue::Thing) && groups.len() > 1).then_some(0.55)
        }
        None if sure < 0.6 && count >= 9 && groups.len() <= 4 && bare(text, start) => Some(0.7),
        None => (sure >= 0.6).then_some(sure),
    }
    .filter(|found| called || sure >= 0.6 || *found == 0.7)
}

/// "My number: 3335501234", and nothing else is said of it.
fn bare(text: &Text<'_>, start: usize) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:^|[^\p{L}])(?:num(?:ber|[ée]ro|ero)?|n[úu]mero|nummer|no|nr)\.?(?: (?:is|ist|est|es|[èé]|new|neu|nuevo|nuovo|novo|nouveau|nieuw)\b| \p{L}{4,8}(?: is| ist| est| es| è| é))?[ :]{0,2}$",
        )
    });
    NUMBER.is_match(text.before(start, 40))
}

/// How a country writes its own numbers.
fn national(digits: &str, groups: &[usize], body: &str, language: Option<Language>) -> Option<f32> {
    let count = digits.len();
    let parted = groups.len() > 1;
    if digits.starts_with("000") {
        return None;
    }
    let american = matches!(groups, [3, 3, 4] | [1, 3, 3, 4]) && !body.contains('/');
    if american && body.contains(['(', '-', '.']) {
        return Some(0.9);
    }
    // The trunk zero of Germany, Austria, Switzerland, France, the UK, Italy, the Netherlands.
    if digits.starts_with('0') && (9..=13).contains(&count) {
        return Some(if parted { 0.9 } else { 0.8 });
    }
    if digits.starts_with('0') && (6..=8).contains(&count) && body.contains(['/', '-', '(']) {
        return Some(0.7);
    }
    let iberian = matches!(language, Some(Language::Spanish | Language::Portuguese));
    if count == 9 && digits.starts_with(['6', '7', '8', '9', '2', '3']) {
        // 612 345 678, 91 234 56 78, 612 34 56 78
        let form = matches!(
            groups,
            [3, 3, 3] | [2, 3, 2, 2] | [3, 2, 2, 2] | [2, 3, 4] | [1, 2, 2, 2, 2] | [1, 4, 4]
        );
        let first = digits.starts_with(['6', '7', '8', '9']);
        return match (form, iberian) {
            (true, true) => Some(0.86),
            (true, _) if first => Some(0.62),
            (false, true) if !parted && first => Some(0.62),
            _ => Some(0.3),
        };
    }
    // Italian mobiles: 3xx xxxxxxx
    if count == 10 && digits.starts_with('3') {
        let italian = language == Some(Language::Italian);
        return Some(match (parted, italian) {
            (true, true) => 0.88,
            (true, false) | (false, true) => 0.66,
            _ => 0.3,
        });
    }
    // Brazil: (11) 91234-5678
    if (10..=11).contains(&count) && matches!(groups, [2, 4..=5, 4]) {
        return Some(if body.contains('(') { 0.9 } else { 0.65 });
    }
    // Local numbers with few digits: 555-0142
    if groups == [3, 4] {
        return Some(0.62);
    }
    Some(0.3)
}

/// 655.550.177, called a phone: in points as thousands are.
fn dotted(text: &Text<'_>, start: usize, stop: usize, body: &str) -> bool {
    static DOTTED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^[6-9][0-9]{2}\.[0-9]{3}\.[0-9]{3}$"));
    DOTTED.is_match(body) && cues::nearest(text, start, stop) == Some(Cue::Phone)
}

/// Dates, times, amounts and the like.
fn other(text: &Text<'_>, start: usize, stop: usize, body: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:(?:0?[1-9]|[12][0-9]|3[01])[./\- ]{1,2}(?:0?[1-9]|1[0-2])[./\- ]{1,2}(?:[0-9]{2}|(?:19|20)[0-9]{2})|(?:0?[1-9]|1[0-2])[./\-](?:0?[1-9]|[12][0-9]|3[01])[./\-](?:[0-9]{2}|(?:19|20)[0-9]{2})|(?:19|20)[0-9]{2}[./\-](?:0?[1-9]|1[0-2])[./\-](?:[0-9]{1,2})(?:[ ][0-9]{1,4})*|(?:19|20)[0-9]{2} ?[/\-–] ?(?:(?:19|20)?[0-9]{2})|(?:0?[1-9]|1[0-2])[./\-](?:19|20)[0-9]{2}|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9]{5} ?[-–] ?[0-9]{5}|(?:[01]?[0-9]|2[0-3])[.:][0-5][0-9] ?[-–] ?(?:[01]?[0-9]|2[0-3])[.:][0-5][0-9]|97[89][ \-]?[0-9][0-9 \-]{8,14}[0-9])$",
        )
    });
    static DATED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?:[0-9]{1,2}[./\-][0-9]{1,2}[./\-](?:19|20)?[0-9]{2})(?:[ \-–]+|$)")
    });
    let after = text.after(stop, 8);
    let unit = [
        "€", "$", "£", "%", "EUR", "USD", "CHF", "GBP", "Euro", "euro", "°", "mg", "ml", "km",
        "kg", "dollar",
    ];
    let unit = unit.iter().any(|unit| after.trim_start().starts_with(unit));
    let before = text.before(start, 2);
    let decimal =
        after.starts_with([',', ':']) && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    // 01-99-00-01-88 is no date, though it begins like one.
    static PAIRS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^0[1-9](?:-[0-9]{2}){4}$"));
    OTHER.is_match(body)
        || DATED.is_match(body) && !PAIRS.is_match(body)
        || unit
        || decimal
        || before.ends_with(['€', '$', '£'])
        || before.trim_end().ends_with(['€', '$', '£'])
        || before.ends_with([',', ':'])
            && !before.ends_with(": ")
            && before.starts_with(|c: char| c.is_ascii_digit())
}

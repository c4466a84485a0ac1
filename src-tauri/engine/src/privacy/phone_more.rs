//! What follows a telephone number and belongs to it, and numbers typed with letters for zeros.

use super::cues::{self, Cue};
use super::found::Found;
use super::phone_short::said;
use super::phones::KIND;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &Text<'_>, found: &mut Found) {
    let ends: Vec<usize> = found.of(KIND.id).map(|span| span.end).collect();
    for end in ends {
        other_end(text, end, found);
        said_on(text, end, found);
    }
    mistyped(text, found);
    last_digits(text, found);
}

/// 0161 496 0114 / 0115, 030 23125-0 oder -17: another end of the same number.
fn other_end(text: &Text<'_>, end: usize, found: &mut Found) {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?: ?/ ?-?| (?:or|oder|ou|o|of|und|and) -?)([0-9]{2,4})(?:[^0-9\p{L}.:/\-]|[.](?:\s|$)|$)",
        )
    });
    if let Some(hit) = END.captures(text.after(end, 14)).and_then(|hit| hit.get(1)) {
        found.add(KIND.id, end + hit.start(), end + hit.end(), 0.7);
    }
}

/// 07700 900 double two one: begun in digits and ended in words, for numbers that are too short.
fn said_on(text: &Text<'_>, end: usize, found: &mut Found) {
    let mut last = None;
    let first = text.words.partition_point(|word| word.start < end);
    let mut reach = end;
    for word in text.words.iter().skip(first).take(8) {
        let near = text.slice(reach, word.start).chars().all(|c| " ,-".contains(c));
        if !near || !said(word.text).0 {
            break;
        }
        reach = word.end;
        last = Some(reach);
    }
    let words = text.words.iter().skip(first).take_while(|word| word.end <= reach).count();
    if let Some(last) = last.filter(|_| words >= 2) {
        found.add(KIND.id, end, last, 0.7);
    }
}

/// O7700 9OO 123: the letter for the digit, where a telephone is called so or eleven signs stand.
fn mistyped(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[O0o][0-9OoIl]{1,5}(?:[ .\-/][0-9OoIl]{2,8}){1,4}"));
    for hit in FORM.find_iter(text.text) {
        let digits = hit.as_str().chars().filter(char::is_ascii_digit).count();
        let signs = hit.as_str().chars().filter(|c| c.is_alphanumeric()).count();
        let letters = signs - digits;
        let called = cues::before(text, hit.start(), 40) == Some(Cue::Phone);
        if (1..=4).contains(&letters)
            && digits >= 6
            && (9..=13).contains(&signs)
            && (called || signs >= 10)
            && text.stands_alone(hit.start(), hit.end())
        {
            found.add(KIND.id, hit.start(), hit.end(), 0.72);
        }
    }
}

/// "My mobile ending 417".
fn last_digits(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:phone|mobile|cell|number|handy\p{L}*|nummer|telefon\p{L}*|t[ée]l[ée]phone|portable|num[ée]ro|tel[ée]fono|m[óo]vil|n[úu]mero|cellulare|telem[óo]vel|celular|mobiel)(?: \p{L}+){0,3} (?:ending(?: in| with)?|ends (?:in|with)|endet auf|endend auf|mit der endung|(?:se )?termin\p{L}+ (?:par|en|em|con|por|in)|finit par|acaba(?:do)? (?:en|em)|finisce (?:con|per)|eindig\p{L}+ op)(?: the)? ([0-9]{2,4})(?:[^0-9\p{L}]|$)",
        )
    });
    for hit in FORM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        found.add(KIND.id, hit.start(), hit.end(), 0.7);
    }
}

//! Numbers that stand for a person: records, customers, insurance, tax, identity cards. Those with
//! a known form are found anywhere; others behind the words that announce them.

use super::cues::{self, Cue};
use super::found::Found;
use super::record_words::WORDS;
use super::text::{Text, pattern};
use super::{Kind, national, record_far, record_labels};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const KIND: Kind = Kind {
    id: "records",
    title: "Record numbers",
    placeholder: "RECORD",
    example: "my record is MRN 0000417",
    help: "Numbers that stand for a person: patients, customers, members, pupils, files, \
           insurance, tax, identity cards and passports. Order and article numbers are left.",
    find,
};

fn find(text: &Text<'_>, found: &mut Found) {
    if !text.has_digits() {
        return;
    }
    national::find(text, found);
    announced(text, found);
    record_labels::find(text, found);
    record_far::find(text, found);
}

/// A number behind words that announce it: letters and digits, at least three of them digits.
fn announced(text: &Text<'_>, found: &mut Found) {
    static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
        // Between the words and the number: the word for number, a verb, marks.
        let filler = r"(?:(?: \p{L}+){1,4} ?(?:is|ist|lautet|est|es|[èé]|:|n\.?[°ºo]\.?)[ ]?)?(?:[ \u00a0]?(?:\(|:|=|#|,|-|–|\.|n\.?[°ºo]\.?|n\.|nr\.?|no\.?|num\.|n[úu]m\.|[èé]|(?:num(?:ber|mer|[ée]ro|ero)|n[úu]mero|id|ref(?:erence)?|code|lautet|ist|is|was|est|es|war|the|die|das|der|mit|with|de|del|di|do|da|van|von|my|mine|meine?|mon|ma|mi|mio|meu|mijn|le|la|el|il|o|het|card|file|mrn|kvnr|vom|bei|says|reads|'s|’s|at|und|and|y|et)\b)[ \u00a0]?){0,5}";
        let value = r"([A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?[0-9]{1,4}[EH]?\b|(?:[A-Z]{1,6}[-/.]){0,3}(?:[A-Z]{1,5}[-/. ]?|[A-Za-z]{1,5}[-/]?)?[0-9][0-9A-Za-z]*(?:[-/.][0-9A-Za-z]+|[ \u00a0](?:[0-9][0-9A-Z]*|[A-Z]{1,3}[0-9][0-9A-Z]*|[A-Z]{1,3}[ \u00a0][0-9]+(?:/[0-9]+)?|[B-DF-HJ-NP-XZ]\b))*)";
        pattern(&format!(r"(?i:(?:(?-u:\b)|['’ (])(?:{WORDS}){filler})[ \u00a0#:]{{0,2}}{value}"))
    });
    for captures in ANNOUNCED.captures_iter(text.text) {
        let Some(value) = captures.get(1) else { continue };
        let (start, end) = (value.start(), value.end());
        let written = value.as_str();
        // "MA 77 410": capitals before the digits belong to them, even if they are a small word too.
        let head = text.before(start, 5);
        let capitals = head.trim_end_matches([' ', '-']).rsplit(' ').next().unwrap_or_default();
        let own = !text.shouted
            && (1..=4).contains(&capitals.len())
            && capitals.bytes().all(|b| b.is_ascii_uppercase())
            && head.ends_with([' ', '-']);
        let earlier = start.saturating_sub(capitals.len() + 1);
        let own = own && cues::before(text, earlier, 40) == Some(Cue::Record);
        let start = if own { earlier } else { start };
        if !text.stands_alone(start, end) || !enough(written) {
            continue;
        }
        // The words for a person's number may stand before another one: "customer, order 12345".
        if matches!(cues::before(text, start, 40), Some(Cue::Record)) {
            // Letters make it no telephone, whatever its digits look like.
            let letter = text.slice(start, end).contains(|c: char| c.is_ascii_uppercase());
            found.add(KIND.id, start, end, if letter { 0.925 } else { 0.9 });
        }
    }
}

/// Three digits or more, and neither a date, a time, a year nor an amount.
pub(super) fn enough(value: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}|\d{1,2}[h:.]\d{2}|\d{1,3}(?:[.,]\d{3})*[.,]\d{2}|\d{1,4} ?(?:mg|ml|g|kg|mm|cm|m|km|h|x|st|th|nd|rd|euros?|eur|usd|gbp|years?|jahre?|ans|años|anni|anos|jaar))$",
        )
    });
    value.chars().filter(char::is_ascii_digit).count() >= 3 && !OTHER.is_match(value)
}

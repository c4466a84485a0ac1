//! How old someone is: it tells the year of birth nearly as well as a date does. A number of years
//! counts where a word says that it is an age, or where a person stands before it.

use super::age_words::{AGED, BABIES, BEING, BOUNDS, NO_AGES, PEOPLE, PRONOUNS, SURE_UNITS, UNITS};
use super::births::KIND;
use super::date_words::AGES;
use super::found::Found;
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

const NUMBER: &str = r"(?:1[01][0-9]|[1-9][0-9]?)(?:[ ]?½|[.,]5)?";

pub(super) fn find(text: &Text<'_>, names: &[(usize, usize)], found: &mut Found) {
    if text.has_digits() {
        sure(text, found);
        labelled(text, found);
        after_people(text, names, found);
        of_sexes(text, found);
        spoken_of(text, names, found);
        bracketed(text, names, found);
    }
    in_words(text, found);
}

/// Nothing that is so old or lasts so long, and no bound.
fn persons(text: &Text<'_>, start: usize, end: usize) -> bool {
    static THING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)^[ ,]{{0,2}}(?:\p{{L}}+ )?(?:{NO_AGES})(?:[^\p{{L}}]|$)"))
    });
    static BOUND: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{BOUNDS})[ ]$")));
    static SPAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9] ?[-–/] ?$|[0-9][.,]$"));
    let before = text.before(start, 24);
    let edge = text.slice(0, start).chars().next_back();
    !edge.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.')
        && !THING.is_match(text.after(end, 40))
        && !BOUND.is_match(before)
        && !SPAN.is_match(before)
}

/// 58-year-old, 82-jährig, 34 años de edad, 81enne: the unit says that someone is meant.
fn sure(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i){NUMBER}(?:{SURE_UNITS})")));
    for hit in FORM.find_iter(text.text) {
        let end = hit.end();
        let open = text.after(end, 1).starts_with(|c: char| c.is_alphanumeric());
        if !open && persons(text, hit.start(), end) {
            found.add(KIND.id, hit.start(), end, 0.8);
        }
    }
}

/// Alter: 54, aged 81, âgée de 34 ans.
fn labelled(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{AGED})(?:[ ]?[:=][ ]?|[ ]|\b)(?:is |ist |est |es |è |é )?({NUMBER}(?:{UNITS}|{SURE_UNITS})?)(?:[^\p{{L}}0-9]|$)"
        ))
    });
    for hit in FORM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let behind = text.after(hit.end(), 2);
        let longer = behind.starts_with(['-', '–', '.', ',', '/', ':', '+', '%'])
            && behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if !longer && !behind.starts_with('+') {
            found.add(KIND.id, hit.start(), hit.end(), 0.8);
        }
    }
}

/// Varón de 82 años; Blodwen Rees, 72 yrs; Paciente conocida, 54 a.; (91 J.)
fn after_people(text: &Text<'_>, names: &[(usize, usize)], found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i){NUMBER}{UNITS}")));
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:{PEOPLE})(?:[ ](?:\p{{Ll}}+|(?-i:\p{{Lu}})\.?)){{0,2}}[ ]?[,(;:–-]{{0,2}}[ (]{{0,2}}(?:(?:m|f|w|v|h)[ ,;/]{{1,2}})?(?:de |d['’]|di |von |van |of |con |mit |com )?(?:unos |ca\.? )?$"
        ))
    });
    static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:[ ]?\([^)\n]{1,20}\))?[ ]?[,(;:–\-|/]{0,2}[ (]{0,2}(?:(?:m|f|w|v|h|männl\.?|weibl\.?|male|female)[ ,;/.]{1,3})?(?:\p{Ll}+, )?(?:de |d['’]|di |von |van |of )?(?:\p{L}+, )?$",
        )
    });
    for hit in FORM.find_iter(text.text) {
        let (start, end) = (hit.start(), hit.end());
        let open = text.after(end, 1).starts_with(|c: char| c.is_alphanumeric());
        // Half a word: "a." of "a.m.", "j" of "juli".
        let cut = hit.as_str().ends_with('.') && text.after(end, 1).starts_with(char::is_lowercase);
        if open || cut || !persons(text, start, end) || !for_babies(text, start, hit.as_str()) {
            continue;
        }
        let named = names.iter().any(|(_, to)| {
            *to <= start && start - *to <= 30 && BESIDE.is_match(text.slice(*to, start))
        });
        if named || LINK.is_match(text.before(start, 50)) {
            found.add(KIND.id, start, end, 0.75);
        }
    }
}

/// Months, weeks and days are an age only of a baby.
fn for_babies(text: &Text<'_>, start: usize, age: &str) -> bool {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:years?|yrs?|y|jahr\p{L}*|jr|j|ans|a[ñn]os|anni|anos|jaar|a)\.?$")
    });
    static BABY: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{BABIES})(?:[^\p{{L}}]|$)")));
    YEARS.is_match(age) || BABY.is_match(text.before(start, 50))
}

/// M/67, 67M, (72 f), 67yo F.
fn of_sexes(text: &Text<'_>, found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[\s(,;])((?:[MFWVH♂♀] ?/ ?(?:1[01][0-9]|[1-9][0-9]?)|(?:1[01][0-9]|[1-9][0-9]) ?(?:[MFWVH♂♀]|/ ?[MFWVHmfwvh])|[♂♀] ?[1-9][0-9]))(?:[\s),;.:]|$)",
        )
    });
    for hit in FORM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        // A size or a bus is not so old.
        let clinical = text.before(hit.start(), 40).chars().any(char::is_alphabetic)
            || text.after(hit.end(), 20).chars().any(char::is_alphabetic);
        let size = ["H", "V", "W"].iter().any(|unit| hit.as_str().ends_with(unit))
            && !hit.as_str().contains('/');
        if clinical && !size {
            found.add(KIND.id, hit.start(), hit.end(), 0.6);
        }
    }
}

/// Il figlio ha 7 anni, tengo 34 años, she's 7 and, ich bin 34.
fn spoken_of(text: &Text<'_>, names: &[(usize, usize)], found: &mut Found) {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i){NUMBER}{UNITS}(?:[^\p{{L}}0-9]|$)")));
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])({BEING})(?: (?:só|já|solo|sólo|appena|gi[àa]|ya|d[ée]j[àa]|schon|erst|only|just|now|pas|al|nu|net|quasi|casi|presque|bijna|ses|los|gli|i|os))? $"
        ))
    });
    static I_AM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:i['’]m|i am|he['’]?s|he is|she['’]?s|she is|ich bin(?: erst| schon)?|(?:er|sie) ist(?: erst| schon)?|j['’]ai|tengo|ho appena compiuto|tenho|ik ben(?: al)?|(?:hij|zij|ze) is(?: pas| al)?) ({NUMBER})(?: (?:and|und|et|y|e|en)[ ]|[.,;!)](?:[^0-9]|$)|$)"
        ))
    });
    static WHO: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?i)(?:^|[^\p{{L}}])(?:{PEOPLE}|{PRONOUNS})(?:[^\p{{L}}]|$)"))
    });
    static SELF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:^|[^\p{L}])(?:tengo|ho|tenho|j['’]ai|ai|ben|bin|i['’]?m|am)$")
    });
    for hit in FORM.find_iter(text.text) {
        let age = hit.start()..hit.start() + written(hit.as_str());
        let near = super::births::clause(text.before(age.start, 70));
        let from = age.start - near.len();
        let Some(verb) = VERB.captures(near).and_then(|verb| verb.get(1)) else { continue };
        let verb = verb.as_str();
        let someone = WHO.is_match(near)
            || names.iter().any(|(start, to)| *start >= from && *to <= age.start)
            || SELF.is_match(verb)
            // Who it is was said before: "Ha 93 anni e vive sola".
            || near.trim().split(' ').count() <= 1;
        let young = for_babies(text, age.start, text.slice(age.start, age.end));
        if someone && young && persons(text, age.start, age.end) {
            found.add(KIND.id, age.start, age.end, 0.75);
        }
    }
    static TURNS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])(?:is|was|turns|turned|just turned|will be|ist|wird|wurde|wordt|werd|cumplo|cumple|cumpli[óo]|tiene|compie|compio|ha compiuto|faz|fa[çc]o|completa|tem|f[êe]te ses)(?: (?:just|only|now|nearly|almost|already|gerade|erst|schon|bald|pas|al|nu|ya|solo|già|já|só))? ({NUMBER})(?: (?:and|und|et|y|e|en|el|on|am|op|em|no|le|il|this|next|in|today|tomorrow|heute|morgen|hoy|mañana|oggi|domani|hoje|amanhã|vandaag|sabato|sábado|zaterdag)[ ,.!]|[.,;!)?](?:[^0-9]|$)|$)"
        ))
    });
    for hit in TURNS.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        let near = super::births::clause(text.before(hit.start(), 60));
        let from = hit.start() - near.len();
        let someone = WHO.is_match(near)
            || near.contains("cumplo")
            || near.contains("compio")
            || names.iter().any(|(start, to)| *start >= from && *to <= hit.start());
        if someone && persons(text, hit.start(), hit.end()) {
            found.add(KIND.id, hit.start(), hit.end(), 0.6);
        }
    }
    for hit in I_AM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        if persons(text, hit.start(), hit.end()) {
            found.add(KIND.id, hit.start(), hit.end(), 0.6);
        }
    }
}

/// Without the sign behind it that was only looked at.
fn written(age: &str) -> usize {
    let kept = age.trim_end_matches(|c: char| !c.is_alphanumeric());
    kept.len()
        + usize::from(
            kept.ends_with('a') && age.get(kept.len()..).is_some_and(|rest| rest.starts_with('.')),
        )
}

/// Anna Example (34), or Anna Example, 34, behind a first and a last name.
fn bracketed(text: &Text<'_>, names: &[(usize, usize)], found: &mut Found) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?: ?\(([1-9][0-9]?)\)|, ?([1-9][0-9])(?:, ?\p{L}|[.;)](?:\s|$)|$))")
    });
    static LIVED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^,? ?\((?:\*|°|b\.|n\.|geb\.|née?)? ?((?:18|19|20)[0-9]{2}) ?(?:[-–—/]|to|a)? ?(?:[†+✝]? ?(?:19|20)[0-9]{2}|\?|…|\.{3})?\)",
        )
    });
    for (start, end) in names {
        // Who has died, or when someone was born, in years: (1928-2023), (n. 1933).
        if let Some(year) = LIVED.captures(text.after(*end, 24)).and_then(|hit| hit.get(1)) {
            found.add(KIND.id, end + year.start(), end + year.end(), 0.75);
        }
        let whole = text.slice(*start, *end).contains(' ');
        let Some(hit) = FORM.captures(text.after(*end, 10)) else { continue };
        if let Some(age) = hit.get(1).or_else(|| hit.get(2).filter(|_| whole)) {
            found.add(KIND.id, end + age.start(), end + age.end(), 0.6);
        }
    }
}

/// Cent'anni, ottantenne, in her eighties: ages without a digit.
fn in_words(text: &Text<'_>, found: &mut Found) {
    // Long forms are slow: only where something of them is there.
    const PARTS: &[&str] = &[
        "'anni", "’anni", "enne", "enari", "enair", "jähr", "year", " alt", "edad", "idade",
        " oud", "età",
    ];
    let lower = text.text.to_lowercase();
    if !PARTS.iter().any(|part| lower.contains(part)) {
        return;
    }
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:^|[^\p{{L}}])((?:\p{{L}}+(?:anta|venti|cento|cent)|vent|trent)['’]anni|(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)(?:\p{{L}}{{2,8}})?enne|cent['’]anni|centenari[ao]|(?:octo|nona|septua|sexa)gen(?:arian|[áa]ri[ao]|aire)|(?:{AGES})[ -]year[ -]olds?|\p{{L}}+(?:zig|ßig|zehn)jährige?[rms]?|(?:{AGES}) (?:jahre alt|a[ñn]os de edad|anos de idade|jaar oud|years old|anni di età))(?:[^\p{{L}}]|$)"
        ))
    });
    for hit in FORM.captures_iter(text.text).filter_map(|hit| hit.get(1)) {
        if persons(text, hit.start(), hit.end()) {
            found.add(KIND.id, hit.start(), hit.end(), 0.7);
        }
    }
}

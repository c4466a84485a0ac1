//! Dates as people write them: in digits, with the month's name, and in words altogether.

use super::date_words::{DAYS, FEASTS, MONTHS, WEEKDAYS, YEARS};
use super::text::{Text, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// How much of a date is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Day, month and year.
    Whole,
    /// Day and the month's name.
    Day,
    /// Day and month in digits: many other things look like it.
    Short,
    /// A month and a year.
    Month,
    /// A year alone.
    Year,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Date {
    pub start: usize,
    pub end: usize,
    pub sort: Sort,
    /// Where it is said, or clear from its last two figures.
    pub year: Option<u32>,
    /// Where it ends if what stands behind the month is an age and no year: wird am 3. Mai fünfzig.
    pub without: Option<usize>,
}

/// All dates of a text by place, none inside another.
pub(super) fn dates(text: &Text<'_>) -> Vec<Date> {
    let mut dates = named(text);
    dates.extend(feasts(text));
    for date in in_digits(text) {
        if !dates.iter().any(|known| known.start < date.end && date.start < known.end) {
            dates.push(date);
        }
    }
    dates.sort_by_key(|date| date.start);
    dates
}

fn year(text: &str) -> Option<u32> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:1[89]|20)[0-9]{2}"));
    static SHORT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[0-9]{1,2}[./\-][0-9]{1,2}[./\-]['’]?([0-9]{2})$"));
    if let Some(year) = YEAR.find(text) {
        return year.as_str().parse().ok();
    }
    // Two figures of the last century: 14.05.42.
    let short = SHORT.captures(text)?.get(1)?.as_str().parse::<u32>().ok()?;
    Some(if short >= 30 { 1900 + short } else { 2000 + short })
}

fn in_digits(text: &Text<'_>) -> Vec<Date> {
    const GAP: &str = r"[ \u00a0]?[./\-‐–][ \u00a0]?";
    static FORMS: LazyLock<Vec<(Regex, Sort)>> = LazyLock::new(|| {
        let day = r"(?:[12][0-9]|3[01]|0?[1-9])";
        let month = r"(?:1[0-2]|0?[1-9])";
        let whole = format!(
            r"(?:1[89]|20)[0-9]{{2}}[./\-][0-9]{{1,2}}[./\-][0-9]{{1,2}}|[0-9]{{1,2}}{GAP}[0-9]{{1,2}}{GAP}(?:(?:1[89]|20)[0-9]{{2}}|['’]?[0-9]{{2}})|[0-9]{{1,2}} [0-9]{{1,2}} (?:1[89]|20)[0-9]{{2}}|(?:19|20)[0-9]{{2}}(?:\. ?| )[01][0-9](?:\. ?| )[0-3][0-9]|[0-9]{{1,2}} (?:de|del|do|di|of|van|du) [0-9]{{1,2}} (?:de|del|do|di|of|van|du) (?:(?:1[89]|20)[0-9]{{2}}|[0-9]{{2}})|[0-9]{{1,2}}{GAP}[IVX]{{1,4}}{GAP}(?:1[89]|20)?[0-9]{{2}}|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{{2}}|(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
        );
        vec![
            (pattern(&whole), Sort::Whole),
            (
                pattern(r"(?:0?[1-9]|1[0-2])[./\-](?:19|20)[0-9]{2}|(?:0[1-9]|1[0-2])/[3-9][0-9]"),
                Sort::Month,
            ),
            (pattern(r"19[0-9]{2}|20[012][0-9]"), Sort::Year),
            (
                pattern(&format!(
                    r"{day}(?:[./]{month}\.?|-{month})|{month}/{day}|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{{2}}"
                )),
                Sort::Short,
            ),
        ]
    });
    if !text.has_digits() {
        return Vec::new();
    }
    let mut dates: Vec<Date> = Vec::new();
    for (form, sort) in &*FORMS {
        for hit in form.find_iter(text.text) {
            let (start, end) = (hit.start(), hit.end());
            let taken = dates.iter().any(|date| date.start < end && start < date.end);
            if !taken && text.stands_alone(start, end) {
                dates.push(Date {
                    start,
                    end,
                    sort: *sort,
                    year: year(hit.as_str()),
                    without: None,
                });
            }
        }
    }
    dates
}

/// Days that have a name instead of a date, with their year: Heiligabend 1950.
fn feasts(text: &Text<'_>) -> Vec<Date> {
    static FEAST: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:{FEASTS})(?:,? (?:(?:of|in|de|del|di|do|van|en|im jahr) )?(?:(?:1[89]|20)[0-9]{{2}}|['’][0-9]{{2}}))"
        ))
    });
    let found = FEAST.find_iter(text.text);
    let alone = found.filter(|hit| text.stands_alone(hit.start(), hit.end()));
    alone
        .map(|hit| Date {
            start: hit.start(),
            end: hit.end(),
            sort: Sort::Whole,
            year: year(hit.as_str()),
            without: None,
        })
        .collect()
}

/// Dates with a month's name: what stands left and right of it is read from there.
fn named(text: &Text<'_>) -> Vec<Date> {
    static MONTH: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?-u:\b)(?:{MONTHS})(?-u:\b)")));
    // Weekday, "the" and "day" belong to it where they stand.
    static LEFT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)(?:(?:{WEEKDAYS})[,.]? (?:(?:the|den|dem|der|de|le|el|il|dia|día|,) )?)?(?:(?:the|d[íi]as?|giorno|jour|tag) )?(?-u:\b)(?:[0-3]?[0-9](?:st|nd|rd|th|er|ste|de|[º°ª])?|{DAYS})\.?(?:[ \u00a0]?(?:day of|of the month of|of|del mes de|do m[êe]s de|del mese di|du mois de|de|di|do|d['’])[ ]?|[ \u00a0./‐–-]{{1,2}})$"
        ))
    });
    static YEAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^\.?,?[ \u00a0./\-‐–]{{0,2}}(?:(?:(?:in|of|im|de|del|della?|do|di|du|van|anno|het|the|dell|l|el)['’ ]{{1,2}})*(?:year|jahre?|a[ñn]o|anno|ano|ann[ée]e|an|jaar) (?:de |of )?|(?:of|de|del|dell['’]|di|do|du|van|anno) ?)?(?:(?:1[89]|20)[0-9]{{2}}|['’´`]?[0-9]{{2}}|(?:{YEARS}))(?:[^\p{{L}}0-9]|$)"
        ))
    });
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^\.? ?(?:the )?(?:[0-3]?[0-9](?:st|nd|rd|th)?|{DAYS})(?:[^\p{{L}}0-9]|$)"
        ))
    });
    static WEEKDAY: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"(?i)(?-u:\b)(?:{WEEKDAYS})[,.]? (?:the )?$")));
    let mut dates: Vec<Date> = Vec::new();
    for hit in MONTH.find_iter(text.text) {
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
        if !outside(text.slice(0, hit.start()).chars().next_back())
            || !outside(text.slice(hit.end(), text.text.len()).chars().next())
        {
            continue;
        }
        let day = LEFT.find(text.before(hit.start(), 60)).map(|day| day.as_str());
        let mut end = hit.end();
        let mut start = hit.start() - day.map_or(0, str::len);
        let read = |form: &Regex, end: &mut usize| {
            let found = form.find(text.after(*end, 70));
            // The sign behind it was only looked at.
            let length = found.map(|found| {
                let last = found.as_str().chars().next_back();
                let extra = last.filter(|c| !c.is_alphanumeric()).map_or(0, char::len_utf8);
                found.as_str().len() - extra
            });
            *end += length.unwrap_or(0);
            length.is_some()
        };
        let day = day.is_some() || {
            // March 1980 is no 19th of March; May 5th is a day.
            let number = text.after(end, 6).trim_start_matches([' ', '.']);
            let four = number.chars().take_while(char::is_ascii_digit).count() == 4;
            !four && read(&DAY, &mut end)
        };
        let month_end = end;
        let with_year = read(&YEAR, &mut end);
        let bare = text.slice(month_end, end).trim_start();
        let words = bare.chars().all(|c| c.is_alphabetic() || c == ' ') || bare.len() == 2;
        // With a comma the weekday belongs to the sentence: on Sunday, 7 June.
        if !with_year && let Some(comma) = text.slice(start, hit.start()).find(", ") {
            start += comma + 2;
        }
        let sort = match (day, with_year) {
            (true, true) => Sort::Whole,
            (true, false) => Sort::Day,
            (false, true) => Sort::Month,
            (false, false) => continue,
        };
        if start == hit.start() {
            let weekday = WEEKDAY.find(text.before(start, 20));
            start -= weekday.map_or(0, |weekday| weekday.as_str().len());
        }
        if dates.last().is_some_and(|last| start < last.end) {
            start = hit.start();
        }
        let slice = text.slice(start, end);
        end -= slice.len() - slice.trim_end_matches([' ', ',', '-', '/']).len();
        let without = (with_year && day && words).then_some(month_end);
        dates.push(Date { start, end, sort, year: year(text.slice(start, end)), without });
    }
    dates
}

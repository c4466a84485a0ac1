//! Dates as C's `strftime` writes them, in English and in universal time.

use std::time::{SystemTime, UNIX_EPOCH};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

struct Date {
    year: i64,
    month: usize,
    day: i64,
    weekday: &'static str,
    /// Seconds since midnight.
    second: u64,
}

impl Date {
    fn of(time: SystemTime) -> Self {
        let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
        let days = (seconds / 86_400) as i64;
        // Years that begin in March put the leap day last; 719,468 days lie between March of the
        // year 0 and 1970. An era is 400 years.
        let shifted = days + 719_468;
        let (era, of_era) = (shifted / 146_097, shifted % 146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 2 } else { month - 10 };
        Self {
            year: era * 400 + year + i64::from(month < 2),
            month: month as usize,
            day,
            weekday: DAYS[(days % 7) as usize],
            second: seconds % 86_400,
        }
    }

    fn part(&self, letter: char) -> Option<String> {
        let (hour, minute) = (self.second / 3600, self.second / 60 % 60);
        Some(match letter {
            'Y' => self.year.to_string(),
            'y' => format!("{:02}", self.year % 100),
            'm' => format!("{:02}", self.month + 1),
            'd' => format!("{:02}", self.day),
            'e' => format!("{:2}", self.day),
            'b' | 'h' => MONTHS[self.month][..3].into(),
            'B' => MONTHS[self.month].into(),
            'a' => self.weekday[..3].into(),
            'A' => self.weekday.into(),
            'H' => format!("{hour:02}"),
            'I' => format!("{:02}", (hour + 11) % 12 + 1),
            'M' => format!("{minute:02}"),
            'S' => format!("{:02}", self.second % 60),
            'p' => if hour < 12 { "AM" } else { "PM" }.into(),
            'F' => format!("{}-{:02}-{:02}", self.year, self.month + 1, self.day),
            'T' => format!("{hour:02}:{minute:02}:{:02}", self.second % 60),
            '%' => "%".into(),
            _ => return None,
        })
    }
}

/// What is not known is written as it stands.
pub fn format(time: SystemTime, format: &str) -> String {
    let date = Date::of(time);
    let mut out = String::new();
    let mut letters = format.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let bare = letters.next_if_eq(&'-').is_some();
        let Some(letter) = letters.next() else {
            out.push('%');
            break;
        };
        match date.part(letter) {
            Some(part) if bare => out.push_str(part.trim_start_matches(['0', ' '])),
            Some(part) => out.push_str(&part),
            None => out.extend(['%', letter]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn dates_as_python_gives_them() {
        // datetime.fromtimestamp(t, timezone.utc).strftime("%d %b %Y|%A %B %-d|%I:%M %p|%F %T|%q")
        let cases = [
            (0, "01 Jan 1970|Thursday January 1|12:00 AM|1970-01-01 00:00:00|%q"),
            (951_782_400, "29 Feb 2000|Tuesday February 29|12:00 AM|2000-02-29 00:00:00|%q"),
            (1_735_689_599, "31 Dec 2024|Tuesday December 31|11:59 PM|2024-12-31 23:59:59|%q"),
            (4_107_542_400, "01 Mar 2100|Monday March 1|12:00 AM|2100-03-01 00:00:00|%q"),
        ];
        for (seconds, expected) in cases {
            let time = UNIX_EPOCH + Duration::from_secs(seconds);
            assert_eq!(format(time, "%d %b %Y|%A %B %-d|%I:%M %p|%F %T|%q"), expected);
        }
    }
}

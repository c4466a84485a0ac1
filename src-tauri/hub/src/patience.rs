//! How long to wait for a hub that is busy, and how often.

use crate::http::{Failure, endless};
use crate::settings::Pace;
use attune_engine::error::Result;
use reqwest::header::{self, HeaderMap};
use std::time::{Duration, SystemTime};

/// Seconds, or a date, that the hub asks to wait.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = http_date(text)?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(Duration::from_secs(date).saturating_sub(now))
}

/// Seconds since 1970 of "Wed, 21 Oct 2015 07:28:00 GMT" (RFC 9110, 5.6.7).
fn http_date(text: &str) -> Option<u64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut words = text.split_once(", ")?.1.split(' ');
    let day: i64 = words.next()?.parse().ok()?;
    let month = MONTHS.find(words.next()?)? as i64 / 3 + 1;
    let year: i64 = words.next()?.parse().ok()?;
    let mut clock = words.next()?.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    // Days since 1970 of a date in the Gregorian calendar, the year beginning in March.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 719_469;
    u64::try_from(((days * 24 + hour) * 60 + minute) * 60 + second).ok()
}

/// Counts tries that brought nothing, and waits between them.
pub(crate) struct Patience {
    pace: Pace,
    tries: u32,
}

impl Patience {
    pub fn new(pace: &Pace) -> Self {
        Self { pace: pace.clone(), tries: 0 }
    }

    /// Something came: the count begins anew.
    pub fn progress(&mut self) {
        self.tries = 0;
    }

    /// Counts a redirect like a try, so that a circle of them ends.
    pub fn hop(&mut self, about: &str) -> Result<()> {
        self.tries += 1;
        match self.tries < self.pace.tries {
            true => Ok(()),
            false => Err(endless(about)),
        }
    }

    /// Waits before the next try, or gives up with the error.
    pub async fn wait(&mut self, failure: Failure) -> Result<()> {
        let (error, asked) = match failure {
            Failure::Final(error) => return Err(error),
            Failure::Passing(error, asked) => (error, asked),
        };
        self.tries += 1;
        if self.tries >= self.pace.tries {
            return Err(error);
        }
        let own = self.pace.wait * 2u32.saturating_pow(self.tries - 1);
        let wait = asked.unwrap_or(own);
        if wait > self.pace.longest_wait {
            let minutes = wait.as_secs().div_ceil(60);
            return Err(error.advice(format!("The hub asks to come back in {minutes} minutes")));
        }
        tokio::time::sleep(wait).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        assert_eq!(http_date("Wed, 21 Oct 2015 07:28:00 GMT"), Some(1_445_412_480));
        assert_eq!(http_date("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(http_date("Thu, 29 Feb 2024 12:00:00 GMT"), Some(1_709_208_000));
        assert_eq!(http_date("soon"), None);
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(2)));
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("-2"));
        assert_eq!(retry_after(&headers), None);
        headers
            .insert(header::RETRY_AFTER, HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT"));
        assert_eq!(retry_after(&headers), Some(Duration::ZERO));
    }
}

//! Times as archives and users state them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A time as an archive states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Timestamp(
    /// Seconds since 1970-01-01T00:00:00. DOS times have no zone: they are taken as UTC.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub i64,
);

impl Timestamp {
    /// From a date of the Gregorian calendar and a time of day; `None` where there is no such date or time.
    pub fn from_civil(year: i64, month: u32, day: u32, hour: u32, minute: u32, second: u32) -> Option<Self> {
        let valid = (0..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 61;
        valid.then(|| {
            let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
            Self(days_from_civil(year, month, day) * 86_400 + seconds)
        })
    }

    /// Reads RFC 3339: `2026-11-23`, `2026-11-23T17:00:00Z`, `2026-11-23T18:00:00.5+01:00`. Fractions are cut off.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => (date, time),
            None => (text, "00:00:00Z"),
        };
        let (clock, offset_seconds) = split_zone(time)?;
        let [year, month, day] = fields(date, '-', &[4, 2, 2])?;
        let whole = clock.split_once('.').map_or(Some(clock), |(whole, fraction)| {
            (!fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())).then_some(whole)
        })?;
        let [hour, minute, second] = fields(whole, ':', &[2, 2, 2])?;
        let local = Self::from_civil(i64::from(year), month, day, hour, minute, second)?;
        Some(Self(local.0 - offset_seconds))
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(86_400));
        let second = self.0.rem_euclid(86_400);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

fn split_zone(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let at = time.rfind(['+', '-'])?;
    let (clock, zone) = time.split_at_checked(at)?;
    let [hours, minutes] = fields(zone.get(1..)?, ':', &[2, 2])?;
    let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
    (hours < 24 && minutes < 60).then_some((clock, if zone.starts_with('-') { -seconds } else { seconds }))
}

/// Exactly `N` numbers of the given widths.
fn fields<const N: usize>(text: &str, separator: char, widths: &[usize; N]) -> Option<[u32; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split(separator);
    for (number, &width) in numbers.iter_mut().zip(widths) {
        let part = parts.next()?;
        let digits = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        *number = part.parse().ok().filter(|_| digits)?;
    }
    parts.next().is_none().then_some(numbers)
}

fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01, after Howard Hinnant's `days_from_civil`: years begin in March, so that a leap day is last.
fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`]: year, month, day.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "2026-11-23T17:00:00Z", "1900-03-01T00:00:00Z"] {
            assert_eq!(Timestamp::parse_rfc3339(text).map(|t| t.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Timestamp::parse_rfc3339("2026-11-23T17:00:00Z"), Some(Timestamp(1_795_453_200)));
    }

    #[test]
    fn zones_and_fractions() {
        let utc = Timestamp::parse_rfc3339("2026-11-23T17:00:00Z");
        assert_eq!(Timestamp::parse_rfc3339("2026-11-23T18:30:00.25+01:30"), utc);
        assert_eq!(Timestamp::parse_rfc3339("2026-11-23 12:00:00-05:00"), utc);
        assert_eq!(Timestamp::parse_rfc3339("2026-11-23"), Timestamp::from_civil(2026, 11, 23, 0, 0, 0));
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "",
            "now",
            "2026-02-29",
            "2026-13-01",
            "2026-11-23T25:00:00Z",
            "2026-11-23T17:00:00",
            "2026-11-23T17:00:00.Z",
            "26-1-1",
            "2026-11-23T17:00:00+1",
        ] {
            assert_eq!(Timestamp::parse_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn the_ends_of_the_range_do_not_overflow() {
        let _ = Timestamp(i64::MAX).to_string();
        let _ = Timestamp(i64::MIN).to_string();
    }
}

//! What the user knows beside the package: the time, the package's file name, and later inventory, configuration,
//! baseline and packs.

use crate::facts::Timestamp;
use crate::report::Options;

/// What rules may use beside the facts.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The user's present time; `None` where none was given, so that rules about dates are "not checked".
    pub now: Option<Timestamp>,
    /// File name of the package as the user has it.
    pub package_name: String,
}

impl Context {
<<<<<<< HEAD
    /// What the options and the package's file name give.
    pub fn new(options: &Options, package_name: &str) -> Self {
        Self { now: options.now.as_deref().and_then(utc), package_name: package_name.to_owned() }
    }
}

/// `2026-11-23T17:00:00Z`, with or without a fraction of a second; `None` for anything else, other zones included.
pub fn utc(text: &str) -> Option<Timestamp> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time.split_once('.').map_or(time, |(whole, _)| whole), ':', [2, 2, 2])?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_of_month = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if day < 1 || day > days_of_month || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // Days since 1970-01-01, counted in years that begin in March, so that a leap day is the last one of its year.
    let march_year = year - i64::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leap_days = march_year.div_euclid(4) - march_year.div_euclid(100) + march_year.div_euclid(400);
    let days = march_year * 365 + leap_days + day_of_year - 719_468;
    Some(Timestamp(days * 86_400 + hour * 3_600 + minute * 60 + second))
}

/// Three groups of digits of the given widths.
fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut found = [0; 3];
    for (value, width) in found.iter_mut().zip(widths) {
        let digits = parts.next().filter(|part| part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))?;
        *value = digits.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_in_utc_is_read() {
        assert_eq!(utc("1970-01-01T00:00:00Z"), Some(Timestamp(0)));
        assert_eq!(utc("2026-11-23T17:00:00Z"), Some(Timestamp(1_795_453_200)));
        assert_eq!(utc("2024-02-29T23:59:59.125Z"), Some(Timestamp(1_709_251_199)));
        assert_eq!(utc("1969-12-31T23:59:59Z"), Some(Timestamp(-1)));
    }

    #[test]
    fn what_is_no_time_in_utc_is_refused() {
        for text in ["", "2026-11-23", "2026-11-23T17:00:00+01:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "26-1-1T0:0:0Z"] {
            assert_eq!(utc(text), None, "{text}");
        }
    }
}
=======
    /// The context of an analysis: `now` as RFC 3339, and the package's file name.
    ///
    /// # Errors
    /// [`InvalidNow`] where `now` is no RFC 3339 time.
    pub fn new(now: Option<&str>, package_name: &str) -> Result<Self, InvalidNow> {
        let now = match now {
            Some(text) => Some(Timestamp::parse_rfc3339(text).ok_or_else(|| InvalidNow { text: text.to_owned() })?),
            None => None,
        };
        Ok(Self { now, package_name: package_name.to_owned() })
    }
}

/// The time given as "now" is no RFC 3339 time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidNow {
    /// What was given.
    pub text: String,
}

impl std::fmt::Display for InvalidNow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is no RFC 3339 time such as 2026-11-23T17:00:00Z", self.text)
    }
}

impl std::error::Error for InvalidNow {}
>>>>>>> main

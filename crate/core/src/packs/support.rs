//! How long versions are looked after, and which line of versions one belongs to.

use crate::facts::Timestamp;

/// The end of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// On a day.
    Day(Timestamp),
    /// It has come; no day is known.
    Come,
    /// It has not come; no day is known.
    NotYet,
}

impl End {
    /// Of a day as packs write it; `None` where it is no day.
    pub(super) fn of_day(text: &str) -> Option<Self> {
        Timestamp::parse_rfc3339(text).map(Self::Day)
    }

    /// Whether it has come by now. Its own day still belongs to what ends.
    pub(crate) fn has_come(self, now: Timestamp) -> bool {
        match self {
            Self::Day(day) => day.0.saturating_add(DAY_SECONDS) <= now.0,
            Self::Come => true,
            Self::NotYet => false,
        }
    }

    /// The day for a sentence; `""` where none is known.
    pub(crate) fn day(self) -> String {
        match self {
            Self::Day(day) => day.to_string().chars().take("2026-11-20".len()).collect(),
            Self::Come | Self::NotYet => String::new(),
        }
    }
}

pub(crate) const DAY_SECONDS: i64 = 86_400;

/// How long one line of versions is looked after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Support {
    /// The product by the id of the list or of the pack.
    pub(crate) product: String,
    /// The beginning of the line's versions: `1.1.1`.
    pub(crate) line: String,
    /// The end of what everybody gets.
    pub(crate) end: End,
    /// The end of what is paid for, or done by others, after that.
    pub(crate) extended: Option<End>,
    /// The line's newest version; `""` where it is not known.
    pub(crate) latest: String,
    /// Where all that is from, and of what day.
    pub(crate) source: String,
}

/// Whether a version belongs to a line: the line's numbers and words are its first ones.
pub(crate) fn is_of_line(version: &str, line: &str) -> bool {
    let (mut version, mut line) = (parts(version), parts(line));
    line.all(|part| version.next().is_some_and(|other| other == part))
}

/// How many numbers and words a line has: of two lines that a version belongs to, the longer one is meant.
pub(super) fn length(line: &str) -> usize {
    parts(line).count()
}

/// Runs of digits, without leading zeros, and runs of letters.
fn parts(text: &str) -> impl Iterator<Item = String> {
    let text = text.trim().trim_start_matches(['v', 'V']);
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_digit = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_digit).unwrap_or(rest.len());
        let (part, after) = rest.split_at_checked(end)?;
        rest = after;
        let significant = if is_digit { part.trim_start_matches('0') } else { part };
        Some(significant.to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_version_belongs_to_the_line_that_it_begins_with() {
        for (version, line, wanted) in [
            ("12.19", "12", true),
            ("1.1.1w", "1.1.1", true),
            ("3.10.2", "3.1", false),
            ("8u392", "8", true),
            ("22.04.4", "22.04", true),
            ("2023.12", "2", false),
            ("7", "7.9", false),
            ("10-22H2", "10-22h2", true),
        ] {
            assert_eq!(is_of_line(version, line), wanted, "{version} {line}");
        }
    }

    #[test]
    fn the_last_day_is_not_over_yet() {
        let end = End::of_day("2026-08-31").unwrap();
        let at = |text| Timestamp::parse_rfc3339(text).unwrap();
        assert!(!end.has_come(at("2026-08-31T23:59:59Z")));
        assert!(end.has_come(at("2026-09-01")));
        assert_eq!(end.day(), "2026-08-31");
    }
}

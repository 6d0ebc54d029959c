//! Whether a version is still looked after, and how that is said.

use crate::facts::Timestamp;
use crate::finding::Severity;
use crate::packs::{DAY_SECONDS, End, Support};

/// How a line of versions stands at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Looked after, for longer than the next weeks.
    Supported,
    /// Looked after; it ends within [`SOON_DAYS`].
    EndsSoon,
    /// What everybody gets has ended; an extended support goes on until a known day.
    Extended,
    /// It has ended.
    Ended,
}

/// An end within this time is worth planning for now.
const SOON_DAYS: i64 = 90;

/// How a line stands now. An extended support of which no end is known is one that only those have who pay for it: then
/// the line has ended.
pub(crate) fn standing(support: &Support, now: Timestamp) -> Standing {
    let soon = Timestamp(now.0.saturating_add(SOON_DAYS.saturating_mul(DAY_SECONDS)));
    let is_extended = matches!(support.extended, Some(end @ End::Day(_)) if !end.has_come(now));
    match (support.end.has_come(now), is_extended) {
        (true, true) => Standing::Extended,
        (true, false) => Standing::Ended,
        (false, _) if support.end.has_come(soon) => Standing::EndsSoon,
        (false, _) => Standing::Supported,
    }
}

impl Standing {
    /// What it is worth; `None` where there is nothing to say.
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Supported => None,
            Self::EndsSoon | Self::Extended => Some(Severity::Medium),
            Self::Ended => Some(Severity::High),
        }
    }
}

/// What has become of a line, to stand behind its name: `has had no support since 2024-11-21`.
pub(crate) fn told(support: &Support, standing: Standing) -> String {
    let (end, extended) = (support.end.day(), support.extended.map_or(String::new(), End::day));
    match standing {
        Standing::Supported => "is supported".to_owned(),
        Standing::EndsSoon => format!("has support until {end}"),
        Standing::Extended => format!("has had no regular support since {end}; extended support ends on {extended}"),
        Standing::Ended if end.is_empty() => "has no support any more".to_owned(),
        Standing::Ended if extended.is_empty() => format!("has had no support since {end}"),
        Standing::Ended => format!("has had no support since {end}, and no extended support since {extended}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::packs::Packs;

    fn of(name: &str, version: &str, now: &str) -> (Standing, String) {
        let support = Packs::default().support("generic", name, version).unwrap();
        let standing = standing(&support, Timestamp::parse_rfc3339(now).unwrap());
        (standing, told(&support, standing))
    }

    #[test]
    fn a_line_ends_and_may_be_extended() {
        assert_eq!(of("debian", "12", "2026-01-01").0, Standing::Supported);
        assert_eq!(of("debian", "12", "2026-06-01").0, Standing::EndsSoon);
        let (now, text) = of("debian", "12", "2026-11-20");
        assert_eq!(now, Standing::Extended);
        assert_eq!(text, "has had no regular support since 2026-07-11; extended support ends on 2028-06-30");
        let (now, text) = of("debian", "11", "2026-11-20");
        assert_eq!(now, Standing::Ended);
        assert_eq!(text, "has had no support since 2024-08-14, and no extended support since 2026-08-31");
    }

    #[test]
    fn support_for_those_who_pay_without_an_end_is_none() {
        assert_eq!(of("openssl", "1.1.1w", "2026-11-20").0, Standing::Ended);
    }
}

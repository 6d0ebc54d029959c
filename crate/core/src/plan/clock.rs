//! A time of day as the user writes it: the same moment, told in the user's own zone.

use crate::facts::Timestamp;

/// A moment, and the offset of the zone in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// Seconds since 1970, UTC.
    seconds: i64,
    offset_seconds: i64,
}

impl Clock {
    /// Reads RFC 3339 with date, time and offset.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (_, time) = text.split_once(['T', 't', ' '])?;
        let Timestamp(seconds) = Timestamp::parse_rfc3339(text)?;
        Some(Self { seconds, offset_seconds: offset(time)? })
    }

    pub(super) fn minus_minutes(self, minutes: u32) -> Self {
        Self { seconds: self.seconds.saturating_sub(i64::from(minutes).saturating_mul(60)), ..self }
    }

    /// Whole minutes from `self` to `later`; negative where that is before.
    pub(super) fn minutes_until(self, later: Self) -> i64 {
        later.seconds.saturating_sub(self.seconds).div_euclid(60)
    }

    /// RFC 3339 in its own zone.
    pub(super) fn rfc3339(self) -> String {
        let local = Timestamp(self.seconds.saturating_add(self.offset_seconds)).to_string();
        let local = local.trim_end_matches('Z');
        if self.offset_seconds == 0 {
            return format!("{local}Z");
        }
        let sign = if self.offset_seconds < 0 { '-' } else { '+' };
        let minutes = self.offset_seconds.unsigned_abs() / 60;
        format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// `18:30 (+01:00)`, for a sentence.
    pub(super) fn spoken(self) -> String {
        let text = self.rfc3339();
        let zone = text.get(19..).filter(|zone| *zone != "Z").unwrap_or("UTC");
        format!("{} ({zone})", text.get(11..16).unwrap_or_default())
    }
}

/// The offset of a time of which is known that it is one.
fn offset(time: &str) -> Option<i64> {
    if time.ends_with(['Z', 'z']) {
        return Some(0);
    }
    let at = time.rfind(['+', '-'])?;
    let (sign, zone) = (time.get(at..at.checked_add(1)?)?, time.get(at.checked_add(1)?..)?);
    let (hours, minutes) = zone.split_once(':')?;
    let seconds = hours.parse::<i64>().ok()?.checked_mul(60)?.checked_add(minutes.parse().ok()?)?.checked_mul(60)?;
    Some(if sign == "-" { seconds.saturating_neg() } else { seconds })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_time_stays_in_its_zone() {
        let clock = Clock::parse("2026-11-28T00:20:00+01:00").unwrap();
        assert_eq!(clock.minus_minutes(45).rfc3339(), "2026-11-27T23:35:00+01:00");
        assert_eq!(clock.minus_minutes(45).spoken(), "23:35 (+01:00)");
        assert_eq!(
            Clock::parse("2026-03-01T00:10:00-03:30").unwrap().minus_minutes(30).rfc3339(),
            "2026-02-28T23:40:00-03:30"
        );
        assert_eq!(Clock::parse("2026-11-27T20:00:00Z").unwrap().spoken(), "20:00 (UTC)");
    }

    #[test]
    fn a_time_without_date_or_zone_is_none() {
        for text in ["", "20:00", "2026-11-27", "2026-11-27T20:00:00", "2026-11-27T20:00+01:00"] {
            assert_eq!(Clock::parse(text), None, "{text}");
        }
    }
}

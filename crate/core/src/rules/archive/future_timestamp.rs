//! `archive/future-timestamp`

use super::gather::{Archives, Item, Joint, gather, shown};
use crate::facts::{FileFact, Location, Timestamp};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/future-timestamp",
    severity: Severity::Low,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("future_timestamp.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let Case { facts, context, .. } = *case;
    if facts.files.iter().all(|file| file.modified.is_none()) {
        return Outcome::NotApplicable("no entry has a date".into());
    }
    let Some(now) = context.now else {
        return Outcome::NotChecked("the present time was not given".into());
    };
    let latest = now.0.saturating_add(SLACK_SECONDS);
    let archives = Archives::of(facts);
    let future = facts.files.iter().filter_map(|file| {
        let modified = file.modified?;
        let is_future = modified.0 > latest && !is_filler(modified);
        is_future.then(|| Item { archive: archives.split(&file.path).0, kind: (), what: (file, modified) })
    });
    let single = |(): &(), (file, modified): &(&FileFact, Timestamp)| {
        let name = shown(&file.path);
        let message = format!("`{name}` is dated {}, after today ({}).", date(*modified), date(now));
        Finding::new(rule, name, message, Location::Entry { path: file.path.clone() })
            .confidence(Confidence::Medium)
            .step("verify", "Check the clock of this machine first.")
            .step("verify", "Tools that compare dates (make, rsync, backups) will take the file for newer than any change.")
    };
    let joint = |(): &(), files: &[(&FileFact, Timestamp)]| {
        let last = files.iter().map(|(_, modified)| *modified).max().unwrap_or_default();
        Joint {
            subject: "entries dated after today".into(),
            message: format!("{} entries are dated after today ({}), the last on {}.", files.len(), date(now), date(last)),
        }
    };
    Outcome::of(gather(rule, 3, future, single, joint))
}

/// DOS times have no zone: the vendor's clock may be 26 hours ahead of the reader's, and clocks go wrong a little.
const SLACK_SECONDS: i64 = 48 * 3600;

/// The last second of a 32-bit clock, signed and unsigned, and the last days of DOS time: what a packer writes that
/// has no date, or that wants none.
fn is_filler(time: Timestamp) -> bool {
    const SIGNED_END: i64 = i32::MAX as i64;
    const UNSIGNED_END: i64 = u32::MAX as i64;
    const DOS_LAST_YEAR: i64 = 4_323_283_200;
    const DAY: i64 = 86_400;
    let is_near = |end: i64| (end - DAY..=end + DAY).contains(&time.0);
    is_near(SIGNED_END) || is_near(UNSIGNED_END) || time.0 >= DOS_LAST_YEAR
}

/// `2026-11-23`, proleptic Gregorian, UTC.
fn date(time: Timestamp) -> String {
    // Eras of 400 years from 0000-03-01, so that the leap day is the last of its year.
    let days = time.0.div_euclid(86_400).saturating_add(719_468);
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;

    #[test]
    fn dates_are_printed_as_they_are() {
        assert_eq!(date(Timestamp(0)), "1970-01-01");
        assert_eq!(date(Timestamp(951_782_400)), "2000-02-29");
        assert_eq!(date(Timestamp(1_795_453_200)), "2026-11-23");
        assert_eq!(date(Timestamp(-1)), "1969-12-31");
        assert_eq!(date(Timestamp(4_323_283_200)), "2107-01-01");
    }

    #[test]
    fn without_a_clock_it_is_not_checked() {
        let file = FileFact { modified: Some(Timestamp(2_000_000_000)), ..FileFact::default() };
        let facts = Facts { files: vec![file], ..Facts::default() };
        assert!(matches!(check(&RULE, &Case::new(&facts, &Context::default())), Outcome::NotChecked(_)));
        let context = Context { now: Some(Timestamp(1_999_900_000)), ..Context::default() };
        assert_eq!(check(&RULE, &Case::new(&facts, &context)), Outcome::Clean);
        let context = Context { now: Some(Timestamp(1_999_000_000)), ..Context::default() };
        assert!(matches!(check(&RULE, &Case::new(&facts, &context)), Outcome::Findings(_)));
    }
}

//! Installed versions against requirements, across the ways in which distributions and products count.

use super::names::is_distribution;
use crate::context::Installed;
use crate::facts::{Dependency, VersionRange};
use crate::version::{self, Dialect};

/// The version of an installation as it is compared with what another ecosystem asks for, where that is other than the
/// version itself: without the distribution's epoch and revision, and without what it built together (`15+248` → `15`).
pub(super) fn compared_as(installed: &Installed, ecosystem: &str) -> Option<String> {
    let own: &str = &installed.ecosystem;
    if !is_distribution(own) || own == ecosystem {
        return None;
    }
    let upstream = version::upstream(Dialect::of(own), &installed.version);
    let compared = upstream.split_once('+').map_or(upstream.as_str(), |(version, _)| version);
    (*compared != *installed.version).then(|| compared.to_owned())
}

/// Whether a requirement admits a version; `None` where one of them cannot be read.
pub(crate) fn admits(dependency: &Dependency, is_java: bool, version: &str) -> Option<bool> {
    if dependency.takes_any_version() {
        return Some(true);
    }
    let range = dependency.range.as_ref()?;
    let is_comparable = version.trim_start_matches(['v', 'V']).starts_with(|c: char| c.is_ascii_digit())
        && !range.intervals.is_empty()
        && !counts_in_years(range, version);
    if !is_comparable {
        return None;
    }
    let is_in =
        version::contains(range, version) || (is_java && java(version).is_some_and(|v| version::contains(range, &v)));
    let dialect = Dialect::of(&range.dialect);
    if is_in && version::is_prerelease(dialect, version) {
        // Where a pre-release is sorted is not always where its ecosystem lets it in.
        return Some(version::admits(dialect, &dependency.requirement, version).unwrap_or(true));
    }
    Some(is_in)
}

/// Java 8 is also called 1.8: the other way of writing a version.
fn java(version: &str) -> Option<String> {
    match version.strip_prefix("1.") {
        Some(rest) => Some(rest.to_owned()),
        None => Some(format!("1.{version}")),
    }
}

/// "SQL Server 2019" is version 15: a year and a number say nothing about each other.
fn counts_in_years(range: &VersionRange, version: &str) -> bool {
    let mut bounds =
        range.intervals.iter().flat_map(|interval| interval.lower.iter().chain(&interval.upper)).peekable();
    bounds.peek().is_some() && bounds.all(|bound| is_year(&bound.version) != is_year(version))
}

/// Whether a version begins with a year.
pub(super) fn is_year(version: &str) -> bool {
    let version = version.trim_start_matches(['v', 'V']);
    let first = version.split(|c: char| !c.is_ascii_digit()).next();
    first.and_then(|first| first.parse::<u32>().ok()).is_some_and(|number| (1990..2100).contains(&number))
}

/// Whether a version begins with a number out of a name: `3.11.2` with `3`, `8u392` and `1.8.0` with `8`.
pub(super) fn begins_with(version: &str, number: &str) -> bool {
    let version = version.split_once(':').map_or(version, |(_, without_epoch)| without_epoch);
    let begins = |version: &str| {
        version.strip_prefix(number).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    begins(version) || version.strip_prefix("1.").is_some_and(begins)
}

/// Whether a version falls short of a range only behind its first two numbers: there a distribution mends without
/// counting on.
pub(crate) fn is_close(range: &VersionRange, version: &str) -> bool {
    let line = |version: &str| {
        let mut parts = version.split(['.', '-', '+', '~']).map(str::to_owned);
        (parts.next(), parts.next())
    };
    range
        .intervals
        .iter()
        .filter_map(|interval| interval.lower.as_ref())
        .any(|lower| line(&lower.version) == line(version))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn asks(requirement: &str) -> Dependency {
        Dependency {
            requirement: requirement.into(),
            range: version::range(Dialect::Generic, requirement),
            ..Dependency::default()
        }
    }

    #[test]
    fn a_distributions_revision_is_no_part_of_the_version() {
        let installed = |ecosystem: &str, version: &str| Installed {
            ecosystem: ecosystem.into(),
            version: version.into(),
            ..Installed::default()
        };
        let seen = |ecosystem, version| compared_as(&installed(ecosystem, version), "generic");
        assert_eq!(seen("deb", "15.8-0+deb12u1").as_deref(), Some("15.8"));
        assert_eq!(seen("deb", "15+248").as_deref(), Some("15"));
        assert_eq!(seen("rpm", "1:1.1.1k-9.el8").as_deref(), Some("1.1.1k"));
        assert_eq!(seen("generic", "15.8-0"), None);
        assert_eq!(compared_as(&installed("deb", "2.36-9"), "deb"), None);
    }

    #[test]
    fn java_counts_in_two_ways_and_years_are_not_numbers() {
        assert_eq!(admits(&asks(">=1.8"), true, "8u392"), Some(true));
        assert_eq!(admits(&asks(">=11"), true, "1.8.0"), Some(false));
        assert_eq!(admits(&asks("1.8.x"), true, "8u392"), Some(true));
        assert_eq!(admits(&asks(">=2016"), false, "15.0.2000.5"), None);
        assert_eq!(admits(&asks(">=2016"), false, "2014.1"), Some(false));
        assert_eq!(admits(&asks("git+https://x#main"), false, "1.0"), None);
        assert_eq!(admits(&asks(">=1"), false, "stable"), None);
        assert_eq!(admits(&asks("latest"), false, "stable"), Some(true));
    }

    #[test]
    fn a_number_in_a_name_is_the_first_of_the_version() {
        assert!(begins_with("3.11.2-1+b1", "3"));
        assert!(begins_with("8u392-ga-1", "8"));
        assert!(begins_with("1.8.0_391", "8"));
        assert!(begins_with("2:1.1.1w-0", "1.1"));
        assert!(!begins_with("2.7.18", "3"));
        assert!(!begins_with("31.2", "3"));
    }

    #[test]
    fn mending_happens_behind_the_minor_version() {
        let range = version::range(Dialect::Generic, ">=3.0.15").unwrap();
        assert!(is_close(&range, "3.0.14"));
        assert!(!is_close(&range, "1.1.1w"));
    }
}

//! How wide a requirement is.

use crate::facts::{Bound, Dependency, Interval};
pub(crate) use crate::needs::{Needed, needed};

/// How much a requirement leaves open, narrow first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Width {
    /// One version, or a part of one minor.
    Narrow,
    /// Every patch of one minor (`~5.0`).
    Minor,
    /// Several minors of one major, or all of them (`^5.0`, `5.x`).
    Major,
    /// More than one major, but with an upper end (`>=12 <16`, `<3`).
    Majors,
    /// No upper end: `*`, `latest`, nothing at all, `>=13`.
    Unbounded,
}

/// How wide a dependency's requirement is; `None` where it cannot be read as a range, or stands in a file that is not there
/// (the version of a Maven dependency that its parent decides).
pub(crate) fn width(dependency: &Dependency) -> Option<Width> {
    if dependency.requirement.is_empty() && dependency.range.is_none() {
        return None;
    }
    if dependency.takes_any_version() {
        return Some(Width::Unbounded);
    }
    let range = dependency.range.as_ref()?;
    if range.is_unbounded_above() {
        return Some(Width::Unbounded);
    }
    range.intervals.iter().map(interval_width).max()
}

fn interval_width(interval: &Interval) -> Width {
    let (Some(lower), Some(upper)) = (&interval.lower, &interval.upper) else { return Width::Majors };
    if lower.version == upper.version {
        return Width::Narrow;
    }
    let ((major, minor), (upper_major, upper_minor, is_start)) = (start(lower), end(upper));
    // An exclusive upper end at the start of a minor or major means the one before it.
    if (upper_major, upper_minor) == (major, minor) {
        return Width::Narrow;
    }
    if !upper.inclusive && is_start {
        if upper_major == major && upper_minor == minor.saturating_add(1) {
            return Width::Minor;
        }
        if upper_minor == 0 && upper_major == major.saturating_add(1) {
            return Width::Major;
        }
    }
    if upper_major == major { Width::Major } else { Width::Majors }
}

fn start(bound: &Bound) -> (u64, u64) {
    let (major, minor, _) = end(bound);
    (major, minor)
}

/// Major and minor, and whether nothing but zeros follows the minor.
fn end(bound: &Bound) -> (u64, u64, bool) {
    let version = bound.version.trim_start_matches(['v', 'V']);
    let mut parts = version.split(['.', '-', '+', '_']);
    let mut number = || parts.next().and_then(|part| part.parse::<u64>().ok()).unwrap_or(0);
    let (major, minor) = (number(), number());
    let is_start = parts.all(|part| part.bytes().all(|byte| byte == b'0'));
    (major, minor, is_start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::VersionRange;

    fn of(lower: Option<(&str, bool)>, upper: Option<(&str, bool)>) -> Option<Width> {
        let bound = |(version, inclusive): (&str, bool)| Bound { version: version.into(), inclusive };
        let intervals = vec![Interval { lower: lower.map(bound), upper: upper.map(bound) }];
        let range = Some(VersionRange { dialect: "generic".into(), intervals });
        width(&Dependency { requirement: "written".into(), range, ..Dependency::default() })
    }

    #[test]
    fn a_range_is_as_wide_as_what_it_leaves_open() {
        assert_eq!(of(Some(("5.0.1", true)), Some(("5.0.1", true))), Some(Width::Narrow));
        assert_eq!(of(Some(("5.0.1", true)), Some(("5.0.9", false))), Some(Width::Narrow));
        assert_eq!(of(Some(("5.0", true)), Some(("5.1.0", false))), Some(Width::Minor));
        assert_eq!(of(Some(("1.2.0", true)), Some(("2.0.0", false))), Some(Width::Major));
        assert_eq!(of(Some(("1.2", true)), Some(("1.9", true))), Some(Width::Major));
        assert_eq!(of(Some(("12", true)), Some(("16", false))), Some(Width::Majors));
        assert_eq!(of(None, Some(("3", false))), Some(Width::Majors));
        assert_eq!(of(Some(("13", true)), None), Some(Width::Unbounded));
    }

    #[test]
    fn words_for_anything_are_unbounded_without_a_range() {
        let written = |requirement: &str| Dependency { requirement: requirement.into(), ..Dependency::default() };
        assert_eq!(width(&written("latest")), Some(Width::Unbounded));
        assert_eq!(width(&written("")), None, "unknown");
        let all = Some(VersionRange { dialect: "generic".into(), intervals: vec![Interval::default()] });
        assert_eq!(width(&Dependency { range: all, ..Dependency::default() }), Some(Width::Unbounded));
        assert_eq!(width(&written("git+https://example.com/x#main")), None);
    }
}

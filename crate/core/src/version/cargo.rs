//! Cargo's requirements, which the `semver` crate that Cargo itself uses decides.

use semver::{Comparator, Op, Version, VersionReq};

use super::Dialect;
use super::set::{Set, bound};

/// Reads a requirement. None at all admits every version.
pub(super) fn read(text: &str) -> Option<VersionReq> {
    if text.is_empty() { Some(VersionReq::STAR) } else { VersionReq::parse(text).ok() }
}

/// Whether a version satisfies a requirement; `None` where it is none that Cargo takes.
pub(super) fn admits(requirement: &VersionReq, version: &str) -> Option<bool> {
    Version::parse(version.trim()).ok().map(|version| requirement.matches(&version))
}

/// The intervals, without Cargo's rule for pre-releases.
pub(super) fn set(requirement: &VersionReq) -> Set {
    requirement
        .comparators
        .iter()
        .fold(Set::all(Dialect::Cargo), |set, comparator| set.intersect(&interval(comparator)))
}

fn interval(comparator: &Comparator) -> Set {
    let (major, minor, patch) = (comparator.major, comparator.minor, comparator.patch);
    let mut low = format!("{major}.{}.{}", minor.unwrap_or(0), patch.unwrap_or(0));
    if !comparator.pre.is_empty() {
        low = format!("{low}-{}", comparator.pre);
    }
    // The numbers that are given, and those that `^` keeps: up to the first that is not zero.
    let given = 1_u8.saturating_add(u8::from(minor.is_some())).saturating_add(u8::from(patch.is_some()));
    let kept = match (major, minor, patch) {
        (1.., ..) | (_, None, _) => 1,
        (0, Some(1..), _) | (_, _, None) => 2,
        _ => 3,
    };
    let next = |keep: u8| next(comparator, keep);
    let is_whole = given == 3;
    match comparator.op {
        Op::Exact if is_whole => Set::exact(Dialect::Cargo, &low),
        Op::Exact | Op::Wildcard => within(&low, next(given)),
        Op::Greater if is_whole => Set::above(Dialect::Cargo, &low, false),
        Op::Greater => next(given).map_or_else(nothing, |next| Set::above(Dialect::Cargo, &next, true)),
        Op::GreaterEq => Set::above(Dialect::Cargo, &low, true),
        Op::LessEq if is_whole => Set::below(Dialect::Cargo, &low, true),
        Op::LessEq => next(given).map_or_else(all, |next| Set::below(Dialect::Cargo, &next, false)),
        Op::Less => Set::below(Dialect::Cargo, &low, false),
        Op::Tilde => within(&low, next(given.min(2))),
        Op::Caret => within(&low, next(kept)),
        // The crate may gain operators; none is written today.
        _ => all(),
    }
}

fn within(low: &str, next: Option<String>) -> Set {
    Set::between(Dialect::Cargo, Some(bound(low, true)), next.map(|next| bound(&next, false)))
}

fn all() -> Set {
    Set::all(Dialect::Cargo)
}

fn nothing() -> Set {
    Set::of(Dialect::Cargo, &[])
}

/// The lowest version in which one of the first `keep` numbers is another; `None` where there is none above.
fn next(comparator: &Comparator, keep: u8) -> Option<String> {
    let (major, minor, patch) = (comparator.major, comparator.minor.unwrap_or(0), comparator.patch.unwrap_or(0));
    Some(match keep {
        1 => format!("{}.0.0", major.checked_add(1)?),
        2 => format!("{major}.{}.0", minor.checked_add(1)?),
        _ => format!("{major}.{minor}.{}", patch.checked_add(1)?),
    })
}

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_requirements() {
        ranges(
            Dialect::Cargo,
            &[
                ("", "(, )"),
                ("*", "(, )"),
                ("1.2.3", "[1.2.3, 2.0.0)"),
                ("0.3", "[0.3.0, 0.4.0)"),
                ("0.0", "[0.0.0, 0.1.0)"),
                ("0", "[0.0.0, 1.0.0)"),
                ("0.0.7", "[0.0.7, 0.0.8)"),
                ("=1.2.3", "[1.2.3, 1.2.3]"),
                ("=1.2", "[1.2.0, 1.3.0)"),
                (">=1.2, <1.5", "[1.2.0, 1.5.0)"),
                (">1.2", "[1.3.0, )"),
                ("<=1.2", "(, 1.3.0)"),
                ("1.*", "[1.0.0, 2.0.0)"),
                ("~1.2", "[1.2.0, 1.3.0)"),
                ("^18446744073709551615", "[18446744073709551615.0.0, )"),
                ("1.2 || 1.3", "?"),
                ("latest", "?"),
            ],
        );
    }

    #[test]
    fn admits_as_cargo_does() {
        admitted(
            Dialect::Cargo,
            &[
                ("1.2.3", "1.2.3 1.9.0+build", "1.2.2 2.0.0 1.3.0-rc.1"),
                ("1.2.3-rc.1", "1.2.3-rc.2 1.2.3 1.4.0", "1.2.3-beta 1.4.0-rc.1"),
                ("0.3", "0.3.9", "0.4.0 0.2.9"),
                // No version of Cargo's, but one that can be placed.
                ("1.2", "1.5", "2.0"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(Dialect::Cargo, &["1.0.0-A", "1.0.0-a", "1.0.0-a.2", "1.0.0-a.10", "1.0.0", "1.0.1"]);
    }
}

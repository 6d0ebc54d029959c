//! npm's ranges: `||`, hyphens, x-ranges, `^`, `~`, comparators. Reference: node-semver, read loosely as npm itself does.

use super::clauses::{Clause, Clauses, Op};
use super::{Dialect, comparators, number};

/// JavaScript's largest exact integer, above which node-semver takes nothing.
const LARGEST: &str = "9007199254740991";

/// Reads a range. A word that is no version is a tag: `None`. (`latest` is too: it names whatever was published last.)
pub(super) fn read(text: &str) -> Option<Clauses> {
    let alternatives = text.split("||").map(|part| read_all(part.trim())).collect::<Option<_>>()?;
    Some(Clauses::new(Dialect::Npm, alternatives))
}

/// Whether node-semver takes a text for a version.
pub(super) fn is_version(text: &str) -> bool {
    Partial::read(text.trim()).is_some_and(|partial| partial.given == 3)
}

/// Comparators that all hold.
fn read_all(text: &str) -> Option<Vec<Clause>> {
    if let Some((from, to)) = split_hyphen(text) {
        return hyphen(&Partial::read(from)?, &Partial::read(to)?);
    }
    // npm also lets commas pass.
    let mut clauses = Vec::new();
    for (operator, version) in comparators::split(text, &[' ', '\t', '\n', '\r', ','], &['<', '>', '=', '^', '~'])? {
        clauses.append(&mut comparator(operator, &Partial::read(version)?)?);
    }
    Some(clauses)
}

fn split_hyphen(text: &str) -> Option<(&str, &str)> {
    let at = text.match_indices('-').map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).is_some_and(|before| before.ends_with([' ', '\t']));
        let after = text.get(at.saturating_add(1)..).is_some_and(|after| after.starts_with([' ', '\t']));
        before && after
    })?;
    Some((text.get(..at)?.trim(), text.get(at.saturating_add(1)..)?.trim()))
}

fn hyphen(from: &Partial<'_>, to: &Partial<'_>) -> Option<Vec<Clause>> {
    let mut clauses = Vec::new();
    if from.given > 0 {
        clauses.push(Clause::new(Op::AtLeast, from.lowest()));
    }
    match to.given {
        0 => {}
        3 => clauses.push(Clause::new(Op::AtMost, to.lowest())),
        given => clauses.push(below(&to.next(given)?)),
    }
    Some(clauses)
}

fn comparator(operator: &str, partial: &Partial<'_>) -> Option<Vec<Clause>> {
    let low = || Clause::new(Op::AtLeast, partial.lowest());
    let given = partial.given;
    Some(match (operator, given) {
        // Nothing is older than every version or newer than every version.
        ("<" | ">", 0) => vec![below("0.0.0")],
        ("" | "=" | "==" | "<=" | ">=" | "^" | "~" | "~>" | "~=", 0) => Vec::new(),
        ("" | "=" | "==", 3) => vec![Clause::new(Op::Equal, partial.lowest())],
        ("" | "=" | "==", _) => vec![low(), below(&partial.next(given)?)],
        (">", 3) => vec![Clause::new(Op::Above, partial.lowest())],
        (">", _) => vec![Clause::new(Op::AtLeast, partial.next(given)?)],
        (">=", _) => vec![low()],
        ("<", 3) => vec![Clause::new(Op::Below, partial.lowest())],
        ("<", _) => vec![below(&partial.lowest())],
        ("<=", 3) => vec![Clause::new(Op::AtMost, partial.lowest())],
        ("<=", _) => vec![below(&partial.next(given)?)],
        ("~" | "~>" | "~=", _) => vec![low(), below(&partial.next(given.min(2))?)],
        ("^", _) => {
            // The leftmost number that is not zero stays; where all are, the last one given does.
            let numbers = partial.numbers.get(..given)?;
            let keep = numbers.iter().position(|number| !number::is_zero(number));
            vec![low(), below(&partial.next(keep.map_or(given, |at| at.saturating_add(1)))?)]
        }
        _ => return None,
    })
}

/// Below a release and all its pre-releases.
fn below(version: &str) -> Clause {
    Clause::at_lowest(Op::Below, version, "-0")
}

/// A version of which parts may be missing or `x`.
#[derive(Debug)]
struct Partial<'t> {
    /// Major, minor, patch; those that are not given are `0`.
    numbers: [&'t str; 3],
    /// How many of them are given.
    given: usize,
    /// Without its hyphen; empty where there is none.
    pre: &'t str,
}

impl<'t> Partial<'t> {
    fn read(version: &'t str) -> Option<Self> {
        let version = version.trim_start_matches(['v', 'V', '=', ' ']);
        let (version, build) =
            version.split_once('+').map_or((version, None), |(version, build)| (version, Some(build)));
        if !build.is_none_or(are_identifiers) {
            return None;
        }
        let mut partial = Partial { numbers: ["0"; 3], given: 0, pre: "" };
        let mut rest = version;
        let mut is_open = version.is_empty();
        let mut parts: usize = 0;
        for slot in &mut partial.numbers {
            parts = parts.saturating_add(1);
            if let Some(after) = rest.strip_prefix(['x', 'X', '*']) {
                is_open = true;
                rest = after;
            } else if !version.is_empty() {
                let (number, after) = number::split_digits(rest);
                // Neither may a number stand behind an `x`.
                if is_open || number.is_empty() || number::compare(number, LARGEST).is_gt() {
                    return None;
                }
                *slot = plain(number);
                partial.given = parts;
                rest = after;
            }
            match rest.strip_prefix('.') {
                Some(after) if parts < 3 => rest = after,
                _ => break,
            }
        }
        if rest.is_empty() {
            return Some(partial);
        }
        let pre = rest.strip_prefix('-').unwrap_or(rest);
        if parts < 3 || !are_identifiers(pre) {
            return None;
        }
        // A pre-release of an open version says nothing more than the version.
        partial.pre = if is_open { "" } else { pre };
        Some(partial)
    }

    /// The lowest version that it stands for.
    fn lowest(&self) -> String {
        let [major, minor, patch] = self.numbers;
        let hyphen = if self.pre.is_empty() { "" } else { "-" };
        format!("{major}.{minor}.{patch}{hyphen}{}", self.pre)
    }

    /// The lowest version in which one of the first `keep` numbers is another: `1.2` kept to 1 gives `2.0.0`. `None`
    /// where npm can count no further.
    fn next(&self, keep: usize) -> Option<String> {
        let next = |number: &str| number::compare(number, LARGEST).is_lt().then(|| number::next(number));
        Some(match (keep, self.numbers) {
            (1, [major, ..]) => format!("{}.0.0", next(major)?),
            (2, [major, minor, _]) => format!("{major}.{}.0", next(minor)?),
            (_, [major, minor, patch]) => format!("{major}.{minor}.{}", next(patch)?),
        })
    }
}

fn plain(number: &str) -> &str {
    match number.trim_start_matches('0') {
        "" => "0",
        plain => plain,
    }
}

fn are_identifiers(text: &str) -> bool {
    text.split('.')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_ranges() {
        ranges(
            Dialect::Npm,
            &[
                ("", "(, )"),
                ("*", "(, )"),
                ("x", "(, )"),
                ("1.2.3", "[1.2.3, 1.2.3]"),
                ("=1.2.3", "[1.2.3, 1.2.3]"),
                ("v1.2.3", "[1.2.3, 1.2.3]"),
                ("1.2.3-beta.2", "[1.2.3-beta.2, 1.2.3-beta.2]"),
                ("1.2.3+build", "[1.2.3, 1.2.3]"),
                ("1", "[1.0.0, 2.0.0)"),
                ("1.2.x", "[1.2.0, 1.3.0)"),
                ("1.x.x", "[1.0.0, 2.0.0)"),
                ("^1.2.3", "[1.2.3, 2.0.0)"),
                ("^0.2.3", "[0.2.3, 0.3.0)"),
                ("^0.0.3", "[0.0.3, 0.0.4)"),
                ("^0.0", "[0.0.0, 0.1.0)"),
                ("^0", "[0.0.0, 1.0.0)"),
                ("^1.x", "[1.0.0, 2.0.0)"),
                ("~1.2.3", "[1.2.3, 1.3.0)"),
                ("~1", "[1.0.0, 2.0.0)"),
                ("~> 1.2", "[1.2.0, 1.3.0)"),
                (">=1.2", "[1.2.0, )"),
                (">1.2", "[1.3.0, )"),
                ("<=1.2", "(, 1.3.0)"),
                ("<1.2", "(, 1.2.0)"),
                (">= 1.2.3 < 2", "[1.2.3, 2.0.0)"),
                (">=1.2.3 <2.0.0 || >=3.1.0", "[1.2.3, 2.0.0) | [3.1.0, )"),
                ("^1 || ^2", "[1.0.0, 3.0.0)"),
                ("1.2.3 - 2.3", "[1.2.3, 2.4.0)"),
                ("1.2 - 2.3.4", "[1.2.0, 2.3.4]"),
                (">2 <1", "none"),
                ("<*", "none"),
                ("latest", "?"),
                (">=", "?"),
                ("1.2.3.4", "?"),
                ("1.*.3", "?"),
                ("^", "?"),
                ("not a version", "?"),
                ("18446744073709551616", "?"),
                ("^9007199254740991.0.0", "?"),
            ],
        );
    }

    #[test]
    fn admits_pre_releases_of_the_same_numbers_only() {
        admitted(
            Dialect::Npm,
            &[
                ("^1.2.3", "1.2.3 1.9.0 v1.4.0", "1.2.2 2.0.0 1.3.0-rc.1 2.0.0-rc.1"),
                ("^1.2.3-beta.2", "1.2.3-beta.2 1.2.3-beta.10 1.2.3 1.5.0", "1.2.3-beta.1 1.2.4-beta.3 1.3.0-beta.2"),
                (">1.2.3-alpha <2", "1.2.3-beta 1.2.3", "1.2.3-alpha 2.0.0-rc"),
                ("*", "0.0.0 9.9.9", "1.0.0-rc.1 nonsense"),
                ("1.2.3-rc.1 || ^2", "1.2.3-rc.1 2.1.0", "1.2.3 2.1.0-rc.1"),
                ("1 - 2", "1.0.0 2.9.9", "3.0.0 3.0.0-0"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Npm,
            &[
                "0.9.9",
                "1.0.0-1",
                "1.0.0-ALPHA",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0 = v1.0.0 = 1.0.0+build",
                "1.0.1",
                "18446744073709551616.0.0",
            ],
        );
    }
}

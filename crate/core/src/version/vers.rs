//! `vers:`, the version range specifier that all ecosystems share: `vers:npm/>=1.2|<2|!=1.5`.

use std::fmt::Write as _;

use crate::facts::{Bound, Interval, VersionRange};

use super::set::{Set, bound};
use super::{Dialect, compare};

/// Longest range and most constraints that are read.
const MOST_BYTES: usize = 64 * 1_024;
const MOST_CONSTRAINTS: usize = 1_024;

/// Reads a range; `None` where it is none. The scheme is kept in [`VersionRange::dialect`] and decides the order of the
/// versions.
pub fn read(text: &str) -> Option<VersionRange> {
    if text.len() > MOST_BYTES {
        return None;
    }
    let (scheme, constraints) = text.trim().strip_prefix("vers:")?.split_once('/')?;
    if !is_scheme(scheme) {
        return None;
    }
    let scheme = scheme.to_ascii_lowercase();
    let dialect = Dialect::of(&scheme);
    let constraints: String = constraints.chars().filter(|c| !c.is_whitespace()).collect();
    let constraints = constraints.trim_matches('|');
    if constraints == "*" {
        return Some(VersionRange { dialect: scheme, intervals: vec![Interval::default()] });
    }
    let mut read = Vec::new();
    for constraint in constraints.split('|').filter(|constraint| !constraint.is_empty()) {
        if read.len() >= MOST_CONSTRAINTS {
            return None;
        }
        read.push(Constraint::read(constraint)?);
    }
    if read.is_empty() {
        return None;
    }
    read.sort_by(|a, b| compare(dialect, &a.version, &b.version));
    // Each version may stand in one constraint only.
    if read.windows(2).any(|pair| matches!(pair, [a, b] if a.version == b.version)) {
        return None;
    }
    Some(VersionRange { dialect: scheme, intervals: intervals(dialect, &read) })
}

/// The canonical form of a range: constraints in the order of their versions, `|` between them. A range that admits
/// nothing has no form in `vers`; it is written without constraints, which nothing reads.
pub fn write(range: &VersionRange) -> String {
    let mut constraints: Vec<String> = Vec::new();
    let mut begins_at_hole = false;
    for (index, interval) in range.intervals.iter().enumerate() {
        let next = range.intervals.get(index.saturating_add(1));
        let ends_at_hole = interval.upper.as_ref().is_some_and(|upper| is_hole(upper, next));
        match (&interval.lower, &interval.upper) {
            (None, None) => constraints.push("*".to_owned()),
            (Some(lower), Some(upper)) if lower == upper => constraints.push(encode(&lower.version)),
            (lower, upper) => {
                if let Some(lower) = lower.as_ref().filter(|_| !begins_at_hole) {
                    constraints.push(format!("{}{}", if lower.inclusive { ">=" } else { ">" }, encode(&lower.version)));
                }
                if let Some(upper) = upper {
                    let comparator = match (ends_at_hole, upper.inclusive) {
                        (true, _) => "!=",
                        (false, true) => "<=",
                        (false, false) => "<",
                    };
                    constraints.push(format!("{comparator}{}", encode(&upper.version)));
                }
            }
        }
        begins_at_hole = ends_at_hole;
    }
    format!("vers:{}/{}", range.dialect, constraints.join("|"))
}

/// Whether the next interval begins at the end of this one, with a version between them that neither admits.
fn is_hole(upper: &Bound, next: Option<&Interval>) -> bool {
    let lower = next.and_then(|next| next.lower.as_ref());
    !upper.inclusive && lower.is_some_and(|lower| !lower.inclusive && lower.version == upper.version)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparator {
    Equal,
    NotEqual,
    Above { inclusive: bool },
    Below { inclusive: bool },
}

#[derive(Debug)]
struct Constraint {
    comparator: Comparator,
    version: String,
}

impl Constraint {
    fn is_end(&self) -> bool {
        matches!(self.comparator, Comparator::Above { .. } | Comparator::Below { .. })
    }

    fn read(text: &str) -> Option<Self> {
        const COMPARATORS: &[(&str, Comparator)] = &[
            (">=", Comparator::Above { inclusive: true }),
            ("<=", Comparator::Below { inclusive: true }),
            ("!=", Comparator::NotEqual),
            (">", Comparator::Above { inclusive: false }),
            ("<", Comparator::Below { inclusive: false }),
            ("=", Comparator::Equal),
        ];
        let (comparator, version) = COMPARATORS
            .iter()
            .find_map(|(sign, comparator)| Some((*comparator, text.strip_prefix(sign)?)))
            .unwrap_or((Comparator::Equal, text));
        let version = decode(version)?;
        let is_version = !version.is_empty() && !version.starts_with(['<', '>', '=', '!', '*']);
        is_version.then_some(Self { comparator, version })
    }
}

/// The intervals of constraints in order, as the specification's containment algorithm has them: `=` stands for itself,
/// a lower end pairs with the upper end that follows it, `!=` cuts a hole.
fn intervals(dialect: Dialect, constraints: &[Constraint]) -> Vec<Interval> {
    let first_end = constraints.iter().find(|constraint| constraint.is_end());
    // Everything below an upper end that no lower one goes before; everything, where there are only holes.
    let has_only_holes = constraints.iter().all(|constraint| constraint.comparator == Comparator::NotEqual);
    let mut is_open = has_only_holes || first_end.is_some_and(|end| matches!(end.comparator, Comparator::Below { .. }));
    let mut lower: Option<Bound> = None;
    let mut intervals = Vec::new();
    for constraint in constraints {
        let own = |inclusive| Some(bound(&constraint.version, inclusive));
        match constraint.comparator {
            Comparator::Equal => intervals.push(Interval { lower: own(true), upper: own(true) }),
            Comparator::NotEqual if is_open => {
                intervals.push(Interval { lower: lower.take(), upper: own(false) });
                lower = own(false);
            }
            Comparator::NotEqual => {}
            // `>1|>2`: the lower one holds.
            Comparator::Above { inclusive } if !is_open => {
                is_open = true;
                lower = own(inclusive);
            }
            Comparator::Below { inclusive } if is_open => {
                is_open = false;
                intervals.push(Interval { lower: lower.take(), upper: own(inclusive) });
            }
            Comparator::Above { .. } | Comparator::Below { .. } => {}
        }
    }
    if is_open {
        intervals.push(Interval { lower, upper: None });
    }
    Set::of(dialect, &intervals).intervals()
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

/// Characters that have a meaning in a range are percent-encoded in a version.
fn encode(version: &str) -> String {
    let mut out = String::with_capacity(version.len());
    for c in version.chars() {
        match c {
            // Writing to a String cannot fail.
            '>' | '<' | '=' | '!' | '*' | '|' | '%' | '/' | ' ' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

fn decode(version: &str) -> Option<String> {
    crate::purl::decode(version).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{read, write};
    use crate::facts::VersionRange;
    use crate::version::{Dialect, contains, range};

    #[test]
    fn reads_and_writes_the_canonical_form() {
        for (text, canonical) in [
            ("vers:npm/>=1.2|<2|!=1.5", "vers:npm/>=1.2|!=1.5|<2"),
            ("vers:npm/<2|>=1.2", "vers:npm/>=1.2|<2"),
            ("vers:pypi/*", "vers:pypi/*"),
            ("vers:generic/1.0|2.0", "vers:generic/1.0|2.0"),
            ("vers:intdot/1.2.3|>=2", "vers:intdot/1.2.3|>=2"),
            ("vers:semver/ >1.0.0 | <= 1.4.0 |3.0.0", "vers:semver/>1.0.0|<=1.4.0|3.0.0"),
            ("vers:pypi/!=1.5", "vers:pypi/!=1.5"),
            ("vers:deb/>=1%3A2.0", "vers:deb/>=1:2.0"),
        ] {
            assert_eq!(write(&read(text).unwrap()), canonical, "{text}");
        }
    }

    #[test]
    fn writes_native_ranges() {
        for (dialect, native, wanted) in [
            (Dialect::Npm, "^1.2 || 3.x", "vers:npm/>=1.2.0|<2.0.0|>=3.0.0|<4.0.0"),
            (Dialect::Pypi, ">=1.0,!=1.5,<2", "vers:pypi/>=1.0|!=1.5|<2"),
            (Dialect::Gem, "~> 2.0.8", "vers:gem/>=2.0.8|<2.1"),
            (Dialect::Nuget, "[1.0.0, 2.0.0)", "vers:nuget/>=1.0.0|<2.0.0"),
            (Dialect::Cargo, "=1.2.3", "vers:semver/1.2.3"),
            (Dialect::Deb, "<< 2:1.0~rc1", "vers:deb/<2:1.0~rc1"),
            (Dialect::Generic, "!=1.5, !=1.6", "vers:generic/!=1.5|!=1.6"),
        ] {
            let written = write(&range(dialect, native).unwrap());
            assert_eq!(written, wanted);
            assert_eq!(read(&written).map(|range| write(&range)), Some(written), "{native}");
        }
        assert_eq!(write(&range(Dialect::Npm, ">2 <1").unwrap()), "vers:npm/");
        assert_eq!(write(&VersionRange::exact("generic", "a|b/c 100%")), "vers:generic/a%7Cb%2Fc%20100%25");
    }

    #[test]
    fn says_what_lies_in_it() {
        let range = read("vers:npm/<=0.9|1.0|>=1.2|!=1.5|<2|>=3").unwrap();
        for (version, wanted) in
            [("0.1", true), ("1.0", true), ("1.1", false), ("1.4", true), ("1.5", false), ("2.0", false), ("4", true)]
        {
            assert_eq!(contains(&range, version), wanted, "{version}");
        }
    }

    #[test]
    fn refuses_what_is_no_range() {
        for text in
            ["", "vers:", "vers:npm", "vers:npm/", "vers:npm/|", "npm/1", "vers:n m/1", "vers:npm/>=", "vers:npm/1|1"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! What vendors write in manifests of their own: comparators in all their spellings, `1.x`, `5.0+`, "5.0 or later", "any".

mod order;

pub(super) use order::{compare, is_prerelease};

use super::set::{Set, bound};
use super::{Dialect, comparators, number};

const DIALECT: Dialect = Dialect::Generic;

/// Most comparators that are read.
const MOST_CLAUSES: usize = 64;

/// Reads a requirement.
pub(super) fn read(text: &str) -> Option<Set> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "" | "*" | "any" | "any version" | "all" | "x" | "latest" | "-") {
        return Some(Set::all(DIALECT));
    }
    if text.starts_with(['[', '(']) && text.contains(',') {
        return brackets(text);
    }
    let mut alternatives = text.split("||").map(read_all);
    let first = alternatives.next()??;
    alternatives.try_fold(first, |set, next| Some(set.union(next?)))
}

/// Whether a text is a version and nothing else.
pub(crate) fn looks_like_version(text: &str) -> bool {
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'~' | b':'))
}

/// Words that mean an open end, after the version or before it.
const AFTER: &[(&str, &str)] = &[
    ("or later", ">="),
    ("or newer", ">="),
    ("or higher", ">="),
    ("or above", ">="),
    ("or greater", ">="),
    ("and later", ">="),
    ("and newer", ">="),
    ("and above", ">="),
    ("and up", ">="),
    ("or older", "<="),
    ("or earlier", "<="),
    ("or lower", "<="),
    ("or below", "<="),
    ("and earlier", "<="),
    ("+", ">="),
];
const BEFORE: &[(&str, &str)] = &[
    ("at least", ">="),
    ("minimum", ">="),
    ("min.", ">="),
    ("min", ">="),
    ("since", ">="),
    ("from", ">="),
    ("newer than", ">"),
    ("later than", ">"),
    ("greater than", ">"),
    ("above", ">"),
    ("up to", "<="),
    ("at most", "<="),
    ("maximum", "<="),
    ("older than", "<"),
    ("less than", "<"),
    ("below", "<"),
    ("before", "<"),
    ("exactly", "="),
    ("version", ""),
];

fn read_all(text: &str) -> Option<Set> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once(" - ").or_else(|| text.split_once(" to "))
        && let (Some(from), Some(to)) = (version(from.trim_start_matches("from ")), version(to))
    {
        return Some(Set::between(DIALECT, Some(bound(from, true)), Some(bound(to, true))));
    }
    let lower = text.to_ascii_lowercase();
    for (words, operator) in AFTER {
        if let Some(end) = lower.strip_suffix(words).map(str::len) {
            return comparator(operator, text.get(..end)?);
        }
    }
    for (words, operator) in BEFORE {
        if lower.starts_with(words) {
            let rest = text.get(words.len()..)?.trim();
            return if operator.is_empty() { read_all_plain(rest) } else { comparator(operator, rest) };
        }
    }
    read_all_plain(text)
}

/// What operators are made of.
const OPERATORS: &[char] = &['<', '>', '=', '^', '~', '!', '≥', '≤'];

/// Comparators that all hold, joined by commas, blanks, `and` or `&&`.
fn read_all_plain(text: &str) -> Option<Set> {
    let mut pairs = comparators::split(text, &[' ', '\t', ',', '&', ';'], OPERATORS)?;
    pairs.retain(|(_, version)| !version.eq_ignore_ascii_case("and"));
    // Two versions without operators are no range; a version and a word (`5.0 GA`) is no version.
    let has_bare = pairs.iter().skip(1).any(|(operator, _)| operator.is_empty());
    if pairs.is_empty() || pairs.len() > MOST_CLAUSES || has_bare {
        return None;
    }
    pairs.iter().try_fold(Set::all(DIALECT), |set, (operator, text)| {
        if matches!(*operator, "!=" | "<>") {
            let version = version(text)?;
            return Some(set.except(bound(version, true), bound(version, true)));
        }
        Some(set.intersect(&comparator(operator, text)?))
    })
}

fn comparator(operator: &str, text: &str) -> Option<Set> {
    let text = text.trim();
    let (text, is_open) = open(text);
    let version = version(text)?;
    Some(match operator {
        "" | "=" | "==" | "===" if is_open => Set::half_open(DIALECT, version, &next(version, usize::MAX)?),
        "" | "=" | "==" | "===" => Set::exact(DIALECT, version),
        ">=" | "=>" | "≥" => Set::above(DIALECT, version, true),
        ">" => Set::above(DIALECT, version, false),
        "<=" | "=<" | "≤" => Set::below(DIALECT, version, true),
        "<" => Set::below(DIALECT, version, false),
        // Ruby's pessimistic operator: the last number given may grow.
        "~>" | "~=" => Set::half_open(DIALECT, version, &next(version, count(version).saturating_sub(1).max(1))?),
        "~" => Set::half_open(DIALECT, version, &next(version, count(version).min(2))?),
        "^" => {
            let keep = version.split('.').position(|part| part.bytes().any(|byte| matches!(byte, b'1'..=b'9')));
            Set::half_open(DIALECT, version, &next(version, keep.unwrap_or(0).saturating_add(1))?)
        }
        _ => return None,
    })
}

/// `5.0.x` and `5.0.*` without their ends.
fn open(text: &str) -> (&str, bool) {
    let trimmed = text.trim_end_matches(".X").trim_end_matches(".*").trim_end_matches(".x");
    (trimmed, trimmed.len() < text.len())
}

fn version(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
    looks_like_version(text).then_some(text)
}

fn count(version: &str) -> usize {
    version.split('.').count()
}

/// The lowest version in which one of the first `keep` numbers is another, with as many numbers as it was written with.
fn next(version: &str, keep: usize) -> Option<String> {
    let digits = version.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(version.len());
    let numbers: Vec<&str> = version.get(..digits)?.trim_end_matches('.').split('.').collect();
    let (last, kept) = numbers.get(..keep.min(numbers.len()))?.split_last()?;
    if !numbers.iter().all(|number| number::is_number(number)) {
        return None;
    }
    let last = number::next(last);
    let zeros = std::iter::repeat_n("0", numbers.len().saturating_sub(keep));
    Some(kept.iter().copied().chain([last.as_str()]).chain(zeros).collect::<Vec<_>>().join("."))
}

fn brackets(text: &str) -> Option<Set> {
    let is_lower_in = text.starts_with('[');
    let is_upper_in = text.ends_with(']');
    let (lower, upper) = text.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?.split_once(',')?;
    let end = |text: &str, inclusive| match text.trim() {
        "" => Some(None),
        text => version(text).map(|version| Some(bound(version, inclusive))),
    };
    Some(Set::between(DIALECT, end(lower, is_lower_in)?, end(upper, is_upper_in)?))
}

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_what_vendors_write() {
        ranges(
            Dialect::Generic,
            &[
                ("", "(, )"),
                ("*", "(, )"),
                ("any", "(, )"),
                ("latest", "(, )"),
                ("5.0.1", "[5.0.1, 5.0.1]"),
                ("v5.0.1", "[5.0.1, 5.0.1]"),
                ("= 5", "[5, 5]"),
                (">=11", "[11, )"),
                ("≥ 11", "[11, )"),
                ("> 1.2 , < 2", "(1.2, 2)"),
                (">=1.2 and <2", "[1.2, 2)"),
                (">= 1.2 <= 1.9", "[1.2, 1.9]"),
                ("1.2+", "[1.2, )"),
                ("17 or later", "[17, )"),
                ("8.4 or newer", "[8.4, )"),
                ("at least 3.2", "[3.2, )"),
                ("up to 9", "(, 9]"),
                ("below 3", "(, 3)"),
                ("version 3.2", "[3.2, 3.2]"),
                ("1.x", "[1, 2)"),
                ("1.2.*", "[1.2, 1.3)"),
                ("~> 5.0", "[5.0, 6.0)"),
                ("~> 5.0.3", "[5.0.3, 5.1.0)"),
                ("~1.2.3", "[1.2.3, 1.3.0)"),
                ("^1.2", "[1.2, 2.0)"),
                ("^0.4.1", "[0.4.1, 0.5.0)"),
                ("10 - 14", "[10, 14]"),
                ("10 to 14", "[10, 14]"),
                ("from 10 to 14", "[10, 14]"),
                ("[1.0,2.0)", "[1.0, 2.0)"),
                ("!=1.5", "(, 1.5) | (1.5, )"),
                ("12 || 14", "[12, 12] | [14, 14]"),
                ("2019-09-01", "[2019-09-01, 2019-09-01]"),
                ("as appropriate", "?"),
                ("TBD", "?"),
                ("2019 R2", "?"),
                ("1.0 2.0", "?"),
                ("main", "?"),
                (">=", "?"),
                (">", "?"),
            ],
        );
    }

    #[test]
    fn admits_in_plain_words() {
        admitted(
            Dialect::Generic,
            &[
                ("5.0 or later", "5.0 5 5.0.1 6.0-rc1", "4.9 5.0-rc1"),
                ("1.x", "1.0 1.99", "2.0 0.9"),
                ("from 10 to 14", "10 14.0", "14.1 9"),
                ("^999999999999999999999.1", "999999999999999999999.2", "1000000000000000000000.0"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Generic,
            &[
                "1.0.dev1",
                "1.0a1 = 1.0-ALPHA.1",
                "1.0b2",
                "1.0m1",
                "1.0rc1 = 1.0c1-0",
                "1.0-SNAPSHOT",
                "1.0 = 1 = v1.0.0 = 1.0 GA = 1.0.Final",
                "1.0k",
                "1.0.1",
                "1.2",
                "1.10",
                "2.0",
            ],
        );
    }
}

//! What vendors write in manifests of their own: comparators in all their spellings, `1.x`, `5.0+`, "5.0 or later", "any".

mod order;

pub(super) use order::{compare, is_prerelease};

use super::set::{Set, bound};
use super::{Dialect, number};

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

/// Comparators that all hold, joined by commas, blanks, `and` or `&&`.
fn read_all_plain(text: &str) -> Option<Set> {
    let mut set = Set::all(DIALECT);
    let mut operator = "";
    let mut count: usize = 0;
    for word in
        text.split([' ', '\t', ',', '&', ';']).filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("and"))
    {
        let end =
            word.find(|c: char| !matches!(c, '<' | '>' | '=' | '^' | '~' | '!' | '≥' | '≤')).unwrap_or(word.len());
        let (own, rest) = word.split_at_checked(end)?;
        if rest.is_empty() {
            operator = own;
            continue;
        }
        count = count.saturating_add(1);
        // Two versions without operators are no range; a version and a word (`5.0 GA`) is no version.
        if count > MOST_CLAUSES || (count > 1 && own.is_empty() && operator.is_empty()) {
            return None;
        }
        let operator_here = if own.is_empty() { operator } else { own };
        operator = "";
        set = if matches!(operator_here, "!=" | "<>") {
            let version = version(rest)?;
            set.except(bound(version, true), bound(version, true))
        } else {
            set.intersect(&comparator(operator_here, rest)?)
        };
    }
    (operator.is_empty() && count > 0).then_some(set)
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

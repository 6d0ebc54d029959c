//! Precedence as semver 2.0 defines it, which npm, Cargo, NuGet and Go share but for details.

use std::cmp::Ordering;

use super::number;

/// A version's numbers and its pre-release identifiers; build metadata has no precedence and is left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts<'v> {
    /// Dotted numbers, as many as are given.
    pub(super) core: &'v str,
    /// Dotted identifiers.
    pub(super) pre: Option<&'v str>,
}

/// Takes a version apart. What follows the numbers without a hyphen is taken for a pre-release too, as npm does
/// (`1.2.3beta`).
pub(super) fn parts(version: &str) -> Parts<'_> {
    let version = version.trim().trim_start_matches(['v', 'V', '=', ' ']);
    let end = version.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(version.len());
    let (core, rest) = version.split_at_checked(end).unwrap_or((version, ""));
    let rest = rest.split('+').next().unwrap_or("");
    let pre = match rest.strip_prefix('-') {
        None if rest.is_empty() => None,
        None => Some(rest),
        pre => pre,
    };
    Parts { core, pre }
}

/// Compares by precedence.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    compare_by(a, b, number::is_number, str::cmp)
}

/// Compares by precedence where a number with leading zeros is no number, as in Cargo and Go.
pub(super) fn compare_strict(a: &str, b: &str) -> Ordering {
    compare_by(a, b, |word| number::is_number(word) && (word.len() == 1 || !word.starts_with('0')), str::cmp)
}

/// Compares by precedence where the case of letters does not matter, as in NuGet, and where a number above the largest
/// of 32 bits is a word.
pub(super) fn compare_ignoring_case(a: &str, b: &str) -> Ordering {
    let is_number = |word: &str| number::is_number(word) && number::compare(word, "2147483647").is_le();
    compare_by(a, b, is_number, |a, b| {
        a.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()))
    })
}

fn compare_by(a: &str, b: &str, is_number: impl Fn(&str) -> bool, words: impl Fn(&str, &str) -> Ordering) -> Ordering {
    let (a, b) = (parts(a), parts(b));
    number::compare_dotted(a.core, b.core).then_with(|| match (a.pre, b.pre) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => identifiers(a, b, is_number, words),
    })
}

/// Numbers as numbers and below words; more identifiers above fewer.
fn identifiers(a: &str, b: &str, is_number: impl Fn(&str) -> bool, words: impl Fn(&str, &str) -> Ordering) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => match (is_number(a), is_number(b)) {
                (true, true) => number::compare(a, b),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => words(a, b),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

//! The order of versions of unknown making: numbers, and words of which some name a pre-release.

use std::cmp::Ordering;

use crate::version::number;

/// Compares two versions token by token; what is missing stands like a zero, between the words that name a pre-release
/// and those that do not, and those lie below all other numbers.
pub(in crate::version) fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (Tokens::of(a), Tokens::of(b));
    loop {
        let (a, b) = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (a, b) => (a.unwrap_or("0"), b.unwrap_or("0")),
        };
        let order = place(a).cmp(&place(b)).then_with(|| match (number::is_number(a), number::is_number(b)) {
            (true, true) => number::compare(a, b),
            // Words for the same stage mean the same.
            (false, false) if place(a) > RELEASE => lower(a).cmp(lower(b)),
            _ => Ordering::Equal,
        });
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Whether a word of the version names a pre-release.
pub(in crate::version) fn is_prerelease(version: &str) -> bool {
    Tokens::of(version).any(|token| place(token) < RELEASE)
}

const RELEASE: i8 = 0;

fn place(token: &str) -> i8 {
    const PLACES: &[(&str, i8)] = &[
        ("dev", -6),
        ("a", -5),
        ("alpha", -5),
        ("b", -4),
        ("beta", -4),
        ("m", -3),
        ("milestone", -3),
        ("c", -2),
        ("rc", -2),
        ("cr", -2),
        ("pre", -2),
        ("preview", -2),
        ("snapshot", -1),
        ("ga", RELEASE),
        ("final", RELEASE),
        ("release", RELEASE),
    ];
    if number::is_number(token) {
        return if number::is_zero(token) { RELEASE } else { 2 };
    }
    PLACES.iter().find(|(word, _)| token.eq_ignore_ascii_case(word)).map_or(1, |(_, place)| *place)
}

fn lower(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// Runs of digits and runs of letters; everything else separates them.
struct Tokens<'v>(&'v str);

impl<'v> Tokens<'v> {
    fn of(version: &'v str) -> Self {
        Self(version.trim().trim_start_matches(['v', 'V', '=']))
    }
}

impl<'v> Iterator for Tokens<'v> {
    type Item = &'v str;

    fn next(&mut self) -> Option<&'v str> {
        let rest = self.0.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_digit = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_digit).unwrap_or(rest.len());
        let (token, after) = rest.split_at_checked(end)?;
        self.0 = after;
        Some(token)
    }
}

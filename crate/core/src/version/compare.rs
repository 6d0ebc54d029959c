//! Which of two versions is the older, as far as putting bounds in order needs it.
//!
//! One order for all dialects that count in dotted numbers, and semver's own for npm and Cargo, where everything after a
//! hyphen is a pre-release.

use std::cmp::Ordering;

use super::Dialect;

/// Compares two versions.
pub(super) fn compare(dialect: Dialect, a: &str, b: &str) -> Ordering {
    match dialect {
        Dialect::Npm | Dialect::Cargo => semver(a, b),
        Dialect::Nuget => semver(a, b),
        _ => general(a, b),
    }
}

fn semver(a: &str, b: &str) -> Ordering {
    let split = |version: &'_ str| -> (String, Option<String>) {
        let version = plain(version).split('+').next().unwrap_or("");
        match version.split_once('-') {
            Some((core, pre)) => (core.to_owned(), Some(pre.to_ascii_lowercase())),
            None => (version.to_owned(), None),
        }
    };
    let ((core_a, pre_a), (core_b, pre_b)) = (split(a), split(b));
    numbers(&core_a, &core_b).then_with(|| match (pre_a, pre_b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => identifiers(&a, &b),
    })
}

/// Dotted numbers; what is missing counts as zero.
fn numbers(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (a, b) => match number(a.unwrap_or("0"), b.unwrap_or("0")) {
                Ordering::Equal => {}
                order => return order,
            },
        }
    }
}

/// Digits of any length, compared as numbers.
fn number(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// Pre-release identifiers: numbers as numbers and below words; more identifiers above fewer.
fn identifiers(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => match (is_number(a), is_number(b)) {
                (true, true) => number(a, b),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => a.cmp(b),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn plain(version: &str) -> &str {
    version.trim().trim_start_matches(['v', 'V', '='])
}

/// Numbers and words; words that name a pre-release lie below the end of the version, others above.
fn general(a: &str, b: &str) -> Ordering {
    let (epoch_a, a) = epoch(plain(a));
    let (epoch_b, b) = epoch(plain(b));
    let order = number(epoch_a, epoch_b);
    if order != Ordering::Equal {
        return order;
    }
    let (a, b) = (tokens(a), tokens(b));
    let (mut a, mut b) = (a.iter(), b.iter());
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (Some(a), None) => against_end(a),
            (None, Some(b)) => against_end(b).reverse(),
            (Some(a), Some(b)) => token(a, b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn epoch(version: &str) -> (&str, &str) {
    match version.split_once('!') {
        Some((epoch, rest)) if is_number(epoch) => (epoch, rest),
        _ => ("0", version),
    }
}

/// Runs of digits and runs of letters; everything else separates them.
fn tokens(version: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last_was_digit = None;
    for c in version.chars() {
        if !c.is_alphanumeric() {
            last_was_digit = None;
            continue;
        }
        let is_digit = c.is_ascii_digit();
        if last_was_digit != Some(is_digit) {
            tokens.push(String::new());
        }
        if let Some(token) = tokens.last_mut() {
            token.extend(c.to_lowercase());
        }
        last_was_digit = Some(is_digit);
    }
    tokens
}

/// How a word stands to the release itself, which is 0.
fn rank(word: &str) -> i8 {
    match word {
        "dev" => -6,
        "a" | "alpha" => -5,
        "b" | "beta" => -4,
        "m" | "milestone" => -3,
        "c" | "rc" | "cr" | "pre" | "preview" => -2,
        "snapshot" => -1,
        "ga" | "final" | "release" => 0,
        _ => 1,
    }
}

fn against_end(token: &str) -> Ordering {
    if is_number(token) { number(token, "0") } else { rank(token).cmp(&0) }
}

fn token(a: &str, b: &str) -> Ordering {
    match (is_number(a), is_number(b)) {
        (true, true) => number(a, b),
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)),
    }
}

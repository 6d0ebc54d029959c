//! PEP 440 version specifiers: `~=`, `==` with `.*`, `!=`, `<=`, `>=`, `<`, `>`, `===`, joined by commas.

use super::Dialect;
use super::set::{Set, bound};

const DIALECT: Dialect = Dialect::Pypi;

/// Most clauses that are read; `!=` doubles the intervals' number at worst by one each.
const MOST_CLAUSES: usize = 64;

/// Reads a specifier set.
pub(super) fn read(text: &str) -> Option<Set> {
    let mut set = Set::all(DIALECT);
    for (index, clause) in text.split(',').map(str::trim).filter(|clause| !clause.is_empty()).enumerate() {
        if index >= MOST_CLAUSES {
            return None;
        }
        set = apply(set, clause)?;
    }
    Some(set)
}

fn apply(set: Set, clause: &str) -> Option<Set> {
    let operator_end = clause.find(|c: char| !matches!(c, '<' | '>' | '=' | '!' | '~'))?;
    let (operator, version) = clause.split_at_checked(operator_end)?;
    let version = version.trim();
    if operator == "===" {
        return Some(set.intersect(&Set::exact(DIALECT, version)));
    }
    let (version, is_prefix) = match version.strip_suffix(".*") {
        Some(prefix) => (prefix, true),
        None => (version, false),
    };
    if !is_version(version) || (is_prefix && !matches!(operator, "==" | "!=")) {
        return None;
    }
    let numbers = release(version)?;
    let has_only_numbers =
        version.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'!' | b'v' | b'V'));
    // A local label is for equality only, and a prefix is a prefix of the numbers.
    if (version.contains('+') && !matches!(operator, "==" | "!=")) || (is_prefix && !has_only_numbers) {
        return None;
    }
    Some(match (operator, is_prefix) {
        ("==", false) => set.intersect(&Set::exact(DIALECT, version)),
        ("==", true) => set.intersect(&Set::half_open(DIALECT, version, &next(version, &numbers, numbers.len())?)),
        ("!=", false) => set.except(bound(version, true), bound(version, true)),
        ("!=", true) => {
            let upper = next(version, &numbers, numbers.len())?;
            set.except(bound(version, true), bound(&upper, false))
        }
        ("~=", _) if numbers.len() >= 2 => {
            let upper = next(version, &numbers, numbers.len().saturating_sub(1))?;
            set.intersect(&Set::half_open(DIALECT, version, &upper))
        }
        (">=", _) => set.intersect(&Set::above(DIALECT, version, true)),
        (">", _) => set.intersect(&Set::above(DIALECT, version, false)),
        ("<=", _) => set.intersect(&Set::below(DIALECT, version, true)),
        ("<", _) => set.intersect(&Set::below(DIALECT, version, false)),
        _ => return None,
    })
}

fn is_version(version: &str) -> bool {
    let version = version.strip_prefix(['v', 'V']).unwrap_or(version);
    version.starts_with(|c: char| c.is_ascii_digit())
        && version.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'!'))
}

/// The numbers of the release segment, without epoch and without what follows.
fn release(version: &str) -> Option<Vec<u64>> {
    let version = version.trim_start_matches(['v', 'V']);
    let version = version.split_once('!').map_or(version, |(_, rest)| rest);
    let end = version.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(version.len());
    let numbers = version.get(..end)?.trim_end_matches('.').split('.').map(|part| part.parse().ok());
    numbers.collect()
}

/// The lowest version in which one of the first `keep` numbers is another.
fn next(version: &str, numbers: &[u64], keep: usize) -> Option<String> {
    let mut next: Vec<u64> = numbers.iter().copied().take(keep).collect();
    let last = next.last_mut()?;
    *last = last.checked_add(1)?;
    let text = next.iter().map(u64::to_string).collect::<Vec<_>>().join(".");
    Some(match version.split_once('!') {
        Some((epoch, _)) => format!("{epoch}!{text}"),
        None => text,
    })
}

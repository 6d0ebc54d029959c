//! npm's ranges (`||`, hyphens, x-ranges, `^`, `~`, comparators) and Cargo's, which are like them.

use super::Dialect;
use super::set::Set;

/// A version of which parts may be missing or `x`.
struct Partial {
    /// Major, minor, patch as far as they are given.
    numbers: Vec<u64>,
    /// With its hyphen; empty where there is none.
    pre: String,
}

/// Reads an npm range. A word that is no version is a tag: `None`. (`latest` is too: it names whatever was published last.)
pub(super) fn read(text: &str) -> Option<Set> {
    let mut alternatives = text.split("||").map(|part| read_all(Dialect::Npm, part.trim()));
    let first = alternatives.next()??;
    alternatives.try_fold(first, |set, next| Some(set.union(next?)))
}

/// Reads a Cargo requirement: comparators joined by commas; a plain version means `^`.
pub(super) fn read_cargo(text: &str) -> Option<Set> {
    if text.is_empty() {
        return Some(Set::all(Dialect::Cargo));
    }
    text.split(',').try_fold(Set::all(Dialect::Cargo), |set, part| {
        let part = part.trim();
        let is_plain = part.starts_with(|c: char| c.is_ascii_digit()) && !part.contains(['*', 'x', 'X']);
        let comparator =
            if is_plain { comparator(Dialect::Cargo, "^", part)? } else { read_all(Dialect::Cargo, part)? };
        Some(set.intersect(&comparator))
    })
}

/// Comparators that all hold.
fn read_all(dialect: Dialect, text: &str) -> Option<Set> {
    if let Some((from, to)) = text.split_once(" - ") {
        return hyphen(dialect, from.trim(), to.trim());
    }
    let mut set = Set::all(dialect);
    // Blanks may stand between an operator and its version; npm also lets commas pass.
    let mut operator = "";
    for word in text.split([' ', '\t', ',']).filter(|word| !word.is_empty()) {
        let digits = word.find(|c: char| !matches!(c, '<' | '>' | '=' | '^' | '~')).unwrap_or(word.len());
        let (own_operator, version) = word.split_at_checked(digits)?;
        if version.is_empty() {
            operator = own_operator;
            continue;
        }
        let operator_here = if own_operator.is_empty() { operator } else { own_operator };
        operator = "";
        set = set.intersect(&comparator(dialect, operator_here, version)?);
    }
    // An operator without a version.
    operator.is_empty().then_some(set)
}

fn hyphen(dialect: Dialect, from: &str, to: &str) -> Option<Set> {
    let lower = comparator(dialect, ">=", from)?;
    let upper = comparator(dialect, "<=", to)?;
    Some(lower.intersect(&upper))
}

fn comparator(dialect: Dialect, operator: &str, version: &str) -> Option<Set> {
    let partial = partial(version)?;
    let low = partial.padded();
    Some(match (operator, partial.numbers.as_slice()) {
        // Nothing is older than every version or newer than every version.
        ("<" | ">", []) => {
            Set::between(dialect, Some(super::set::bound("0.0.0", false)), Some(super::set::bound("0.0.0", false)))
        }
        (_, []) => Set::all(dialect),
        ("" | "=" | "==", [_, _, _]) => Set::exact(dialect, &low),
        ("" | "=" | "==", numbers) => Set::half_open(dialect, &low, &next(numbers, numbers.len())?),
        (">", [_, _, _]) => Set::above(dialect, &low, false),
        (">", numbers) => Set::above(dialect, &next(numbers, numbers.len())?, true),
        (">=", _) => Set::above(dialect, &low, true),
        ("<", _) => Set::below(dialect, &low, false),
        ("<=", [_, _, _]) => Set::below(dialect, &low, true),
        ("<=", numbers) => Set::below(dialect, &next(numbers, numbers.len())?, false),
        ("~" | "~>" | "~=", numbers) => Set::half_open(dialect, &low, &next(numbers, numbers.len().min(2))?),
        ("^", numbers) => {
            // The leftmost number that is not zero stays; where all are, the last one given does.
            let keep = numbers.iter().position(|&number| number != 0).map_or(numbers.len(), |at| at.saturating_add(1));
            Set::half_open(dialect, &low, &next(numbers, keep)?)
        }
        _ => return None,
    })
}

/// The lowest version in which one of the first `keep` numbers is another: `1.2` kept to 1 gives `2.0.0`.
fn next(numbers: &[u64], keep: usize) -> Option<String> {
    let mut next: Vec<u64> = numbers.iter().copied().take(keep).collect();
    let last = next.last_mut()?;
    *last = last.checked_add(1)?;
    next.resize(3, 0);
    Some(next.iter().map(u64::to_string).collect::<Vec<_>>().join("."))
}

fn partial(version: &str) -> Option<Partial> {
    let version = version.trim_start_matches(['v', '=']);
    let version = version.split('+').next()?;
    let (core, pre) = match version.find('-').and_then(|at| version.split_at_checked(at)) {
        Some((core, pre)) => (core, pre),
        None => (version, ""),
    };
    let mut numbers = Vec::new();
    let mut is_open = false;
    for (index, part) in core.split('.').enumerate() {
        if index > 2 {
            return None;
        }
        if matches!(part, "x" | "X" | "*") || (part.is_empty() && core.is_empty()) {
            is_open = true;
        } else if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            let number = part.parse().ok()?;
            if !is_open {
                numbers.push(number);
            }
        } else {
            return None;
        }
    }
    if !pre.is_empty() && (numbers.len() < 3 || !is_pre_release(pre)) {
        return None;
    }
    Some(Partial { numbers, pre: pre.to_owned() })
}

fn is_pre_release(pre: &str) -> bool {
    pre.len() > 1 && pre.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

impl Partial {
    /// As a whole version, missing numbers as zero.
    fn padded(&self) -> String {
        let mut numbers = self.numbers.clone();
        numbers.resize(3, 0);
        let core = numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".");
        format!("{core}{}", self.pre)
    }
}

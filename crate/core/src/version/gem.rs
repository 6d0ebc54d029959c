//! RubyGems: versions of numbers and letters in any number, requirements with `~>`. Reference: `Gem::Version` and
//! `Gem::Requirement`.

use std::cmp::Ordering;

use super::clauses::{Clause, Clauses, Op};
use super::{Dialect, comparators, number};

/// Compares two versions: segment by segment, words below numbers, what is missing is zero.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (segments(a), segments(b));
    let (mut a, mut b) = (a.iter(), b.iter());
    loop {
        let (a, b) = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (a, b) => (a.copied().unwrap_or("0"), b.copied().unwrap_or("0")),
        };
        let order = match (number::is_number(a), number::is_number(b)) {
            (true, true) => number::compare(a, b),
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => a.cmp(b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Numbers and words, a hyphen as the word `pre`; without the zeros that end the numbers or the whole.
fn segments(version: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    let mut rest = version;
    let mut has_word = false;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '0'..='9' => rest.find(|c: char| !c.is_ascii_digit()),
            'a'..='z' | 'A'..='Z' => rest.find(|c: char| !c.is_ascii_alphabetic()),
            _ => Some(first.len_utf8()),
        };
        let (segment, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
        rest = after;
        let segment = if segment == "-" { "pre" } else { segment };
        let is_word = segment.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_word && !has_word {
            has_word = true;
            trim_zeros(&mut segments);
        }
        if is_word || number::is_number(segment) {
            segments.push(segment);
        }
    }
    trim_zeros(&mut segments);
    segments
}

fn trim_zeros(segments: &mut Vec<&str>) {
    while segments.last().is_some_and(|segment| number::is_zero(segment)) {
        segments.pop();
    }
}

/// Reads requirements that all hold, joined by commas; GitLab's and others' lists of advisories also join alternatives
/// by `||`.
pub(super) fn read(text: &str) -> Option<Clauses> {
    let alternatives = text.split("||").map(read_all).collect::<Option<_>>()?;
    Some(Clauses::new(Dialect::Gem, alternatives))
}

fn read_all(text: &str) -> Option<Vec<Clause>> {
    let mut clauses = Vec::new();
    for (operator, version) in comparators::split(text, &[',', ' ', '\t', '"', '\''], &['<', '>', '=', '!', '~'])? {
        clause(&mut clauses, operator, version)?;
    }
    Some(clauses)
}

fn clause(clauses: &mut Vec<Clause>, operator: &str, version: &str) -> Option<()> {
    if !is_version(version) {
        return None;
    }
    let op = match operator {
        "" | "=" => Op::Equal,
        "!=" => Op::NotEqual,
        ">" => Op::Above,
        ">=" | "~>" => Op::AtLeast,
        "<" => Op::Below,
        "<=" => Op::AtMost,
        _ => return None,
    };
    clauses.push(Clause::new(op, version));
    if operator == "~>" {
        // A pre-release of the next version is not below it here, as `Gem::Version#release` has it.
        clauses.push(Clause::at_lowest(Op::Below, &bump(version), ".A"));
    }
    Some(())
}

/// Whether RubyGems takes a text for a version: dotted numbers and words, the first a number, words after a hyphen.
pub(super) fn is_version(text: &str) -> bool {
    let (release, pre) = text.split_once('-').map_or((text, None), |(release, pre)| (release, Some(pre)));
    let is_segment = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    release.starts_with(|c: char| c.is_ascii_digit())
        && release.split('.').next().is_some_and(number::is_number)
        && release.split('.').all(is_segment)
        && pre.is_none_or(|pre| pre.split(['.', '-']).all(is_segment))
}

/// What `~>` ends below: without words, the last number but one counted up (`1.4.4` → `1.5`, `1` → `2`).
fn bump(version: &str) -> String {
    let mut numbers: Vec<&str> = version.split(['.', '-']).take_while(|segment| number::is_number(segment)).collect();
    if numbers.len() > 1 {
        numbers.pop();
    }
    let last = numbers.pop().map_or_else(|| "1".to_owned(), number::next);
    numbers.push(&last);
    numbers.join(".")
}

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_requirements() {
        ranges(
            Dialect::Gem,
            &[
                ("", "(, )"),
                ("1.2", "[1.2, 1.2]"),
                ("~> 1.4", "[1.4, 2)"),
                ("~> 1.4.4", "[1.4.4, 1.5)"),
                ("~> 1", "[1, 2)"),
                ("~> 2.0.0.rc1", "[2.0.0.rc1, 2.1)"),
                (">= 1.2, < 2", "[1.2, 2)"),
                (">= 1.2, != 1.5", "[1.2, 1.5) | (1.5, )"),
                ("< 1 || >= 2", "(, 1) | [2, )"),
                ("~>", "?"),
                ("^1.0", "?"),
                ("1..2", "?"),
                ("git@example.org", "?"),
            ],
        );
    }

    #[test]
    fn admits_as_bundler_does() {
        admitted(
            Dialect::Gem,
            &[
                ("~> 1.4", "1.4 1.4.0 1.9.9 1.5.pre", "1.3 2.0 2.0.a"),
                ("~> 5.a", "5.0.0.rc2 5.1", "6.0 6.0.a"),
                ("< 3.0", "2.9 3.0.rc2", "3.0 3.0.1"),
                ("= 1.0", "1.0.0 1", "1.0.0.1 1.0.pre"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Gem,
            &[
                "0.9",
                "1.0.a",
                "1.0.a9",
                "1.0.a10 = 1.0.a.10",
                "1.0-alpha = 1.0.pre.alpha",
                "1.0.rc1",
                "1 = 1.0 = 1.0.0",
                "1.0.1",
                "1.10",
            ],
        );
    }
}

//! Composer's constraints.

use super::version::{Token, branch, tokens};
use crate::version::clauses::{Clause, Clauses, Op};
use crate::version::{Dialect, comparators, number};

/// Reads a constraint.
pub(in crate::version) fn read(text: &str) -> Option<Clauses> {
    let alternatives =
        text.split('|').filter(|part| !part.is_empty() || text.is_empty()).map(read_all).collect::<Option<_>>()?;
    Some(Clauses::new(Dialect::Composer, alternatives))
}

fn read_all(text: &str) -> Option<Vec<Clause>> {
    // An alias (`dev-main as 1.0`) is for what others require.
    let text = text.split(" as ").next()?.trim();
    if let Some((from, to)) = text.split_once(" - ") {
        return hyphen(from.trim(), to.trim());
    }
    let mut clauses = Vec::new();
    for (operator, version) in comparators::split(text, &[' ', '\t', ','], &['<', '>', '=', '!', '^', '~'])? {
        clauses.append(&mut comparator(operator, without_flags(version))?);
    }
    Some(clauses)
}

/// Without a stability flag (`@beta`) and without a commit (`#abc`), which say what may be installed, not what matches.
fn without_flags(version: &str) -> &str {
    version.split(['@', '#']).next().unwrap_or(version)
}

fn comparator(operator: &str, text: &str) -> Option<Vec<Clause>> {
    if matches!(operator, "" | "=" | "==") && (text.is_empty() || matches!(text, "*" | "x" | "X")) {
        return Some(Vec::new());
    }
    if branch(text).is_some() {
        return match operator {
            "" | "=" | "==" => Some(vec![Clause::new(Op::Equal, text)]),
            "!=" | "<>" => Some(vec![Clause::new(Op::NotEqual, text)]),
            _ => None,
        };
    }
    let version = Written::read(text)?;
    if version.is_open {
        return open(operator, &version);
    }
    let given = version.numbers.len();
    Some(match operator {
        "" | "=" | "==" => vec![Clause::new(Op::Equal, text)],
        "!=" | "<>" => vec![Clause::new(Op::NotEqual, text)],
        ">" => vec![Clause::new(Op::Above, text)],
        "<=" => vec![Clause::new(Op::AtMost, text)],
        ">=" => vec![version.lowest(Op::AtLeast)],
        "<" => vec![version.lowest(Op::Below)],
        "~" => vec![version.lowest(Op::AtLeast), below(&version.next(given.saturating_sub(1).max(1))?)],
        "^" => version.caret()?,
        _ => return None,
    })
}

/// `1.2.*`, `^1.x`: within the numbers that are given.
fn open(operator: &str, version: &Written<'_>) -> Option<Vec<Clause>> {
    let given = version.numbers.len();
    match operator {
        "" | "=" | "==" if given == 0 => Some(Vec::new()),
        "" | "=" | "==" => Some(vec![version.lowest(Op::AtLeast), below(&version.next(given)?)]),
        "~" if given > 0 => Some(vec![version.lowest(Op::AtLeast), below(&version.next(given)?)]),
        "^" if given > 0 => version.caret(),
        _ => None,
    }
}

fn hyphen(from: &str, to: &str) -> Option<Vec<Clause>> {
    let from = Written::read(without_flags(from))?;
    let to_text = without_flags(to);
    let to = Written::read(to_text)?;
    let given = to.numbers.len();
    let upper = if !to.is_open && (given >= 3 || !to.stability.is_empty()) {
        Clause::new(Op::AtMost, to_text)
    } else {
        below(&to.next(given)?)
    };
    Some(vec![from.lowest(Op::AtLeast), upper])
}

/// Below a release and everything less stable.
fn below(version: &str) -> Clause {
    Clause::at_lowest(Op::Below, version, "-dev")
}

/// A version as a constraint holds it.
struct Written<'t> {
    numbers: Vec<&'t str>,
    is_open: bool,
    /// What follows the numbers, without build metadata.
    stability: &'t str,
    text: &'t str,
}

impl<'t> Written<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let text = text.split('+').next()?;
        let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
        let end =
            text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '*' | 'x' | 'X'))).unwrap_or(text.len());
        let (dotted, stability) = text.split_at_checked(end)?;
        let dotted = if stability.is_empty() { dotted } else { dotted.trim_end_matches('.') };
        let mut numbers = Vec::new();
        let mut is_open = false;
        for part in dotted.split('.') {
            match part {
                "*" | "x" | "X" => is_open = true,
                // A number behind a wildcard.
                _ if is_open || !number::is_number(part) => return None,
                _ => numbers.push(part),
            }
        }
        // `1.x-dev` is a branch, which is a version and no wildcard.
        let is_branch = is_open && stability.eq_ignore_ascii_case("-dev");
        let is_known = stability.is_empty() || is_branch || is_stability(stability);
        (numbers.len() <= 4 && is_known && (!is_open || is_branch || stability.is_empty())).then_some(Self {
            numbers,
            is_open: is_open && !is_branch,
            stability,
            text,
        })
    }

    /// A bound that also takes in everything less stable, where no stability is named.
    fn lowest(&self, op: Op) -> Clause {
        if self.is_open {
            return Clause::at_lowest(op, &self.numbers.join("."), "-dev");
        }
        if self.stability.is_empty() { Clause::at_lowest(op, self.text, "-dev") } else { Clause::new(op, self.text) }
    }

    /// Up to the next change of the first number that is not zero; where all are, of the last one given.
    fn caret(&self) -> Option<Vec<Clause>> {
        let first = self.numbers.iter().position(|number| !number::is_zero(number));
        let keep = first.map_or(self.numbers.len(), |at| at.saturating_add(1));
        Some(vec![self.lowest(Op::AtLeast), below(&self.next(keep)?)])
    }

    /// The lowest release in which one of the first `keep` numbers is another.
    fn next(&self, keep: usize) -> Option<String> {
        let (last, kept) = self.numbers.get(..keep.min(self.numbers.len()))?.split_last()?;
        let mut out = String::new();
        for number in kept {
            out.push_str(number);
            out.push('.');
        }
        out.push_str(&number::next(last));
        out.extend(std::iter::repeat_n(".0", self.numbers.len().saturating_sub(keep)));
        Some(out)
    }
}

/// `-beta2`, `RC1`, `-dev`, `-patch.3`: known words, and numbers.
fn is_stability(text: &str) -> bool {
    const WORDS: &[&str] = &["dev", "alpha", "a", "beta", "b", "rc", "patch", "pl", "p", "stable"];
    let is_known = |token: Token<'_>| {
        number::is_number(token.text) || WORDS.iter().any(|word| token.text.eq_ignore_ascii_case(word))
    };
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        && tokens(text).all(is_known)
}

//! Composer: stabilities in versions, constraints with `^`, `~`, wildcards, hyphens and alternatives. Reference:
//! `composer/semver`, which compares what it has normalised with PHP's `version_compare`.

use std::cmp::Ordering;
use std::iter::Peekable;

use super::clauses::{Clause, Clauses, Op};
use super::{Dialect, number};

/// What Composer puts for an `x` in the name of a branch.
const ANY_NUMBER: &str = "9999999";

/// Compares two versions. Branches (`dev-main`) lie below all versions.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    match (branch(a), branch(b)) {
        (Some(a), Some(b)) => a.cmp(b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => {
            let (mut a, mut b) = (tokens(a).peekable(), tokens(b).peekable());
            numbers(&mut a, &mut b).then_with(|| stabilities(a, b))
        }
    }
}

/// Whether the order of two versions means anything: that of a branch and a version does not.
pub(super) fn are_comparable(a: &str, b: &str) -> bool {
    branch(a).is_some() == branch(b).is_some()
}

/// Whether the stability is another than `stable`.
pub(super) fn is_prerelease(version: &str) -> bool {
    branch(version).is_some()
        || tokens(version).any(|token| matches!(rank(token), Rank::Dev | Rank::Alpha | Rank::Beta | Rank::Rc))
}

fn branch(version: &str) -> Option<&str> {
    let version = version.trim();
    match version.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("dev-") => version.get(4..),
        _ => matches!(version, "master" | "trunk" | "default").then_some(version),
    }
}

/// Runs of digits and of letters; flags, aliases and build metadata are left out.
fn tokens(version: &str) -> impl Iterator<Item = &str> {
    let version = version.trim();
    let version = version.split(['+', '@', '#', ' ']).next().unwrap_or("");
    let mut rest = version.strip_prefix(['v', 'V']).unwrap_or(version);
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*');
        let first = rest.chars().next()?;
        let is_same = |c: char| c.is_ascii_digit() == first.is_ascii_digit() && (c.is_alphanumeric() || c == '*');
        let end = rest.find(|c: char| !is_same(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(token)
    })
    .filter(|token| !token.eq_ignore_ascii_case("stable"))
}

/// The numbers at the beginning; what is missing is zero, behind an `x` it is as high as can be.
fn numbers<'v>(
    a: &mut Peekable<impl Iterator<Item = &'v str>>,
    b: &mut Peekable<impl Iterator<Item = &'v str>>,
) -> Ordering {
    let (mut pad_a, mut pad_b) = ("0", "0");
    loop {
        let (next_a, next_b) = (next_number(a, &mut pad_a), next_number(b, &mut pad_b));
        if next_a.is_none() && next_b.is_none() {
            return number::compare(pad_a, pad_b);
        }
        let order = number::compare(next_a.unwrap_or(pad_a), next_b.unwrap_or(pad_b));
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn next_number<'v>(tokens: &mut Peekable<impl Iterator<Item = &'v str>>, pad: &mut &'static str) -> Option<&'v str> {
    let token = tokens.next_if(|token| number::is_number(token) || matches!(*token, "x" | "X" | "*"))?;
    if number::is_number(token) {
        return Some(token);
    }
    *pad = ANY_NUMBER;
    Some(ANY_NUMBER)
}

/// PHP's order of words, the end of a version among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Unknown,
    Dev,
    Alpha,
    Beta,
    Rc,
    Release,
    Patch,
}

fn rank(token: &str) -> Rank {
    const RANKS: &[(&str, Rank)] = &[
        ("dev", Rank::Dev),
        ("alpha", Rank::Alpha),
        ("a", Rank::Alpha),
        ("beta", Rank::Beta),
        ("b", Rank::Beta),
        ("rc", Rank::Rc),
        ("c", Rank::Rc),
        ("patch", Rank::Patch),
        ("pl", Rank::Patch),
        ("p", Rank::Patch),
    ];
    if number::is_number(token) {
        return Rank::Release;
    }
    RANKS.iter().find(|(word, _)| token.eq_ignore_ascii_case(word)).map_or(Rank::Unknown, |(_, rank)| *rank)
}

fn stabilities<'v>(mut a: impl Iterator<Item = &'v str>, mut b: impl Iterator<Item = &'v str>) -> Ordering {
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (Some(a), None) => rank(a).cmp(&Rank::Release).then(Ordering::Greater),
            (None, Some(b)) => Rank::Release.cmp(&rank(b)).then(Ordering::Less),
            (Some(a), Some(b)) => match (rank(a), rank(b)) {
                (Rank::Release, Rank::Release) => number::compare(a, b),
                (Rank::Unknown, Rank::Unknown) => a.cmp(b),
                (a, b) => a.cmp(&b),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Reads a constraint.
pub(super) fn read(text: &str) -> Option<Clauses> {
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
    let mut operator = "";
    for word in text.split([' ', '\t', ',']).filter(|word| !word.is_empty()) {
        let end = word.find(|c: char| !matches!(c, '<' | '>' | '=' | '!' | '^' | '~')).unwrap_or(word.len());
        let (own, version) = word.split_at_checked(end)?;
        if version.is_empty() {
            if !operator.is_empty() {
                return None;
            }
            operator = own;
            continue;
        }
        let operator_here = if own.is_empty() { std::mem::take(&mut operator) } else { own };
        if !operator.is_empty() {
            return None;
        }
        clauses.append(&mut comparator(operator_here, without_flags(version))?);
    }
    operator.is_empty().then_some(clauses)
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
        "^" => {
            let keep = version.numbers.iter().position(|number| !number::is_zero(number));
            vec![version.lowest(Op::AtLeast), below(&version.next(keep.map_or(given, |at| at.saturating_add(1)))?)]
        }
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
        "^" if given > 0 => {
            let keep = version.numbers.iter().position(|number| !number::is_zero(number));
            let keep = keep.map_or(given, |at| at.saturating_add(1));
            Some(vec![version.lowest(Op::AtLeast), below(&version.next(keep)?)])
        }
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
    let is_known = |token: &str| rank(token) != Rank::Unknown;
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        && tokens(text).all(is_known)
}

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
            let (mut a, mut b) = (Numbers::of(tokens(a)), Numbers::of(tokens(b)));
            compare_numbers(&mut a, &mut b).then_with(|| stabilities(a.tokens, b.tokens))
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
        || tokens(version).any(|token| matches!(rank(token.text), Rank::Dev | Rank::Alpha | Rank::Beta | Rank::Rc))
}

/// The name of a branch, without alias and stability flag.
fn branch(version: &str) -> Option<&str> {
    let version = version.split(" as ").next()?.trim();
    let name = match version.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("dev-") => version.get(4..)?,
        _ if matches!(version, "master" | "trunk" | "default") => version,
        _ => return None,
    };
    const FLAGS: &[&str] = &["stable", "RC", "beta", "alpha", "dev"];
    Some(match name.rsplit_once('@') {
        Some((name, flag)) if FLAGS.contains(&flag) => name,
        _ => name,
    })
}

/// Runs of digits and of letters, each with the separator before it; flags, aliases and build metadata are left out.
fn tokens(version: &str) -> impl Iterator<Item = Token<'_>> {
    let version = version.trim();
    let version = version.split(['+', '@', '#', ' ']).next().unwrap_or("");
    let mut rest = version.strip_prefix(['v', 'V']).unwrap_or(version);
    std::iter::from_fn(move || {
        let separator = rest.chars().next().filter(|c| !is_token(*c));
        rest = rest.trim_start_matches(|c| !is_token(c));
        let first = rest.chars().next()?;
        let is_same = |c: char| c.is_ascii_digit() == first.is_ascii_digit() && is_token(c);
        let end = rest.find(|c: char| !is_same(c)).unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(Token { text, separator })
    })
    .filter(|token| !token.text.eq_ignore_ascii_case("stable"))
}

#[derive(Clone, Copy)]
struct Token<'v> {
    text: &'v str,
    separator: Option<char>,
}

fn is_token(c: char) -> bool {
    c.is_alphanumeric() || c == '*'
}

/// Numbers of a version that is no date.
const MOST_NUMBERS: usize = 4;

/// The numbers at the beginning; what is missing is zero, behind an `x` it is as high as can be.
struct Numbers<'v, I: Iterator<Item = Token<'v>>> {
    tokens: Peekable<I>,
    count: usize,
    /// A date may have more numbers, and hyphens between them.
    is_date: bool,
    is_open: bool,
}

impl<'v, I: Iterator<Item = Token<'v>>> Numbers<'v, I> {
    fn of(tokens: I) -> Self {
        let mut tokens = tokens.peekable();
        let is_date = tokens.peek().is_some_and(|first| first.text.len() >= 4);
        Self { tokens, count: 0, is_date, is_open: false }
    }

    fn next(&mut self) -> Option<&'v str> {
        let (is_first, is_date, may_follow) = (self.count == 0, self.is_date, self.count < MOST_NUMBERS);
        let token = self.tokens.next_if(|token| {
            let belongs = is_first || is_date || (may_follow && token.separator == Some('.'));
            belongs && (number::is_number(token.text) || matches!(token.text, "x" | "X" | "*"))
        });
        if token.is_none() && !(self.is_open && may_follow) {
            return None;
        }
        self.count = self.count.saturating_add(1);
        match token {
            Some(token) if number::is_number(token.text) => Some(token.text),
            _ => {
                self.is_open = true;
                Some(ANY_NUMBER)
            }
        }
    }
}

fn compare_numbers<'v, I: Iterator<Item = Token<'v>>>(a: &mut Numbers<'v, I>, b: &mut Numbers<'v, I>) -> Ordering {
    loop {
        let (next_a, next_b) = (a.next(), b.next());
        if next_a.is_none() && next_b.is_none() {
            return Ordering::Equal;
        }
        let order = number::compare(next_a.unwrap_or("0"), next_b.unwrap_or("0"));
        if order != Ordering::Equal {
            return order;
        }
    }
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

/// PHP looks at how a word begins, so that `patch` and `post` are `p`; Composer has made it lower case before.
fn rank(token: &str) -> Rank {
    const RANKS: &[(&str, Rank)] =
        &[("dev", Rank::Dev), ("a", Rank::Alpha), ("b", Rank::Beta), ("rc", Rank::Rc), ("p", Rank::Patch)];
    let begins_with = |word: &str| token.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if number::is_number(token) {
        return Rank::Release;
    }
    RANKS.iter().find(|(word, _)| begins_with(word)).map_or(Rank::Unknown, |(_, rank)| *rank)
}

fn stabilities<'v>(mut a: impl Iterator<Item = Token<'v>>, mut b: impl Iterator<Item = Token<'v>>) -> Ordering {
    loop {
        let (a, b) = (a.next().map(|token| token.text), b.next().map(|token| token.text));
        let order = match (a, b) {
            (None, None) => return Ordering::Equal,
            (Some(a), None) => rank(a).cmp(&Rank::Release).then(Ordering::Greater),
            (None, Some(b)) => Rank::Release.cmp(&rank(b)).then(Ordering::Less),
            (Some(a), Some(b)) => rank(a).cmp(&rank(b)).then_with(|| match rank(a) {
                Rank::Release => number::compare(a, b),
                Rank::Unknown => a.cmp(b),
                _ => Ordering::Equal,
            }),
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
    const WORDS: &[&str] = &["dev", "alpha", "a", "beta", "b", "rc", "patch", "pl", "p", "stable"];
    let is_known = |token: Token<'_>| {
        number::is_number(token.text) || WORDS.iter().any(|word| token.text.eq_ignore_ascii_case(word))
    };
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        && tokens(text).all(is_known)
}

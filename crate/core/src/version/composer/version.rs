//! The order of Composer's versions.

use std::cmp::Ordering;
use std::iter::Peekable;

use crate::version::number;

/// What Composer puts for an `x` in the name of a branch.
const ANY_NUMBER: &str = "9999999";

/// Compares two versions. Branches (`dev-main`) lie below all versions.
pub(in crate::version) fn compare(a: &str, b: &str) -> Ordering {
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
pub(in crate::version) fn are_comparable(a: &str, b: &str) -> bool {
    branch(a).is_some() == branch(b).is_some()
}

/// Whether the stability is another than `stable`.
pub(in crate::version) fn is_prerelease(version: &str) -> bool {
    branch(version).is_some()
        || tokens(version).any(|token| matches!(rank(token.text), Rank::Dev | Rank::Alpha | Rank::Beta | Rank::Rc))
}

/// The name of a branch, without alias and stability flag.
pub(super) fn branch(version: &str) -> Option<&str> {
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
pub(super) fn tokens(version: &str) -> impl Iterator<Item = Token<'_>> {
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
pub(super) struct Token<'v> {
    pub(super) text: &'v str,
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

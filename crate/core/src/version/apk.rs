//! Alpine: numbers, a letter, suffixes below or above the release, `-r` and the package's revision. Reference:
//! apk-tools' `version.c`.

use std::cmp::Ordering;

use super::set::{Set, bound};
use super::{Dialect, dotted, number, relations};

/// Compares two versions. What no rule of Alpine's covers ends a version and counts last.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (Tokens::of(a), Tokens::of(b));
    loop {
        let order = match (a.take(), b.take()) {
            (Token::End, Token::End) => return compare_rest(a.rest, b.rest),
            (x, y) if x.kind() == y.kind() => x.compare(y),
            // A suffix below the release is below everything that may stand in its place.
            (Token::Suffix(rank), _) if rank < RELEASE => Ordering::Less,
            (_, Token::Suffix(rank)) if rank < RELEASE => Ordering::Greater,
            (x, y) => y.kind().cmp(&x.kind()),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// What no rule covers is below nothing; what follows a hyphen is all the same.
fn compare_rest(a: &str, b: &str) -> Ordering {
    let significant = |rest: &'_ str| if rest.starts_with('-') { 0 } else { rest.len() };
    let (plain_a, plain_b) = (a.get(..significant(a)).unwrap_or(""), b.get(..significant(b)).unwrap_or(""));
    a.is_empty().cmp(&b.is_empty()).then_with(|| dotted::compare(plain_a, plain_b))
}

/// Whether a suffix below the release is in it.
pub(super) fn is_prerelease(version: &str) -> bool {
    let mut tokens = Tokens::of(version);
    loop {
        match tokens.take() {
            Token::End => return false,
            Token::Suffix(rank) if rank < RELEASE => return true,
            _ => {}
        }
    }
}

/// Suffixes in order; those from [`RELEASE`] on are above it.
const SUFFIXES: &[&str] = &["alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p"];
const RELEASE: usize = 4;

#[derive(Clone, Copy, Debug)]
enum Token<'v> {
    First(&'v str),
    Number(&'v str),
    Letter(char),
    Suffix(usize),
    SuffixNumber(&'v str),
    Commit(&'v str),
    Revision(&'v str),
    End,
}

impl Token<'_> {
    /// What may still follow: the fewer, the further on.
    fn kind(self) -> u8 {
        match self {
            Self::First(_) => 0,
            Self::Number(_) => 1,
            Self::Letter(_) => 2,
            Self::Suffix(_) => 3,
            Self::SuffixNumber(_) => 4,
            Self::Commit(_) => 5,
            Self::Revision(_) => 6,
            Self::End => 7,
        }
    }

    fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            // With a leading zero a number is a fraction: 1.01 is below 1.1.
            (Self::Number(a), Self::Number(b)) if a.starts_with('0') || b.starts_with('0') => a.cmp(b),
            (Self::First(a), Self::First(b))
            | (Self::Number(a), Self::Number(b))
            | (Self::SuffixNumber(a), Self::SuffixNumber(b))
            | (Self::Revision(a), Self::Revision(b)) => number::compare(a, b),
            (Self::Letter(a), Self::Letter(b)) => a.cmp(&b),
            (Self::Suffix(a), Self::Suffix(b)) => a.cmp(&b),
            (Self::Commit(a), Self::Commit(b)) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }
}

struct Tokens<'v> {
    rest: &'v str,
    last: Option<Token<'v>>,
}

impl<'v> Tokens<'v> {
    fn of(version: &'v str) -> Self {
        Self { rest: version.trim(), last: None }
    }

    fn take(&mut self) -> Token<'v> {
        let token = self.next_token().unwrap_or(Token::End);
        self.last = Some(token);
        token
    }

    fn next_token(&mut self) -> Option<Token<'v>> {
        let is_within_numbers = matches!(self.last, Some(Token::First(_) | Token::Number(_)));
        let Some(last) = self.last else { return Some(Token::First(self.digits()?)) };
        if matches!(last, Token::Suffix(_)) && self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(Token::SuffixNumber(self.digits()?));
        }
        if matches!(last, Token::Letter(_)) && self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(Token::Number(self.digits()?));
        }
        if is_within_numbers && self.skip(".") {
            return Some(Token::Number(self.digits()?));
        }
        if is_within_numbers && let Some(letter) = self.rest.chars().next().filter(char::is_ascii_lowercase) {
            self.rest = self.rest.get(1..)?;
            return Some(Token::Letter(letter));
        }
        if last.kind() < 5 && self.skip("_") {
            let word = self.rest.split(|c: char| !c.is_ascii_lowercase()).next()?;
            let rank = SUFFIXES.iter().position(|suffix| *suffix == word)?;
            self.rest = self.rest.get(word.len()..)?;
            return Some(Token::Suffix(rank));
        }
        if last.kind() < 5 && self.skip("~") {
            let end = self.rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(self.rest.len());
            let (commit, rest) = self.rest.split_at_checked(end)?;
            self.rest = rest;
            return Some(Token::Commit(commit));
        }
        let (digits, rest) = number::split_digits(self.rest.strip_prefix("-r")?);
        let is_revision = last.kind() < 6 && !rest.starts_with(|c: char| c.is_ascii_alphabetic());
        is_revision.then(|| {
            self.rest = rest;
            Token::Revision(digits)
        })
    }

    fn skip(&mut self, prefix: &str) -> bool {
        let after = self.rest.strip_prefix(prefix);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn digits(&mut self) -> Option<&'v str> {
        let (digits, rest) = number::split_digits(self.rest);
        self.rest = rest;
        (!digits.is_empty()).then_some(digits)
    }
}

/// Reads a relation; `~1.2` (also `~=`) admits what begins with 1.2.
pub(super) fn read(text: &str) -> Option<Set> {
    let fuzzy = text.strip_prefix("~=").or_else(|| text.strip_prefix("=~")).or_else(|| text.strip_prefix('~'));
    if let Some(prefix) = fuzzy.map(str::trim) {
        let (before, last) = prefix.rsplit_once('.').map_or(("", prefix), |(before, last)| (before, last));
        let dot = if before.is_empty() { "" } else { "." };
        return (number::is_number(last) && number::is_dotted(before)).then(|| {
            let upper = format!("{before}{dot}{}", number::next(last));
            Set::between(Dialect::Apk, Some(bound(prefix, true)), Some(bound(&upper, false)))
        });
    }
    relations::read(Dialect::Apk, text, |operator| operator)
}

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_relations() {
        ranges(
            Dialect::Apk,
            &[
                (">=1.2.3-r1", "[1.2.3-r1, )"),
                ("<2", "(, 2)"),
                ("=1.2.3-r0", "[1.2.3-r0, 1.2.3-r0]"),
                ("~1.2", "[1.2, 1.3)"),
                ("~=1.9", "[1.9, 1.10)"),
                ("~", "?"),
                ("~x", "?"),
            ],
        );
    }

    #[test]
    fn admits_as_apk_does() {
        admitted(
            Dialect::Apk,
            &[("~1.2", "1.2 1.2-r3 1.2.9-r0", "1.3 1.1-r9"), (">1.2", "1.2_p1 1.2.1 1.2-r1", "1.2 1.2_rc1-r5")],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Apk,
            &[
                "1.01",
                "1.2_alpha",
                "1.2_alpha1",
                "1.2_beta",
                "1.2_pre2",
                "1.2_rc1-r3",
                "1.2 = 01.2",
                "1.2-r0 = 1.2-r",
                "1.2-r1",
                "1.2_git20200101",
                "1.2_p1",
                "1.2a",
                "1.2b",
                "1.2.1",
                "1.10",
            ],
        );
    }
}

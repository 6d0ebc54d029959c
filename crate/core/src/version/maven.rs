//! Maven: versions of nested lists, and ranges in brackets. Reference: `ComparableVersion` and `VersionRange` of
//! maven-artifact 3.8.

use std::cmp::Ordering;

use super::set::{Set, bound};
use super::{Dialect, number};

const DIALECT: Dialect = Dialect::Maven;

/// Reads a requirement. A plain version is what Maven calls soft: any other may win, so that it bounds nothing but says
/// what is meant; it is taken as exact.
pub(super) fn read(text: &str) -> Option<Set> {
    if text.is_empty() {
        return Some(Set::all(DIALECT));
    }
    if is_soft(text) {
        return is_version(text).then(|| Set::exact(DIALECT, text));
    }
    brackets(text)
}

/// Whether a requirement is a wish and no bound.
pub(super) fn is_soft(text: &str) -> bool {
    !text.starts_with(['[', '('])
}

/// `[1,2)`, `(,1],[3,)`, `[1.5]`; several are alternatives, in ascending order.
fn brackets(text: &str) -> Option<Set> {
    let mut intervals = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let close = rest.find([']', ')'])?;
        let (one, after) = rest.split_at_checked(close.saturating_add(1))?;
        intervals.append(&mut interval(one)?.intervals());
        rest = match after.trim_start() {
            "" => "",
            more => more.strip_prefix(',')?.trim_start(),
        };
    }
    Some(Set::of(DIALECT, &intervals))
}

fn interval(text: &str) -> Option<Set> {
    let is_lower_in = text.starts_with('[');
    let is_upper_in = text.ends_with(']');
    let inner = text.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?;
    let Some((lower, upper)) = inner.split_once(',') else {
        let version = inner.trim();
        return (is_lower_in && is_upper_in && is_version(version)).then(|| Set::exact(DIALECT, version));
    };
    let end = |text: &str, inclusive| match text.trim() {
        "" => Some(None),
        version if is_version(version) => Some(Some(bound(version, inclusive))),
        _ => None,
    };
    Some(Set::between(DIALECT, end(lower, is_lower_in)?, end(upper, is_upper_in)?))
}

fn is_version(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.contains(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+'))
}

/// Compares two versions.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (items(a), items(b));
    let (mut a, mut b) = (a.iter().copied(), b.iter().copied());
    // Each list is the last item of the one that holds it, so that two lists go on where they are entered.
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (Some(Item::List), None) | (None, Some(Item::List)) | (Some(Item::List), Some(Item::List)) => {
                Ordering::Equal
            }
            (Some(item), None) => item.against_nothing(),
            (None, Some(item)) => item.against_nothing().reverse(),
            (Some(own), Some(other)) => own.compare(other),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Whether a qualifier below the release is in it.
pub(super) fn is_prerelease(version: &str) -> bool {
    items(version).iter().any(|item| matches!(item, Item::Word(word) if word.rank() < Word::RELEASE))
}

#[derive(Clone, Copy, Debug)]
enum Item<'v> {
    Number(&'v str),
    Word(Word<'v>),
    /// From here on the items belong to a list in the list.
    List,
}

/// A qualifier. `a`, `b` and `m` mean `alpha`, `beta` and `milestone` where a digit follows.
#[derive(Clone, Copy, Debug)]
struct Word<'v> {
    text: &'v str,
    is_before_digit: bool,
}

impl Word<'_> {
    const RELEASE: u8 = 5;
    const UNKNOWN: u8 = 7;

    fn rank(self) -> u8 {
        const RANKS: &[(&str, u8)] = &[
            ("alpha", 0),
            ("beta", 1),
            ("milestone", 2),
            ("rc", 3),
            ("cr", 3),
            ("snapshot", 4),
            ("", Word::RELEASE),
            ("ga", Word::RELEASE),
            ("final", Word::RELEASE),
            ("release", Word::RELEASE),
            ("sp", 6),
        ];
        match self.text {
            "a" | "A" if self.is_before_digit => 0,
            "b" | "B" if self.is_before_digit => 1,
            "m" | "M" if self.is_before_digit => 2,
            text => {
                RANKS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map_or(Self::UNKNOWN, |(_, rank)| *rank)
            }
        }
    }

    fn compare(self, other: Self) -> Ordering {
        let lower = |word: Self| word.text.chars().flat_map(char::to_lowercase);
        match (self.rank(), other.rank()) {
            (Self::UNKNOWN, Self::UNKNOWN) => lower(self).cmp(lower(other)),
            (own, other) => own.cmp(&other),
        }
    }
}

impl Item<'_> {
    fn against_nothing(self) -> Ordering {
        match self {
            Self::Number(number) => number::compare(number, "0"),
            Self::Word(word) => word.rank().cmp(&Word::RELEASE),
            Self::List => Ordering::Equal,
        }
    }

    fn is_nothing(self) -> bool {
        self.against_nothing() == Ordering::Equal
    }

    /// `1.1` is above `1-1`, and that above `1-sp`.
    fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => number::compare(a, b),
            (Self::Number(_), _) => Ordering::Greater,
            (_, Self::Number(_)) => Ordering::Less,
            (Self::Word(a), Self::Word(b)) => a.compare(b),
            (Self::Word(_), Self::List) => Ordering::Less,
            (Self::List, Self::Word(_)) => Ordering::Greater,
            (Self::List, Self::List) => Ordering::Equal,
        }
    }
}

/// The items in order. A hyphen opens a list, and so does the border between digits and letters; what means nothing at
/// the end of a list is left out.
fn items(version: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut list_at = 0;
    let mut rest = version;
    loop {
        let end = end_of_item(rest);
        let (token, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let is_digit_next = after.starts_with(|c: char| c.is_ascii_digit());
        if token.is_empty() && after.is_empty() {
            break;
        }
        let is_word = !token.is_empty() && !number::is_number(token);
        // A word opens a list of its own: `.x` is as `-x`. Maven does so at the end and before a number only, which leaves
        // `1.0-1`, `1.0.rc.1` and `1` in a circle; there must be none where versions are sorted.
        if is_word && !matches!(items.last(), Some(Item::List)) {
            open(&mut items, &mut list_at);
        }
        items.push(match token {
            "" => Item::Number("0"),
            _ if number::is_number(token) => Item::Number(token),
            text => Item::Word(Word { text, is_before_digit: is_digit_next }),
        });
        if let Some(after) = after.strip_prefix('.') {
            rest = after;
            continue;
        }
        if after.is_empty() {
            break;
        }
        open(&mut items, &mut list_at);
        rest = after.strip_prefix('-').unwrap_or(after);
    }
    trim(&mut items, list_at);
    while let Some(Item::List) = items.last() {
        items.pop();
        let list_at = items.iter().rposition(|item| matches!(item, Item::List)).map_or(0, |at| at.saturating_add(1));
        trim(&mut items, list_at);
    }
    items
}

/// A run of digits, or everything that is neither a digit nor a separator.
fn end_of_item(text: &str) -> usize {
    let is_digit = text.starts_with(|c: char| c.is_ascii_digit());
    text.find(|c: char| matches!(c, '.' | '-') || c.is_ascii_digit() != is_digit).unwrap_or(text.len())
}

/// Opens a list in the list, which it takes the place of if nothing is in it.
fn open(items: &mut Vec<Item<'_>>, list_at: &mut usize) {
    trim(items, *list_at);
    if !matches!(items.last(), Some(Item::List)) {
        items.push(Item::List);
    }
    *list_at = items.len();
}

fn trim(items: &mut Vec<Item<'_>>, list_at: usize) {
    while items.len() > list_at && items.last().is_some_and(|item| item.is_nothing()) {
        items.pop();
    }
}

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_ranges() {
        ranges(
            Dialect::Maven,
            &[
                ("[1.0,2.0)", "[1.0, 2.0)"),
                ("(,1.0]", "(, 1.0]"),
                ("[1.5]", "[1.5, 1.5]"),
                ("[1.5,)", "[1.5, )"),
                ("(,1.0],[1.2,)", "(, 1.0] | [1.2, )"),
                ("(,1.1),(1.1,)", "(, 1.1) | (1.1, )"),
                ("1.0", "[1.0, 1.0]"),
                ("1.0-SNAPSHOT", "[1.0-SNAPSHOT, 1.0-SNAPSHOT]"),
                ("[1.0", "?"),
                ("(1.0)", "?"),
                ("[1,2] [3,4]", "?"),
                ("${version}", "?"),
                ("LATEST", "?"),
            ],
        );
    }

    #[test]
    fn a_version_without_brackets_is_a_wish() {
        admitted(
            Dialect::Maven,
            &[
                ("1.0", "1.0 2.0 0.5", ""),
                ("[1.0]", "1.0 1.0.0 1.0-ga", "1.0.1 1.0-SNAPSHOT"),
                ("[1.0,2.0)", "1.0 1.9 2.0-SNAPSHOT 2.0-rc1", "2.0 1.0-alpha"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Maven,
            &[
                "1-alpha = 1a0 = 1-ALPHA",
                "1-alpha2 = 1-a2 = 1.0.0-alpha-2",
                "1-beta-2",
                "1-m11",
                "1-rc = 1-CR",
                "1-SNAPSHOT",
                "1 = 1.0 = 1.0.0 = 1-ga = 1.0.Final = 1-0 = 1.0.RELEASE",
                "1-sp",
                "1-abc",
                "1-1",
                "1.0.1",
                "1.10",
                "2.0.a",
                "2-1",
            ],
        );
    }
}

//! Lists with one piece of software a line.

use super::listing::{Listing, Row};
use crate::parse::text::Text;

/// What one line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'l> {
    /// A piece of software: name and version.
    Software(&'l str, &'l str),
    /// Something that is not installed: a header, a comment, a removed package.
    Nothing,
    /// Something that no line of this list looks like.
    Unread,
}

impl<'l> Line<'l> {
    /// Name and version where both were found.
    pub(super) fn of(found: Option<(&'l str, &'l str)>) -> Self {
        found.map_or(Self::Unread, |(name, version)| Self::Software(name, version))
    }
}

/// Reads every line that is not empty.
pub(super) fn read<'t>(
    text: &'t Text<'_>,
    listing: &mut Listing<'_>,
    ecosystem: &str,
    mut line: impl FnMut(&'t str) -> Line<'t>,
) {
    for (number, content) in text.lines() {
        if content.trim().is_empty() {
            continue;
        }
        match line(content) {
            Line::Software(name, version) => {
                listing.add(Row { name, version, ecosystem, line: number, ..Row::default() });
            }
            Line::Nothing => {}
            Line::Unread => listing.unread(number),
        }
    }
}

/// The first `N` words of a line; `None` where it has fewer.
pub(super) fn words<const N: usize>(line: &str) -> Option<[&str; N]> {
    let mut words = line.split_ascii_whitespace();
    let mut found = [""; N];
    for slot in &mut found {
        *slot = words.next()?;
    }
    Some(found)
}

/// The words of a line that has exactly `N`.
pub(super) fn only_words<const N: usize>(line: &str) -> Option<[&str; N]> {
    words(line).filter(|_| line.split_ascii_whitespace().count() == N)
}

/// Whether a word begins as a version does.
pub(super) fn begins_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

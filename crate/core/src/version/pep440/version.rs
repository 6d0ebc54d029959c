//! Versions of PEP 440 in all the spellings that it normalises.

use std::cmp::Ordering;

use crate::version::{dotted, number};

/// A version in its parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Version<'v> {
    /// Digits; `0` where there is none.
    pub(super) epoch: &'v str,
    /// Dotted numbers.
    pub(super) release: &'v str,
    /// Which pre-release, and its number.
    pub(super) pre: Option<(Pre, &'v str)>,
    /// A post-release's number.
    pub(super) post: Option<&'v str>,
    /// A development release's number.
    pub(super) dev: Option<&'v str>,
    /// What follows the `+`.
    pub(super) local: Option<&'v str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pre {
    Alpha,
    Beta,
    Candidate,
}

/// Compares two versions. What is no version of PEP 440 lies below all that are.
pub(in crate::version) fn compare(a: &str, b: &str) -> Ordering {
    match (Version::read(a), Version::read(b)) {
        (Some(a), Some(b)) => a.compare(&b),
        (Some(_), None) => Ordering::Greater,
        (None, Some(_)) => Ordering::Less,
        (None, None) => dotted::compare(a, b),
    }
}

/// Whether a version is a pre-release or a development release.
pub(in crate::version) fn is_prerelease(version: &str) -> bool {
    Version::read(version).is_some_and(|version| version.is_prerelease())
}

impl<'v> Version<'v> {
    pub(super) fn read(text: &'v str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
        let (public, local) = text.split_once('+').map_or((text, None), |(public, local)| (public, Some(local)));
        if !local.is_none_or(is_local) {
            return None;
        }
        let (epoch, rest) = public.split_once('!').unwrap_or(("0", public));
        let end = end_of_release(rest);
        let (release, mut rest) = rest.split_at_checked(end)?;
        if !number::is_number(epoch) || release.is_empty() {
            return None;
        }
        let pre = read_pre(&mut rest);
        let post = read_post(&mut rest);
        let dev = read_word(&mut rest, &["dev"]);
        rest.is_empty().then_some(Self { epoch, release, pre, post, dev, local })
    }

    /// Without the local label.
    pub(super) fn public(self) -> Self {
        Self { local: None, ..self }
    }

    pub(super) fn is_prerelease(&self) -> bool {
        self.pre.is_some() || self.dev.is_some()
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        number::compare(self.epoch, other.epoch)
            .then_with(|| number::compare_dotted(self.release, other.release))
            .then_with(|| self.stage().cmp(&other.stage()))
            .then_with(|| by_number(self.pre.map(|pre| pre.1), other.pre.map(|pre| pre.1)))
            .then_with(|| by_number(self.post, other.post))
            // A development release comes before what it leads to.
            .then_with(|| other.dev.is_some().cmp(&self.dev.is_some()))
            .then_with(|| by_number(self.dev, other.dev))
            .then_with(|| compare_local(self.local, other.local))
    }

    /// Whether epoch, numbers and pre-release are the same, so that only post- and development release may differ.
    pub(super) fn is_same_release(&self, other: &Self) -> bool {
        number::compare(self.epoch, other.epoch).is_eq()
            && number::compare_dotted(self.release, other.release).is_eq()
            && self.stage() == other.stage()
            && by_number(self.pre.map(|pre| pre.1), other.pre.map(|pre| pre.1)).is_eq()
    }

    /// A bare development release lies below the pre-releases, and those below the release.
    fn stage(&self) -> u8 {
        match (self.pre, self.post, self.dev) {
            (Some((Pre::Alpha, _)), ..) => 1,
            (Some((Pre::Beta, _)), ..) => 2,
            (Some((Pre::Candidate, _)), ..) => 3,
            (None, None, Some(_)) => 0,
            (None, ..) => 4,
        }
    }
}

/// None comes first.
fn by_number(a: Option<&str>, b: Option<&str>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => number::compare(a, b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

/// Where the dotted numbers end; a dot belongs to them only if a digit follows.
fn end_of_release(text: &str) -> usize {
    let mut end = 0;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let is_part = match byte {
            b'0'..=b'9' => true,
            b'.' => at > 0 && bytes.peek().is_some_and(|(_, next)| next.is_ascii_digit()),
            _ => false,
        };
        if !is_part {
            break;
        }
        end = at.saturating_add(1);
    }
    end
}

fn read_pre<'v>(rest: &mut &'v str) -> Option<(Pre, &'v str)> {
    const WORDS: &[(Pre, &[&str])] =
        &[(Pre::Alpha, &["alpha", "a"]), (Pre::Beta, &["beta", "b"]), (Pre::Candidate, &["preview", "pre", "rc", "c"])];
    WORDS.iter().find_map(|(pre, words)| read_word(rest, words).map(|number| (*pre, number)))
}

fn read_post<'v>(rest: &mut &'v str) -> Option<&'v str> {
    // `1.0-1` is the first post-release.
    if let Some(after) = rest.strip_prefix('-') {
        let (digits, after) = number::split_digits(after);
        if !digits.is_empty() {
            *rest = after;
            return Some(digits);
        }
    }
    read_word(rest, &["post", "rev", "r"])
}

/// A separator, one of the words, a separator and a number, of which only the word must be there.
fn read_word<'v>(rest: &mut &'v str, words: &[&str]) -> Option<&'v str> {
    let text = rest.strip_prefix(['.', '-', '_']).unwrap_or(rest);
    let after = words.iter().find_map(|word| {
        let (start, after) = text.split_at_checked(word.len())?;
        start.eq_ignore_ascii_case(word).then_some(after)
    })?;
    let (digits, end) = number::split_digits(after.strip_prefix(['.', '-', '_']).unwrap_or(after));
    // A separator without a number belongs to what follows.
    *rest = if digits.is_empty() { after } else { end };
    Some(digits)
}

fn is_local(text: &str) -> bool {
    text.split(['.', '-', '_']).all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// None comes first; words below numbers; more parts above fewer.
fn compare_local(a: Option<&str>, b: Option<&str>) -> Ordering {
    let (Some(a), Some(b)) = (a, b) else { return a.is_some().cmp(&b.is_some()) };
    let (mut a, mut b) = (a.split(['.', '-', '_']), b.split(['.', '-', '_']));
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => match (number::is_number(a), number::is_number(b)) {
                (true, true) => number::compare(a, b),
                (true, false) => Ordering::Greater,
                (false, true) => Ordering::Less,
                (false, false) => {
                    a.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()))
                }
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

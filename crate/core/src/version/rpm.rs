//! RPM: `epoch:version-release`, `~` below and `^` above the end. Reference: `rpmvercmp`.

use std::cmp::Ordering;

use super::set::Set;
use super::upstream::without_epoch;
use super::{Dialect, number, relations};

/// Compares epoch, version and release; no release comes before any.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim(), b.trim());
    let ((version_a, release_a), (version_b, release_b)) = (parts(a), parts(b));
    number::compare(epoch(a), epoch(b))
        .then_with(|| compare_part(version_a, version_b))
        .then_with(|| release_a.is_some().cmp(&release_b.is_some()))
        .then_with(|| compare_part(release_a.unwrap_or(""), release_b.unwrap_or("")))
}

/// How an installed version stands to a bound: where the bound has no release, any release is the same.
pub(super) fn compare_to_bound(version: &str, bound: &str) -> Ordering {
    let has_release = parts(bound).1.is_some();
    let version = if has_release { version } else { version.rsplit_once('-').map_or(version, |(version, _)| version) };
    compare(version, bound)
}

fn epoch(version: &str) -> &str {
    match version.split_once(':') {
        Some((epoch, _)) if number::is_number(epoch) => epoch,
        _ => "0",
    }
}

fn parts(version: &str) -> (&str, Option<&str>) {
    let version = without_epoch(version.trim());
    version.rsplit_once('-').map_or((version, None), |(version, release)| (version, Some(release)))
}

fn compare_part(mut a: &str, mut b: &str) -> Ordering {
    let is_separator = |c: char| !c.is_ascii_alphanumeric() && c != '~' && c != '^';
    loop {
        a = a.trim_start_matches(is_separator);
        b = b.trim_start_matches(is_separator);
        match (mark(a), mark(b)) {
            (Mark::None, Mark::None) => {}
            (x, y) if x == y => {
                a = a.get(1..).unwrap_or("");
                b = b.get(1..).unwrap_or("");
                continue;
            }
            // Below everything.
            (Mark::Tilde, _) => return Ordering::Less,
            (_, Mark::Tilde) => return Ordering::Greater,
            // Above the end, below everything else.
            (Mark::Caret, _) => return if b.is_empty() { Ordering::Greater } else { Ordering::Less },
            (_, Mark::Caret) => return if a.is_empty() { Ordering::Less } else { Ordering::Greater },
        }
        if a.is_empty() || b.is_empty() {
            return a.len().cmp(&b.len());
        }
        let (segment_a, segment_b);
        (segment_a, a) = split_segment(a);
        (segment_b, b) = split_segment(b);
        let order = match (number::is_number(segment_a), number::is_number(segment_b)) {
            (true, true) => number::compare(segment_a, segment_b),
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => segment_a.cmp(segment_b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Tilde,
    Caret,
}

fn mark(text: &str) -> Mark {
    match text.bytes().next() {
        Some(b'~') => Mark::Tilde,
        Some(b'^') => Mark::Caret,
        _ => Mark::None,
    }
}

/// A run of digits or of letters.
fn split_segment(text: &str) -> (&str, &str) {
    let (digits, rest) = number::split_digits(text);
    if !digits.is_empty() {
        return (digits, rest);
    }
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Reads a relation.
pub(super) fn read(text: &str) -> Option<Set> {
    relations::read(Dialect::Rpm, text, |operator| operator)
}

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_relations() {
        ranges(
            Dialect::Rpm,
            &[
                (">= 1:2.3-4.el9", "[1:2.3-4.el9, )"),
                ("< 2.0", "(, 2.0)"),
                ("= 1.0", "[1.0, 1.0]"),
                ("1.0", "[1.0, 1.0]"),
                (">", "?"),
                ("config(x)", "?"),
            ],
        );
    }

    #[test]
    fn a_bound_without_a_release_admits_any() {
        admitted(
            Dialect::Rpm,
            &[
                ("= 1.0", "1.0-1.el9 0:1.0-9 1.0", "1.0.1-1 1:1.0-1"),
                ("= 1.0-1.el9", "1.0-1.el9", "1.0-2.el9 1.0"),
                ("<= 1.0", "1.0-7 0.9-1 1.0~rc1-1", "1.0^git1-1 1.1-1"),
                ("> 1.0", "1.0.1-1 1:0.1-1", "1.0-99"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Rpm,
            &[
                "1.0~rc1",
                "1.0~rc1^git1",
                "1.0 = 1_0 = 0:1.0 = 1.00",
                "1.0-1.el8",
                "1.0-1.el9",
                "1.0-2",
                "1.0^",
                "1.0^git1~pre",
                "1.0^git1",
                "1.0a",
                "1.0.1",
                "1.10",
                "1:0.1",
            ],
        );
    }
}

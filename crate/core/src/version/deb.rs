//! Debian: `epoch:upstream-revision`, relations `>=`, `<<`, `<=`, `>>`, `=`. Reference: deb-version(7), `dpkg`.

use std::cmp::Ordering;

use super::set::Set;
use super::{Dialect, number, relations};

/// Compares two versions as `dpkg --compare-versions` does.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (parts(a), parts(b));
    number::compare(a.0, b.0).then_with(|| compare_part(a.1, b.1)).then_with(|| compare_part(a.2, b.2))
}

/// Epoch, upstream version and revision.
fn parts(version: &str) -> (&str, &str, &str) {
    let version = version.trim();
    let (epoch, rest) = match version.split_once(':') {
        Some((epoch, rest)) if number::is_number(epoch) => (epoch, rest),
        _ => ("0", version),
    };
    let (upstream, revision) = rest.rsplit_once('-').unwrap_or((rest, "0"));
    (epoch, upstream, revision)
}

/// Turns of what is no digit, compared by letters first, and of digits, compared as numbers.
fn compare_part(mut a: &str, mut b: &str) -> Ordering {
    while !a.is_empty() || !b.is_empty() {
        let (word_a, word_b);
        (word_a, a) = number::split_non_digits(a);
        (word_b, b) = number::split_non_digits(b);
        let (digits_a, digits_b);
        (digits_a, a) = number::split_digits(a);
        (digits_b, b) = number::split_digits(b);
        let order = compare_words(word_a, word_b).then_with(|| number::compare(digits_a, digits_b));
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

fn compare_words(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.chars(), b.chars());
    loop {
        let (a, b) = (a.next(), b.next());
        if a.is_none() && b.is_none() {
            return Ordering::Equal;
        }
        match weight(a).cmp(&weight(b)) {
            Ordering::Equal => {}
            order => return order,
        }
    }
}

/// The tilde before everything, even the end; then letters, then the rest.
fn weight(c: Option<char>) -> (u8, char) {
    match c {
        Some('~') => (0, '~'),
        None => (1, ' '),
        Some(c) if c.is_ascii_alphabetic() => (2, c),
        Some(c) => (3, c),
    }
}

/// Reads a relation.
pub(super) fn read(text: &str) -> Option<Set> {
    relations::read(Dialect::Deb, text, |operator| match operator {
        // dpkg keeps the old `<` and `>` for "or equal".
        "<" => "<=",
        ">" => ">=",
        "<<" => "<",
        ">>" => ">",
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_relations() {
        ranges(
            Dialect::Deb,
            &[
                ("", "(, )"),
                (">= 1:2.3-4", "[1:2.3-4, )"),
                ("(>= 2.34)", "[2.34, )"),
                ("<< 2.0~", "(, 2.0~)"),
                (">> 1.0", "(1.0, )"),
                ("< 1.0", "(, 1.0]"),
                ("= 1.0-1", "[1.0-1, 1.0-1]"),
                (">= 1.0, << 2.0", "[1.0, 2.0)"),
                (">=", "?"),
                ("any", "?"),
            ],
        );
    }

    #[test]
    fn admits_as_dpkg_does() {
        admitted(
            Dialect::Deb,
            &[
                (">= 2.0", "2.0 2.0-1 1:0.1 2.0+dfsg-1", "2.0~rc1-1 1.9-99"),
                ("<< 2.0", "2.0~rc1-1 1.9", "2.0 2.0-1 1:1.0"),
                ("= 1.0-1", "1.0-1 0:1.0-1 1.0-01", "1.0-2 1.0"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Deb,
            &[
                "1.0~~",
                "1.0~~a",
                "1.0~",
                "1.0~rc1-1",
                "1.0 = 0:1.0 = 1.0-0 = 1.00",
                "1.0-1~deb12u1",
                "1.0-1",
                "1.0-1ubuntu1",
                "1.0-1+b1",
                "1.0-1.1",
                "1.0a",
                "1.0+dfsg-1",
                "1.0.1",
                "1.10",
                "1:0.1",
            ],
        );
    }
}

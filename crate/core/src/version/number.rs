//! Numbers of any length as they stand in versions: compared and counted up as text, so that none overflows.

use std::cmp::Ordering;

/// Compares two runs of digits as numbers; nothing counts as zero.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// Whether a text is digits and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a number is zero, however long it is written.
pub(super) fn is_zero(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'0')
}

/// Whether a text is numbers with single dots between them, which most versions are.
pub(super) fn is_dotted(text: &str) -> bool {
    let mut was_digit = false;
    text.bytes().all(|byte| {
        let is_well_placed = byte.is_ascii_digit() || (byte == b'.' && was_digit);
        was_digit = byte != b'.';
        is_well_placed
    }) && was_digit
}

/// Compares dotted numbers; what is missing counts as zero.
pub(super) fn compare_dotted(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (a, b) => match compare(a.unwrap_or(""), b.unwrap_or("")) {
                Ordering::Equal => {}
                order => return order,
            },
        }
    }
}

/// The number that follows.
pub(super) fn next(digits: &str) -> String {
    let kept = digits.trim_end_matches('9');
    let nines = digits.len().saturating_sub(kept.len());
    let mut out = String::with_capacity(digits.len().saturating_add(1));
    let mut chars = kept.chars();
    let last = chars.next_back().and_then(|c| c.to_digit(10)).unwrap_or(0);
    out.push_str(chars.as_str());
    out.push(char::from_digit(last.saturating_add(1), 10).unwrap_or('1'));
    out.extend(std::iter::repeat_n('0', nines));
    out
}

/// Splits off the digits that a text begins with.
pub(super) fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Splits off everything before the next digit.
pub(super) fn split_non_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{compare, compare_dotted, next};

    #[test]
    fn numbers_of_any_length() {
        assert_eq!(compare("18446744073709551617", "18446744073709551616"), Ordering::Greater);
        assert_eq!(compare("007", "7"), Ordering::Equal);
        assert_eq!(compare("", "0"), Ordering::Equal);
        assert_eq!(compare_dotted("1.2", "1.2.0.0"), Ordering::Equal);
        assert_eq!(compare_dotted("1.10", "1.9.9"), Ordering::Greater);
        for (number, wanted) in
            [("0", "1"), ("9", "10"), ("199", "200"), ("18446744073709551615", "18446744073709551616")]
        {
            assert_eq!(next(number), wanted);
        }
    }
}

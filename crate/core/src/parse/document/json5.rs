//! The words of JSON5 (<https://spec.json5.org>), where they differ from JSON's: names without quotes, single quotes, more
//! numbers, escapes and blanks. [`super::json`] has the grammar around them.

use super::{Break, Scalar, ScalarKind};

/// A key at the beginning of `rest`, and how many bytes it takes.
pub(super) fn key(rest: &str, at: usize) -> Result<(String, usize), Break> {
    if rest.starts_with(['"', '\'']) {
        return string(rest, at);
    }
    name(rest, at)
}

/// A text, number or word at the beginning of `rest`, and how many bytes it takes.
pub(super) fn scalar(rest: &str, at: usize) -> Result<(Scalar, usize), Break> {
    let (text, length, kind) = match rest.chars().next() {
        None => return Err(Break::new(at, "the document ends in the middle")),
        Some('"' | '\'') => {
            let (text, length) = string(rest, at)?;
            (text, length, ScalarKind::Text)
        }
        Some('+' | '-' | '.' | '0'..='9' | 'I' | 'N') => {
            let length = number(rest).ok_or_else(|| Break::new(at, "a number that JSON5 does not have"))?;
            (rest.get(..length).unwrap_or("").to_owned(), length, ScalarKind::Number)
        }
        Some(_) => {
            let word = rest.get(..word_length(rest)).unwrap_or("");
            let kind = match word {
                "true" => ScalarKind::Bool(true),
                "false" => ScalarKind::Bool(false),
                "null" => ScalarKind::Null,
                _ => return Err(Break::new(at, "expected a value")),
            };
            (word.to_owned(), word.len(), kind)
        }
    };
    Ok((Scalar { text, kind }, length))
}

/// Whether a character stands between words.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{feff}'
}

/// Whether a line ends here.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn word_length(rest: &str) -> usize {
    rest.find(|c: char| !is_name_part(c)).unwrap_or(rest.len())
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '$' | '_')
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '_' | '\u{200c}' | '\u{200d}') || is_mark(c)
}

/// Combining marks of the Latin range; the rest of Unicode's are too rare in keys to carry their table.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// ECMAScript's `IdentifierName`, escapes too.
fn name(rest: &str, at: usize) -> Result<(String, usize), Break> {
    let error = || Break::new(at, "expected a key");
    let mut out = String::new();
    let mut length: usize = 0;
    while let Some(c) = rest.get(length..).and_then(|rest| rest.chars().next()) {
        let (c, taken) = if c == '\\' {
            let digits = rest.get(length..).and_then(|rest| rest.strip_prefix("\\u")).ok_or_else(error)?;
            let c = hex(digits, 4).and_then(char::from_u32).ok_or_else(error)?;
            if !is_name_part(c) {
                return Err(error());
            }
            (c, 6)
        } else {
            (c, c.len_utf8())
        };
        if !(if out.is_empty() { is_name_start(c) } else { is_name_part(c) }) {
            break;
        }
        out.push(c);
        length = length.saturating_add(taken);
    }
    if out.is_empty() { Err(error()) } else { Ok((out, length)) }
}

/// The length of a number; `None` where it is none, or goes on with something that no number has.
fn number(rest: &str) -> Option<usize> {
    let unsigned = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let word = unsigned.get(..number_length(unsigned))?;
    let is_number = match word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
        Some(digits) => !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => matches!(word, "Infinity" | "NaN") || is_decimal(word),
    };
    is_number.then_some(rest.len().saturating_sub(unsigned.len()).saturating_add(word.len()))
}

/// As far as letters, digits, points, and the sign of an exponent go.
fn number_length(text: &str) -> usize {
    let is_hex = text.starts_with("0x") || text.starts_with("0X");
    let mut previous = ' ';
    text.find(|c: char| {
        let goes_on =
            is_name_part(c) || c == '.' || (matches!(c, '+' | '-') && matches!(previous, 'e' | 'E') && !is_hex);
        previous = c;
        !goes_on
    })
    .unwrap_or(text.len())
}

fn is_decimal(word: &str) -> bool {
    let (mantissa, exponent) = word.split_once(['e', 'E']).map_or((word, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_exponent_digits = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && is_digits(digits)
    });
    is_digits(whole)
        && is_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && !(whole.len() > 1 && whole.starts_with('0'))
        && has_exponent_digits
}

fn string(rest: &str, at: usize) -> Result<(String, usize), Break> {
    let unclosed = || Break::new(at, "a text that is not closed");
    let mut chars = rest.char_indices();
    let (_, quote) = chars.next().ok_or_else(unclosed)?;
    let mut out = String::new();
    while let Some((index, c)) = chars.next() {
        let here = at.saturating_add(index);
        match c {
            c if c == quote => return Ok((out, index.saturating_add(1))),
            '\n' | '\r' => return Err(Break::new(here, "a line break in a text")),
            '\\' => {
                let (_, escaped) = chars.next().ok_or_else(unclosed)?;
                if is_line_end(escaped) {
                    if escaped == '\r' && chars.as_str().starts_with('\n') {
                        chars.next();
                    }
                    continue;
                }
                let (c, taken) = escape(escaped, chars.as_str())
                    .ok_or_else(|| Break::new(here, "an escape that JSON5 does not have"))?;
                out.push(c);
                for _ in 0..taken {
                    chars.next();
                }
            }
            c => out.push(c),
        }
    }
    Err(unclosed())
}

/// What an escaped character stands for, and how many characters after it belong to it.
fn escape(escaped: char, rest: &str) -> Option<(char, usize)> {
    Some(match escaped {
        'b' => ('\u{8}', 0),
        'f' => ('\u{c}', 0),
        'n' => ('\n', 0),
        'r' => ('\r', 0),
        't' => ('\t', 0),
        'v' => ('\u{b}', 0),
        '0' if !rest.starts_with(|c: char| c.is_ascii_digit()) => ('\0', 0),
        '0'..='9' => return None,
        'x' => (char::from_u32(hex(rest, 2)?)?, 2),
        'u' => {
            let unit = hex(rest, 4)?;
            let low = rest.get(4..).and_then(|rest| rest.strip_prefix("\\u")).and_then(|rest| hex(rest, 4));
            match low.filter(|low| (0xD800..0xDC00).contains(&unit) && (0xDC00..0xE000).contains(low)) {
                Some(low) => {
                    let high = unit.saturating_sub(0xD800) << 10;
                    let point = high.saturating_add(low.saturating_sub(0xDC00)).saturating_add(0x1_0000);
                    (char::from_u32(point)?, 10)
                }
                None => (char::from_u32(unit).unwrap_or('\u{fffd}'), 4),
            }
        }
        c => (c, 0),
    })
}

fn hex(text: &str, digits: usize) -> Option<u32> {
    let digits = text.get(..digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

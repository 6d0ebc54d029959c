//! Where everything stands in JSON, JSON with comments, and JSON5.
//!
//! The reader of the format has taken the text already; this looks only for where its pieces stand.

use std::ops::Range;

use super::outline::{Outline, Outliner, Shape};

/// The outline; nothing where the text is not as it should be.
pub(super) fn outline(text: &str) -> Option<Outline> {
    let mut outliner = Outliner::default();
    let mut at = 0;
    while let Some(start) = after_blanks(text, at) {
        let rest = text.get(start..)?;
        at = start.saturating_add(1);
        match rest.chars().next()? {
            '{' => outliner.open(start, Shape::Braces, None)?,
            '[' => outliner.open(start, Shape::List, None)?,
            '}' | ']' => outliner.close(Some(at))?,
            ',' | ':' => {}
            _ => {
                let range = start..start.saturating_add(word_length(rest)?);
                at = range.end;
                if outliner.wants_key() {
                    outliner.key(unquoted(text.get(range.clone())?)?, range);
                } else {
                    let is_long = text.get(range.clone())?.contains('\n');
                    outliner.place(range, if is_long { Shape::Long } else { Shape::Scalar }, None)?;
                }
            }
        }
    }
    outliner.finish()
}

/// Where the next thing stands that is neither blank nor comment.
pub(super) fn after_blanks(text: &str, mut at: usize) -> Option<usize> {
    loop {
        let rest = text.get(at..)?;
        let inner = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        at = at.saturating_add(rest.len().saturating_sub(inner.len()));
        let comment = if inner.starts_with("//") {
            inner.find('\n').unwrap_or(inner.len())
        } else if inner.starts_with("/*") {
            inner.find("*/")?.saturating_add(2)
        } else {
            return (!inner.is_empty()).then_some(at);
        };
        at = at.saturating_add(comment);
    }
}

/// The length of a text in quotes, a number, or a name.
fn word_length(rest: &str) -> Option<usize> {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '}' | ']' | '{' | '[' | '/'));
        return Some(end.unwrap_or(rest.len())).filter(|&length| length > 0);
    };
    let mut is_escaped = false;
    let closing = rest.char_indices().skip(1).find(|&(_, c)| {
        let closes = c == quote && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        closes
    });
    closing.map(|(at, _)| at.saturating_add(1))
}

/// A key without its quotes.
fn unquoted(word: &str) -> Option<String> {
    if word.starts_with('"') {
        return serde_json::from_str(word).ok();
    }
    let inner = word.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(word);
    // An escape in a name is too rare to be changed by a program.
    (!inner.contains('\\')).then(|| inner.to_owned())
}

/// The comma that stands between the end of a value and what comes next.
pub(super) fn comma_after(text: &str, at: usize) -> Option<Range<usize>> {
    let next = after_blanks(text, at)?;
    text.get(next..)?.starts_with(',').then(|| next..next.saturating_add(1))
}

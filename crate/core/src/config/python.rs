//! Settings in Python, as Celery, Django, Gunicorn and Superset have them: `NAME = value` lines that are not indented.
//!
//! A value that goes on over several lines is shown as far as its first line.

use super::ini::commented;
use super::keys::{Entry, Keys};

/// Adds the settings; those in comments too.
pub(super) fn read(keys: &mut Keys<'_>) {
    let mut in_text: Option<&str> = None;
    for (at, line) in keys.text().lines_at() {
        if let Some(mark) = in_text {
            in_text = Some(mark).filter(|mark| !line.contains(mark));
            continue;
        }
        in_text = opened_text(line);
        let (line, is_commented) = line.strip_prefix('#').map_or((line, false), |comment| (comment.trim_start(), true));
        // `commented` takes a name, a sign of assignment and a value, and nothing else for a setting.
        let Some((key, value)) = commented(line).filter(|_| !line.starts_with(char::is_whitespace)) else { continue };
        if !value.starts_with('=') {
            keys.add(Entry { key, value: literal(value), at, is_commented, ..Entry::default() });
        }
    }
}

/// The mark of a text over several lines that a line opens and does not close.
fn opened_text(line: &str) -> Option<&'static str> {
    ["\"\"\"", "'''"].into_iter().find(|mark| line.matches(mark).count() % 2 == 1)
}

/// A text without its quotes; anything else without the comment after it.
fn literal(value: &str) -> &str {
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return value.split(" #").next().unwrap_or(value).trim_end();
    };
    let inner = value.get(1..).unwrap_or("");
    inner.split_once(quote).map_or(inner, |(inner, _)| inner)
}

//! Keys in comments of YAML and TOML: defaults that somebody left to be switched on.
//!
//! A comment is prose or a key; it is a key where it is one word, the sign of assignment, and one value.

use super::keys::{Entry, Keys};
use super::tree::NamePlace;

/// Whose comments are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `#key: value`; what it belongs to, its indentation tells.
    Yaml,
    /// `#key = value`; it belongs to the section above.
    Toml,
}

/// Adds the keys in comments. `names` are the keys that are no comment, in any order.
pub(super) fn read(syntax: Syntax, mut names: Vec<NamePlace>, keys: &mut Keys<'_>) {
    names.sort_by_key(|name| name.at);
    let mut names = names.into_iter().peekable();
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut section = String::new();
    let text = keys.text();
    let mut line_before: usize = 0;
    for (start, line) in text.lines_at() {
        while let Some(name) = names.next_if(|name| name.at < start) {
            open(&mut around, name.at.saturating_sub(line_before), name.path);
        }
        line_before = start;
        let inner = line.trim_start();
        let Some(comment) = inner.strip_prefix('#') else {
            if let Some(header) = header(inner).filter(|_| syntax == Syntax::Toml) {
                section = header.to_owned();
            }
            continue;
        };
        let Some((key, value)) = assignment(comment, syntax) else { continue };
        let at = start.saturating_add(line.len().saturating_sub(inner.len()));
        let parent = match syntax {
            Syntax::Toml => section.as_str(),
            Syntax::Yaml => {
                // `#  key`: the mark was put over the indentation; `# key`: in front of the key.
                let blank = comment.len().saturating_sub(comment.trim_start().len());
                let own = at.saturating_sub(start).saturating_add(if blank > 1 { blank } else { 0 });
                around.iter().rev().find(|(column, _)| *column < own).map_or("", |(_, path)| path)
            }
        };
        let path = if parent.is_empty() { key.to_owned() } else { format!("{parent}.{key}") };
        keys.add(Entry { key: &path, value, at, is_commented: true, ..Entry::default() });
    }
}

/// A name closes what stands at its column or right of it. What is open is never deeper than the document.
fn open(around: &mut Vec<(usize, String)>, column: usize, path: String) {
    while around.last().is_some_and(|(open, _)| *open >= column) {
        around.pop();
    }
    around.push((column, path));
}

/// `[section]` or `[[section]]`.
fn header(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?.trim_start_matches('[').split(']').next()?.trim();
    (!name.is_empty() && name.chars().all(|c| is_key_part(c) || matches!(c, '"' | ' '))).then_some(name)
}

/// Key and value of a comment's text; nothing where it is prose.
pub(super) fn assignment(comment: &str, syntax: Syntax) -> Option<(&str, &str)> {
    let sign = if syntax == Syntax::Yaml { ':' } else { '=' };
    let comment = comment.trim();
    let (key, value) = comment.split_once(sign)?;
    if syntax == Syntax::Yaml && !value.is_empty() && !value.starts_with(' ') {
        return None;
    }
    let (key, value) = (key.trim(), value.trim());
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(is_key_part);
    (is_key && is_one_value(value)).then(|| (key, value.trim_matches(['"', '\''])))
}

fn is_key_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// A word, or something in quotes or brackets.
fn is_one_value(value: &str) -> bool {
    let is_wrapped = [('"', '"'), ('\'', '\''), ('[', ']'), ('{', '}')]
        .iter()
        .any(|(open, close)| value.starts_with(*open) && value.ends_with(*close));
    let bare = value.split(" #").next().unwrap_or(value).trim_end();
    is_wrapped || (!bare.is_empty() && !bare.contains(char::is_whitespace))
}

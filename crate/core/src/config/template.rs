//! Templates that no reader of the format takes: `key: value` and `key = value`, line by line.
//!
//! Indentation makes the path, as in YAML; what the template puts in is the value as written.

use super::comments::{Syntax, assignment};
use super::keys::{Entry, Keys};

/// Whether a template language stands outside of a quoted value, so that the format's own reader would fail or mislead:
/// `{{ … }}` (Helm, Jinja, Go, Mustache), `{% … %}`, `<% … %>`.
pub(super) fn is_template(content: &str) -> bool {
    content.contains("{{") && content.contains("}}")
        || content.contains("{%") && content.contains("%}")
        || content.contains("<%") && content.contains("%>")
}

/// Adds the lines that set something.
pub(super) fn read(keys: &mut Keys<'_>) {
    let mut around: Vec<(usize, String)> = Vec::new();
    for (start, raw) in keys.text().lines_at() {
        let inner = raw.trim_start();
        let column = raw.len().saturating_sub(inner.len());
        let at = start.saturating_add(column);
        let (line, is_commented) = match inner.strip_prefix('#') {
            Some(comment) => match assignment(comment, Syntax::Yaml) {
                Some(_) => (comment.trim(), true),
                None => continue,
            },
            None => (inner.strip_prefix("- ").unwrap_or(inner).trim(), false),
        };
        let Some((key, value)) = pair(line) else { continue };
        while around.last().is_some_and(|(open, _)| *open >= column) {
            around.pop();
        }
        let parent = around.last().map_or("", |(_, path)| path);
        let path = super::ini::joined(super::path::cut(parent, crate::limits::CONFIG_KEY_BYTES), key);
        let is_map = value.is_empty() || value.starts_with('#');
        if is_map && !is_commented && around.len() < crate::limits::DOCUMENT_DEPTH {
            around.push((column, path));
        } else {
            keys.add(Entry {
                key: &path,
                value: value.trim_matches(['"', '\'']),
                at,
                is_commented,
                ..Entry::default()
            });
        }
    }
}

/// A key and its value; no line that begins with the template language.
fn pair(line: &str) -> Option<(&str, &str)> {
    let end = line.find([':', '='])?;
    let (key, value) = line.split_at_checked(end)?;
    let key = key.trim().trim_matches(['"', '\'']);
    let is_key =
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'));
    let value = value.get(1..)?;
    let is_assigned = line.get(end..)?.starts_with('=') || value.is_empty() || value.starts_with([' ', '\t']);
    (is_key && is_assigned).then(|| (key, value.trim()))
}

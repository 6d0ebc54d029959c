//! INI files, `my.cnf`, `postgresql.conf`, `php.ini`, and systemd units.
//!
//! Sections are the first part of the path. A key in a comment has no blank after the mark or one sign of assignment
//! (`;extension=curl`, `#listen_addresses = '*'`); the rest of the comments is prose.

use crate::facts::ConfigFormat;
use crate::parse::document::{Break, ini};

use super::env;
use super::keys::{Entry, Keys};

/// Adds the keys; the first line that is none.
pub(super) fn read(keys: &mut Keys<'_>) -> Option<Break> {
    let is_unit = keys.format() == ConfigFormat::Unit;
    let mut section = String::new();
    let mut broken = None;
    let mut lines = keys.text().lines_at();
    while let Some((start, raw)) = lines.next() {
        let at = start.saturating_add(raw.len().saturating_sub(raw.trim_start().len()));
        let mut logical = raw.trim().to_owned();
        while is_unit && logical.ends_with('\\') {
            logical.pop();
            logical.push_str(lines.next().map_or("", |(_, next)| next.trim()));
        }
        let line = logical.as_str();
        if line.is_empty() {
            continue;
        }
        if let Some(comment) = line.strip_prefix([';', '#']) {
            if let Some((key, value)) = commented(comment) {
                let path = joined(&section, key);
                let value = ini::unquoted(value);
                keys.add(Entry { key: &path, value, at, is_commented: true, ..Entry::default() });
            }
            continue;
        }
        if let Some(rest) = line.strip_prefix('[') {
            match rest.split_once(']') {
                Some((name, _)) => section = name.trim().to_owned(),
                None => broken = broken.or_else(|| Some(Break::new(at, "a section without `]`"))),
            }
            continue;
        }
        let (key, value) = ini::split_line(line);
        let value = value.map_or("", |value| if is_unit { value } else { ini::unquoted(value) });
        if is_unit && key == "Environment" {
            env::words(value, |name, value| keys.set(name, value, at));
            continue;
        }
        keys.set(&joined(&section, key), value, at);
    }
    broken
}

/// A section and a key. Long names are cut where the key is taken.
pub(super) fn joined(section: &str, key: &str) -> String {
    if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") }
}

/// Key and value of a comment; nothing where it is prose.
pub(super) fn commented(comment: &str) -> Option<(&str, &str)> {
    let comment = comment.trim();
    let (key, value) = comment.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']'));
    is_key.then_some((key, value))
}

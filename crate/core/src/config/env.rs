//! Files of environment variables: `.env`, `/etc/default/*`, `setenv.sh`.

use crate::parse::document::ini;

use super::command;
use super::keys::{Entry, Keys};

/// Adds the variables.
pub(super) fn read(keys: &mut Keys<'_>) {
    let program = program(keys.text().path()).to_owned();
    for (start, raw) in keys.text().lines_at() {
        let line = raw.trim();
        let at = start.saturating_add(raw.len().saturating_sub(raw.trim_start().len()));
        let (line, is_commented) = line.strip_prefix('#').map_or((line, false), |comment| (comment.trim_start(), true));
        if let Some((name, value)) = variable(line) {
            let value = ini::unquoted(value);
            keys.add(Entry { key: name, value, at, is_commented, ..Entry::default() });
            if !is_commented {
                command::options(&program, name, value, at, keys);
            }
        }
    }
}

/// Calls `found` with each `NAME=value` of a line of words, as `Environment=` and `ENV` have it; quotes stand around the
/// whole word or around the value.
pub(super) fn words(line: &str, mut found: impl FnMut(&str, &str)) {
    for word in all_words(line) {
        if let Some((name, value)) = word.split_once('=') {
            found(name, value);
        }
    }
}

/// The words of a line, without their quotes.
pub(super) fn all_words(line: &str) -> Vec<String> {
    words_at(line).into_iter().map(|(word, _)| word).collect()
}

/// The same with the byte offsets at which they begin.
pub(super) fn words_at(line: &str) -> Vec<(String, usize)> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let at = line.len().saturating_sub(rest.len());
        let (word, after) = next_word(rest);
        words.push((word, at));
        rest = after.trim_start();
    }
    words
}

/// The service that a distribution's file of variables is for: `/etc/default/prometheus`.
fn program(path: &str) -> &str {
    let Some((folder, name)) = path.rsplit_once('/') else { return "" };
    let is_of_service = folder.ends_with("etc/default") || folder.ends_with("etc/sysconfig");
    if is_of_service && !name.contains('.') { name } else { "" }
}

/// The next word without its quotes and escapes, and what is after it.
fn next_word(text: &str) -> (String, &str) {
    let mut word = String::new();
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((index, c)) = chars.next() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('\\', _) if quote != Some('\'') => word.extend(chars.next().map(|(_, c)| c)),
            (c, None) if c.is_whitespace() => return (word, text.get(index..).unwrap_or("")),
            (c, _) => word.push(c),
        }
    }
    (word, "")
}

/// `NAME=value` or `export NAME=value`; the name is one that a shell takes.
fn variable(line: &str) -> Option<(&str, &str)> {
    let line = ["export ", "set "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line).trim_start();
    let (name, value) = line.split_once('=')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    is_name.then(|| (name, value.trim()))
}

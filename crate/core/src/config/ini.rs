//! INI files, `my.cnf`, `postgresql.conf`, `php.ini`, and systemd units.
//!
//! Sections are the first part of the path. A key in a comment has no blank after the mark or one sign of assignment
//! (`;extension=curl`, `#listen_addresses = '*'`); the rest of the comments is prose.

use crate::facts::ConfigFormat;
use crate::parse::document::{Break, ini};

use super::command::{self, Word};
use super::env;
use super::keys::{Entry, Keys};

/// Adds the keys; the first line that is none.
pub(super) fn read(keys: &mut Keys<'_>) -> Option<Break> {
    let is_unit = keys.format() == ConfigFormat::Unit;
    let mut section = String::new();
    let mut broken = None;
    let mut lines = keys.text().lines_at();
    while let Some((start, raw)) = lines.next() {
        let mut logical = Logical::new(raw, start);
        while is_unit && logical.goes_on() {
            let Some((start, next)) = lines.next() else { break };
            logical.push(next, start);
        }
        let (line, at) = (logical.text.as_str(), logical.at(0));
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
            env::words(value, |name, value| {
                keys.set(name, value, at);
                command::options("", name, value, at, keys);
            });
            continue;
        }
        keys.set(&joined(&section, key), value, at);
        // Units, and the programs of supervisord.
        if is_unit && key.starts_with("Exec") || key == "command" {
            logical.command(value, keys);
        }
    }
    broken
}

/// A line with those that it goes on in.
struct Logical {
    text: String,
    /// Where each line begins: in `text`, and in the file.
    pieces: Vec<(usize, usize)>,
}

impl Logical {
    fn new(raw: &str, start: usize) -> Self {
        let mut logical = Self { text: String::new(), pieces: Vec::new() };
        logical.push(raw, start);
        logical
    }

    fn goes_on(&self) -> bool {
        self.text.ends_with('\\') && !self.text.starts_with(['#', ';'])
    }

    /// Adds a line. A comment between the lines of one setting is left out of it.
    fn push(&mut self, raw: &str, start: usize) {
        let line = raw.trim();
        if self.goes_on() && line.starts_with(['#', ';']) {
            return;
        }
        if self.goes_on() {
            self.text.pop();
            self.text.truncate(self.text.trim_end().len());
            self.text.push(' ');
        }
        let indentation = raw.len().saturating_sub(raw.trim_start().len());
        self.pieces.push((self.text.len(), start.saturating_add(indentation)));
        self.text.push_str(line);
    }

    /// Byte offset in the file of what stands at one in `text`: that of its line.
    fn at(&self, offset: usize) -> usize {
        let piece = self.pieces.partition_point(|(begin, _)| *begin <= offset).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |(_, at)| *at)
    }

    /// Adds the flags of a command, which is the end of the text.
    fn command(&self, value: &str, keys: &mut Keys<'_>) {
        let begin = self.text.len().saturating_sub(value.len());
        let words = env::words_at(value);
        let words: Vec<Word<'_>> =
            words.iter().map(|(text, offset)| Word { text, at: self.at(begin.saturating_add(*offset)) }).collect();
        command::read(&words, keys);
    }
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

//! A word and what it is set to on each line: sshd, Redis, HAProxy, Apache, chrony.
//!
//! A block is opened by a word in column one with indented lines after it (HAProxy), by `Match` (sshd), or by `<Name …>`
//! (Apache). A key in a comment has no blank after the mark (`#Port 22`), which is how these files have it.

use super::ini::joined;
use super::keys::{Entry, Keys};

/// Adds the directives.
pub(super) fn read(keys: &mut Keys<'_>) {
    let is_indented_style = has_indented_blocks(keys);
    // An indented block, or the tags that are open.
    let mut block = String::new();
    let mut tags: Vec<usize> = Vec::new();
    for (start, raw) in keys.text().lines_at() {
        let line = raw.trim();
        let at = start.saturating_add(raw.len().saturating_sub(raw.trim_start().len()));
        let (line, is_commented) = match line.strip_prefix('#') {
            Some(comment) if is_directive(comment) => (comment, true),
            Some(_) => continue,
            None => (line, false),
        };
        if line.is_empty() {
            continue;
        }
        if let Some(tag) = line.strip_prefix('<').filter(|_| !is_commented) {
            if tag.starts_with('/') {
                block.truncate(tags.pop().unwrap_or(0));
            } else if tags.len() < crate::limits::DOCUMENT_DEPTH {
                tags.push(block.len());
                block = joined(&block, &one_word(tag.trim_end_matches('>')));
            }
            continue;
        }
        let (name, value) = line.split_once([' ', '\t', '=']).unwrap_or((line, ""));
        let is_in_column_one = raw.starts_with(|c: char| !c.is_whitespace());
        if is_indented_style && is_in_column_one && !is_commented {
            block = one_word(line);
            continue;
        }
        if name == "Match" && tags.is_empty() && !is_commented {
            block = one_word(line);
            continue;
        }
        let value = value.trim_start_matches([' ', '\t', '=']).trim();
        let path = joined(&block, name);
        keys.add(Entry { key: &path, value: value.trim_matches(['"', '\'']), at, is_commented, ..Entry::default() });
    }
}

/// HAProxy: sections are named, and everything in them is indented.
fn has_indented_blocks(keys: &Keys<'_>) -> bool {
    const SECTIONS: &[&str] =
        &["global", "defaults", "frontend", "backend", "listen", "peers", "resolvers", "userlist"];
    let mut lines =
        keys.text().lines().map(|(_, line)| line).filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| line.split_whitespace().next().is_some_and(|word| SECTIONS.contains(&word)))
}

/// A header as one part of a path.
fn one_word(header: &str) -> String {
    header.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a comment is a directive that is switched off: `Port 22`, but not `Port to listen on`.
fn is_directive(comment: &str) -> bool {
    let mut words = comment.split_whitespace();
    let is_name = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    !comment.starts_with(char::is_whitespace) && words.next().is_some_and(is_name) && matches!(words.count(), 1..=2)
}

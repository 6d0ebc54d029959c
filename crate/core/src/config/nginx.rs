//! nginx and what is written like it: words up to a semicolon, blocks in braces.
//!
//! A block is a part of the path with its arguments: `http.server.location /api.proxy_pass`.

use crate::limits::DOCUMENT_DEPTH;
use crate::parse::document::{Break, too_deep};

use super::ini::joined;
use super::keys::{Entry, Keys};

/// Adds the directives; where braces do not match.
pub(super) fn read(keys: &mut Keys<'_>) -> Option<Break> {
    let content = keys.text().content();
    let mut words: Vec<String> = Vec::new();
    let mut first_at = 0;
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    let mut path = String::new();
    let mut scanner = Scanner { content, at: 0 };
    while let Some((token, at)) = scanner.next() {
        match token {
            Token::Word(word) => {
                if words.is_empty() {
                    first_at = at;
                }
                words.push(word);
            }
            Token::End => add(keys, &path, &std::mem::take(&mut words), first_at, false),
            Token::Open if blocks.len() >= DOCUMENT_DEPTH => return Some(too_deep(at)),
            Token::Open => {
                blocks.push((path.len(), at));
                let header = std::mem::take(&mut words).join(" ");
                path = joined(&path, super::path::cut(&header, crate::limits::CONFIG_KEY_BYTES));
            }
            Token::Close => match blocks.pop() {
                Some((length, _)) => {
                    words.clear();
                    path.truncate(length);
                }
                None => return Some(Break::new(at, "a `}` without its `{`")),
            },
            Token::Comment(comment) => {
                if let Some(directive) = comment.trim().strip_suffix(';').filter(|text| !text.contains([';', '{'])) {
                    let words: Vec<String> = directive.split_whitespace().map(str::to_owned).collect();
                    let is_name = |word: &String| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                    if words.first().is_some_and(is_name) {
                        add(keys, &path, &words, at, true);
                    }
                }
            }
        }
    }
    blocks.last().map(|(_, at)| Break::new(*at, "a `{` that is not closed"))
}

fn add(keys: &mut Keys<'_>, path: &str, words: &[String], at: usize, is_commented: bool) {
    let Some((name, arguments)) = words.split_first() else { return };
    let (key, value) = (joined(path, name), arguments.join(" "));
    keys.add(Entry { key: &key, value: &value, at, is_commented, ..Entry::default() });
}

enum Token<'t> {
    Word(String),
    End,
    Open,
    Close,
    Comment(&'t str),
}

struct Scanner<'t> {
    content: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    fn next(&mut self) -> Option<(Token<'t>, usize)> {
        let rest = self.content.get(self.at..)?.trim_start();
        self.at = self.content.len().saturating_sub(rest.len());
        let at = self.at;
        let (token, length) = match rest.chars().next()? {
            ';' => (Token::End, 1),
            '{' => (Token::Open, 1),
            '}' => (Token::Close, 1),
            '#' => {
                let line = rest.get(..rest.find('\n').unwrap_or(rest.len()))?;
                (Token::Comment(line.trim_start_matches('#')), line.len())
            }
            quote @ ('"' | '\'') => {
                let inner = rest.get(1..)?;
                let end = inner.find(quote).unwrap_or(inner.len());
                (Token::Word(inner.get(..end)?.to_owned()), end.saturating_add(2).min(rest.len()))
            }
            _ => {
                let end = word_end(rest);
                (Token::Word(rest.get(..end)?.to_owned()), end)
            }
        };
        self.at = at.saturating_add(length);
        Some((token, at))
    }
}

/// A word ends at a blank, semicolon or brace; the braces of `${name}` belong to it.
fn word_end(rest: &str) -> usize {
    let mut previous = ' ';
    let mut in_variable = false;
    rest.find(|c: char| {
        in_variable = (c == '{' && previous == '$') || (in_variable && previous != '}');
        previous = c;
        !in_variable && (c.is_whitespace() || matches!(c, ';' | '{' | '}'))
    })
    .unwrap_or(rest.len())
    .max(1)
}

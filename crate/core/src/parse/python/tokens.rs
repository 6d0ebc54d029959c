//! The tokens of a Python source, as far as literals and calls need them.

use crate::limits::DOCUMENT_NODES;

/// A token and its byte offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) at: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    Name(&'t str),
    /// A string literal with its escapes resolved as far as requirements have any. Literals side by side are one.
    Text(String),
    /// Anything else: an operator, a bracket, a digit, the beginning of a string that is put together at run time.
    Mark(char),
}

/// Reads a source, up to [`DOCUMENT_NODES`] tokens. What is no Python gives some tokens too.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut at: usize = 0;
    while tokens.len() < DOCUMENT_NODES
        && let Some(rest) = text.get(at..)
        && let Some(first) = rest.chars().next()
    {
        let length = match first {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            _ if first.is_whitespace() => first.len_utf8(),
            _ => {
                let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                token(rest, name, at, &mut tokens)
            }
        };
        at = at.saturating_add(length);
    }
    tokens
}

/// Adds the token at the beginning of `rest`, where the first `name` bytes may be a name, and says how long it is.
fn token<'t>(rest: &'t str, name: usize, at: usize, tokens: &mut Vec<Token<'t>>) -> usize {
    let (word, after) = rest.split_at_checked(name).unwrap_or((rest, ""));
    let is_prefix = word.len() <= 2 && word.bytes().all(|byte| b"rRbBuUfF".contains(&byte));
    if is_prefix && after.starts_with(['"', '\'']) {
        let (value, length) = string(after, word.contains(['r', 'R']));
        if word.contains(['f', 'F']) {
            tokens.push(Token { kind: Kind::Mark('f'), at });
        } else if let Some(Token { kind: Kind::Text(last), .. }) = tokens.last_mut() {
            last.push_str(&value);
        } else {
            tokens.push(Token { kind: Kind::Text(value), at });
        }
        return name.saturating_add(length);
    }
    if name == 0 || word.starts_with(|c: char| c.is_ascii_digit()) {
        let mark = rest.chars().next().unwrap_or(' ');
        tokens.push(Token { kind: Kind::Mark(mark), at });
        return name.max(mark.len_utf8());
    }
    tokens.push(Token { kind: Kind::Name(word), at });
    name
}

/// The value and the length of a literal that begins with its quote. One that is not closed ends with its line, or, in
/// three quotes, with the text.
fn string(literal: &str, is_raw: bool) -> (String, usize) {
    let quote = literal.chars().next().unwrap_or('"');
    let is_long = literal.starts_with("\"\"\"") || literal.starts_with("'''");
    let width = if is_long { 3 } else { 1 };
    let mut out = String::new();
    let mut chars = literal.char_indices().skip(width).peekable();
    while let Some((at, c)) = chars.next() {
        let rest = literal.get(at..).unwrap_or("");
        if c == quote && (!is_long || rest.starts_with("\"\"\"") || rest.starts_with("'''")) {
            return (out, at.saturating_add(width));
        }
        match c {
            '\n' if !is_long => return (out, at),
            '\\' if !is_raw => match chars.next() {
                Some((_, '\n')) | None => {}
                Some((_, 'n')) => out.push('\n'),
                Some((_, escaped)) => out.push(escaped),
            },
            '\\' => {
                out.push(c);
                out.extend(chars.next().map(|(_, escaped)| escaped));
            }
            _ => out.push(c),
        }
    }
    (out, literal.len())
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    fn shown(text: &str) -> String {
        let shown = tokens(text).into_iter().map(|token| match token.kind {
            Kind::Name(name) => name.to_owned(),
            Kind::Text(text) => format!("{text:?}"),
            Kind::Mark(mark) => mark.to_string(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn literals() {
        let table = [
            ("name = 'a' # 'b'\n", "name = \"a\""),
            ("'a' \"b\" \\\n 'c'", "\"ab\" \\ \"c\""),
            ("('a'\n 'b', u'c')", "( \"ab\" , \"c\" )"),
            ("\"\"\"x'\n\"y\"\"\"", "\"x'\\n\\\"y\""),
            (r"r'\d' '\n\'q'", r#""\\d\n'q""#),
            ("f'{x}' 1.5", "f 1 . 5"),
            ("'open\nnext", "\"open\" next"),
            ("'''open\n", "\"open\\n\""),
            ("ä='ö'", "ä = \"ö\""),
        ];
        for (text, wanted) in table {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }
}

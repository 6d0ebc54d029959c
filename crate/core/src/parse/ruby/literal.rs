//! Statements of Ruby as far as they are literals: a Gemfile and a gemspec are programs, and are read, not run.

use std::ops::Range;

use crate::limits::DOCUMENT_NODES;
use crate::parse::document::Break;
use crate::parse::text::Text;

/// A part of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// `"x"`, `'x'`, `%q<x>`; one that is put together while the program runs is a [`Token::Word`].
    Text(&'t str),
    /// `:x`, or the words of `%w[x y]` and `%i[x y]`.
    Symbol(&'t str),
    /// `x:` or `:x =>`.
    Key(&'t str),
    /// A name with what it is reached by: `spec.name`, `Gem::Version.new`.
    Word(&'t str),
    /// Anything else.
    Mark(char),
}

/// A statement, which may go on over several lines.
#[derive(Debug, Default)]
pub(super) struct Statement<'t> {
    /// Its parts and the byte offsets at which they stand.
    pub(super) tokens: Vec<(Token<'t>, usize)>,
}

impl<'t> Statement<'t> {
    /// The first part where it is a name.
    pub(super) fn first_word(&self) -> Option<(&'t str, usize)> {
        match self.tokens.first() {
            Some((Token::Word(word), at)) => Some((word, *at)),
            _ => None,
        }
    }

    /// The texts up to the first key, joined as Ruby's requirements are written: `"~> 1.0", ">= 1.0.2"`.
    pub(super) fn texts(&self, from: usize) -> String {
        let mut texts = String::new();
        for (token, _) in self.tokens.iter().skip(from) {
            match token {
                Token::Text(text) => {
                    if !texts.is_empty() {
                        texts.push_str(", ");
                    }
                    texts.push_str(text);
                }
                Token::Key(_) => break,
                _ => {}
            }
        }
        texts
    }

    /// The text that a key has.
    pub(super) fn value(&self, key: &str) -> Option<&'t str> {
        let at = self.tokens.iter().position(|(token, _)| *token == Token::Key(key))?;
        match self.tokens.get(at.saturating_add(1))?.0 {
            Token::Text(text) | Token::Symbol(text) => Some(text),
            _ => None,
        }
    }

    /// The symbols and texts that a key has: one, or a list.
    pub(super) fn values<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'t str> + 's {
        let after = self.tokens.iter().skip_while(move |(token, _)| *token != Token::Key(key)).skip(1);
        after.take_while(|(token, _)| !matches!(token, Token::Key(_))).filter_map(|(token, _)| match token {
            Token::Text(text) | Token::Symbol(text) => Some(*text),
            _ => None,
        })
    }
}

/// The statements of a text, and where it has more parts than a document may have values. A statement goes on in the next line after a comma, an operator or an open bracket.
pub(super) fn statements<'t>(text: &'t Text<'_>) -> (Vec<Statement<'t>>, Option<Break>) {
    let mut statements = Vec::new();
    let mut statement = Statement::default();
    let mut broken = None;
    let mut held: usize = 0;
    for (at, line) in text.lines_at() {
        // What follows is data for the program.
        if line == "__END__" {
            break;
        }
        let held_before = statement.tokens.len();
        tokenize(line, at, &mut statement.tokens);
        held = held.saturating_add(statement.tokens.len().saturating_sub(held_before));
        let goes_on = matches!(statement.tokens.last(), Some((Token::Mark(',' | '(' | '[' | '=' | '+' | '\\'), _)));
        if !goes_on && !statement.tokens.is_empty() {
            statements.push(std::mem::take(&mut statement));
        }
        if held >= DOCUMENT_NODES {
            broken = Some(Break::too_many_values(at));
            break;
        }
    }
    if !statement.tokens.is_empty() {
        statements.push(statement);
    }
    (statements, broken)
}

fn tokenize<'t>(line: &'t str, line_at: usize, tokens: &mut Vec<(Token<'t>, usize)>) {
    let mut at: usize = 0;
    while let Some(rest) = line.get(at..).filter(|_| tokens.len() < DOCUMENT_NODES) {
        let blank = rest.len().saturating_sub(rest.trim_start().len());
        let start = at.saturating_add(blank);
        let Some(rest) = line.get(start..).filter(|rest| !rest.is_empty() && !rest.starts_with('#')) else { return };
        let place = line_at.saturating_add(start);
        let length = match (quoted(rest), rest.chars().next()) {
            (Some(Quoted { content, length, is_list: true }), _) => {
                let words = rest.get(content).unwrap_or("").split_ascii_whitespace().take(DOCUMENT_NODES);
                tokens.extend(words.map(|word| (Token::Symbol(word), place)));
                length
            }
            (Some(Quoted { content, length, .. }), first) => {
                let text = rest.get(content).unwrap_or("");
                let is_literal = first == Some('\'') || !text.contains("#{");
                tokens.push((if is_literal { Token::Text(text) } else { Token::Word(text) }, place));
                length
            }
            (None, Some(first)) => word(rest, first, place, tokens),
            (None, None) => return,
        };
        at = start.saturating_add(length.max(1));
    }
}

/// A name, a symbol, a key or a mark. Gives its length.
fn word<'t>(rest: &'t str, first: char, place: usize, tokens: &mut Vec<(Token<'t>, usize)>) -> usize {
    if rest.starts_with("=>") {
        // `:x =>` is `x:`.
        if let Some((Token::Symbol(name), at)) = tokens.last().copied() {
            tokens.pop();
            tokens.push((Token::Key(name), at));
        }
        return 2;
    }
    let name_end = |text: &str| text.find(|c: char| !is_name(c)).unwrap_or(text.len());
    if first == ':' && !rest.starts_with("::") {
        let name = rest.get(1..).unwrap_or("");
        let end = name_end(name);
        tokens.push((Token::Symbol(name.get(..end).unwrap_or("")), place));
        return end.saturating_add(1);
    }
    if !is_name(first) && first != '.' {
        tokens.push((Token::Mark(first), place));
        return first.len_utf8();
    }
    // `a.b`, `A::B`
    let mut end = 0;
    loop {
        end = rest.get(end..).map_or(end, |tail| end.saturating_add(name_end(tail)));
        let tail = rest.get(end..).unwrap_or("");
        let step = if tail.starts_with("::") { 2 } else { usize::from(tail.starts_with('.')) };
        if step == 0 {
            break;
        }
        end = end.saturating_add(step);
    }
    let name = rest.get(..end).unwrap_or("");
    if rest.get(end..).is_some_and(|tail| tail.starts_with(':')) {
        tokens.push((Token::Key(name), place));
        return end.saturating_add(1);
    }
    tokens.push((Token::Word(name), place));
    end
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '?' | '!' | '@' | '$')
}

struct Quoted {
    content: Range<usize>,
    length: usize,
    is_list: bool,
}

/// A literal at the beginning of a text. One that is not closed ends with the line.
fn quoted(text: &str) -> Option<Quoted> {
    let (open, start, is_list) = match text.as_bytes() {
        [quote @ (b'"' | b'\''), ..] => (*quote, 1, false),
        [b'%', b'q' | b'Q', open, ..] if open.is_ascii_punctuation() => (*open, 3, false),
        [b'%', b'w' | b'W' | b'i' | b'I', open, ..] if open.is_ascii_punctuation() => (*open, 3, true),
        _ => return None,
    };
    let close = match open {
        b'<' => b'>',
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        other => other,
    };
    let mut is_escaped = false;
    let end = text.bytes().skip(start).position(|byte| {
        let is_end = byte == close && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    let end = end.map_or(text.len(), |end| end.saturating_add(start));
    Some(Quoted { content: start..end, length: end.saturating_add(1), is_list })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn tokens(line: &str) -> Vec<Token<'_>> {
        let mut tokens = Vec::new();
        tokenize(line, 0, &mut tokens);
        tokens.into_iter().map(|(token, _)| token).collect()
    }

    #[test]
    fn literals_names_and_keys() {
        use Token::{Key, Mark, Symbol, Text, Word};
        assert_eq!(
            tokens(r#"gem 'pg', "~> 1.5", group: :test, :require => false # why"#),
            [
                Word("gem"),
                Text("pg"),
                Mark(','),
                Text("~> 1.5"),
                Mark(','),
                Key("group"),
                Symbol("test"),
                Mark(','),
                Key("require"),
                Word("false")
            ]
        );
        assert_eq!(
            tokens(r#"s.add_dependency(%q<rack>.freeze, [">= 2"]) if A::B.new"#),
            [
                Word("s.add_dependency"),
                Mark('('),
                Text("rack"),
                Word(".freeze"),
                Mark(','),
                Mark('['),
                Text(">= 2"),
                Mark(']'),
                Mark(')'),
                Word("if"),
                Word("A::B.new")
            ]
        );
        assert_eq!(tokens("%w[a b]"), [Symbol("a"), Symbol("b")]);
    }

    #[test]
    fn what_is_not_literal_or_not_closed() {
        assert_eq!(tokens(r##""v#{x}""##), [Token::Word("v#{x}")]);
        assert_eq!(tokens(r##"'v#{x}' "open"##), [Token::Text("v#{x}"), Token::Text("open")]);
        for odd in [":", "::", "%q", "%w(", "=>", ".", "\"", "é:", "\u{0}"] {
            tokens(odd);
        }
    }
}

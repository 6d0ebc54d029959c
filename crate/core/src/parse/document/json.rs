//! JSON, read strictly: RFC 8259. JSON5 has the same grammar and other words ([`super::json5`]).
//!
//! Comments and trailing commas are read over, since readers of configuration often allow them, but the document is then
//! marked as broken at the first of them: not every reader will take it.

use super::json5;
use super::{Break, Builder, Document, Events, Key, Scalar, ScalarKind};

/// Reads a document.
pub(crate) fn read(text: &str) -> Document {
    read_allowing(text, |_| false)
}

/// Reads a document in which comments are allowed (web-extension manifests).
pub(crate) fn read_with_comments(text: &str) -> Document {
    read_allowing(text, |deviation| deviation.reason == COMMENT)
}

/// Reads a document in which comments and a comma before a closing bracket are allowed (`bun.lock`).
pub(crate) fn read_relaxed(text: &str) -> Document {
    read_allowing(text, |_| true)
}

/// Reads a JSON5 document.
pub(crate) fn read_json5(text: &str) -> Document {
    let mut builder = Builder::new();
    let broken = Reader { is_json5: true, ..Reader::new(text, &mut builder, |_| true) }.run();
    builder.finish(broken)
}

/// Reads a document of any size without holding it; says where it is broken.
pub(crate) fn stream(text: &str, events: &mut impl Events) -> Option<Break> {
    Reader::new(text, events, |_| false).run()
}

fn read_allowing(text: &str, is_allowed: fn(&Break) -> bool) -> Document {
    let mut builder = Builder::new();
    let broken = Reader::new(text, &mut builder, is_allowed).run();
    builder.finish(broken)
}

const COMMENT: &str = "a comment, which JSON does not have";

#[derive(Clone, Copy, PartialEq)]
enum Container {
    Map,
    Seq,
}

struct Reader<'t, E> {
    text: &'t str,
    at: usize,
    events: &'t mut E,
    containers: Vec<Container>,
    /// The first deviation from the format that was not allowed.
    deviation: Option<Break>,
    is_allowed: fn(&Break) -> bool,
    is_json5: bool,
}

impl<'t, E: Events> Reader<'t, E> {
    fn new(text: &'t str, events: &'t mut E, is_allowed: fn(&Break) -> bool) -> Self {
        Self { text, at: 0, events, containers: Vec::new(), deviation: None, is_allowed, is_json5: false }
    }

    /// Why it could not be read to its end, or where it first leaves the format though it could be read on.
    fn run(mut self) -> Option<Break> {
        let broken = self.document().err();
        broken.or(self.deviation)
    }

    fn document(&mut self) -> Result<(), Break> {
        self.skip_blank()?;
        self.value()?;
        while let Some(&container) = self.containers.last() {
            self.after_value(container)?;
        }
        self.skip_blank()?;
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("more text after the end of the document")),
        }
    }

    /// A container with a value in it: a comma and the next value, or the end.
    fn after_value(&mut self, container: Container) -> Result<(), Break> {
        self.skip_blank()?;
        match (self.peek(), container) {
            (Some(b','), _) => {
                let comma = self.at;
                self.at = self.at.saturating_add(1);
                self.skip_blank()?;
                let close = if container == Container::Map { b'}' } else { b']' };
                if self.peek() == Some(close) {
                    self.deviate(comma, "a comma before the closing bracket");
                    self.close();
                    return Ok(());
                }
                self.member(container)
            }
            (Some(b'}'), Container::Map) | (Some(b']'), Container::Seq) => {
                self.close();
                Ok(())
            }
            (Some(_), Container::Map) => Err(self.error("expected `,` or `}`")),
            (Some(_), Container::Seq) => Err(self.error("expected `,` or `]`")),
            (None, _) => Err(self.error("the document ends in the middle")),
        }
    }

    /// The next member of a map, or item of a sequence.
    fn member(&mut self, container: Container) -> Result<(), Break> {
        if container == Container::Map {
            let at = self.at;
            let text = self.key()?;
            self.events.key(Key { text, at });
            self.skip_blank()?;
            if self.peek() != Some(b':') {
                return Err(self.error("expected `:` after the key"));
            }
            self.at = self.at.saturating_add(1);
            self.skip_blank()?;
        }
        self.value()
    }

    fn key(&mut self) -> Result<String, Break> {
        match self.peek() {
            None => Err(self.error("the document ends in the middle")),
            Some(_) if self.is_json5 => {
                let (text, length) = json5::key(self.rest(), self.at)?;
                self.at = self.at.saturating_add(length);
                Ok(text)
            }
            Some(b'"') => self.string(),
            Some(_) => Err(self.error("expected a key in double quotes")),
        }
    }

    /// A value; for a container, its beginning up to and with its first member.
    fn value(&mut self) -> Result<(), Break> {
        // A first member that is a container again makes no recursion: it is opened in the next turn.
        loop {
            let at = self.at;
            let container = match self.peek() {
                Some(b'{') => Container::Map,
                Some(b'[') => Container::Seq,
                _ => return self.scalar(at),
            };
            self.at = self.at.saturating_add(1);
            match container {
                Container::Map => self.events.open_map(at)?,
                Container::Seq => self.events.open_seq(at)?,
            }
            self.containers.push(container);
            self.skip_blank()?;
            match (container, self.peek()) {
                (Container::Map, Some(b'}')) | (Container::Seq, Some(b']')) => {
                    self.close();
                    return Ok(());
                }
                (Container::Map, _) => return self.first_member(),
                (Container::Seq, _) => {}
            }
        }
    }

    fn first_member(&mut self) -> Result<(), Break> {
        // Depth is bounded by the events' taker, which refuses to open more; so this recursion is bounded too.
        self.member(Container::Map)
    }

    fn close(&mut self) {
        self.at = self.at.saturating_add(1);
        self.containers.pop();
        self.events.close();
    }

    fn scalar(&mut self, at: usize) -> Result<(), Break> {
        if self.is_json5 {
            let (scalar, length) = json5::scalar(self.rest(), at)?;
            self.at = at.saturating_add(length);
            return self.events.scalar(at, scalar);
        }
        let scalar = match self.peek() {
            Some(b'"') => Scalar { text: self.string()?, kind: ScalarKind::Text },
            Some(b'-' | b'0'..=b'9') => Scalar { text: self.number()?, kind: ScalarKind::Number },
            Some(b't') => self.word("true", ScalarKind::Bool(true))?,
            Some(b'f') => self.word("false", ScalarKind::Bool(false))?,
            Some(b'n') => self.word("null", ScalarKind::Null)?,
            Some(_) => return Err(self.error("expected a value")),
            None => return Err(self.error("the document ends in the middle")),
        };
        self.events.scalar(at, scalar)
    }

    fn word(&mut self, word: &str, kind: ScalarKind) -> Result<Scalar, Break> {
        if !self.rest().starts_with(word) {
            return Err(self.error("expected a value"));
        }
        self.at = self.at.saturating_add(word.len());
        Ok(Scalar { text: word.to_owned(), kind })
    }

    fn number(&mut self) -> Result<String, Break> {
        let start = self.at;
        self.eat(b"-");
        match self.digits() {
            0 => return Err(self.error("expected a digit")),
            1 => {}
            _ if self.text.get(start..).is_some_and(|text| text.trim_start_matches('-').starts_with('0')) => {
                return Err(Break::new(start, "a number with a leading zero"));
            }
            _ => {}
        }
        if self.eat(b".") && self.digits() == 0 {
            return Err(self.error("expected a digit after the point"));
        }
        if self.eat(b"eE") {
            self.eat(b"+-");
            if self.digits() == 0 {
                return Err(self.error("expected a digit in the exponent"));
            }
        }
        Ok(self.text.get(start..self.at).unwrap_or("").to_owned())
    }

    /// Steps over digits and says how many.
    fn digits(&mut self) -> usize {
        let count = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        self.at = self.at.saturating_add(count);
        count
    }

    fn eat(&mut self, any_of: &[u8]) -> bool {
        let hit = self.peek().is_some_and(|byte| any_of.contains(&byte));
        if hit {
            self.at = self.at.saturating_add(1);
        }
        hit
    }

    fn string(&mut self) -> Result<String, Break> {
        let start = self.at;
        self.at = self.at.saturating_add(1);
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let plain = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)).unwrap_or(rest.len());
            out.push_str(rest.get(..plain).unwrap_or(""));
            self.at = self.at.saturating_add(plain);
            match self.peek() {
                Some(b'"') => {
                    self.at = self.at.saturating_add(1);
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return Err(self.error("a control character in a text")),
                None => return Err(Break::new(start, "a text that is not closed")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Break> {
        let start = self.at;
        self.at = self.at.saturating_add(1);
        let escaped = self.peek();
        self.at = self.at.saturating_add(1);
        Ok(match escaped {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let unit = self.hex4(start)?;
                let is_high = (0xD800..0xDC00).contains(&unit);
                if is_high && self.rest().starts_with("\\u") {
                    let back = self.at;
                    self.at = self.at.saturating_add(2);
                    let low = self.hex4(start)?;
                    match char::decode_utf16([unit, low]).next() {
                        Some(Ok(c)) => c,
                        _ => {
                            self.at = back;
                            '\u{fffd}'
                        }
                    }
                } else {
                    char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}')
                }
            }
            _ => return Err(Break::new(start, "an escape that JSON does not have")),
        })
    }

    fn hex4(&mut self, start: usize) -> Result<u16, Break> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        self.at = self.at.saturating_add(4);
        unit.ok_or_else(|| Break::new(start, "`\\u` without four hexadecimal digits"))
    }

    fn skip_blank(&mut self) -> Result<(), Break> {
        loop {
            let rest = self.rest();
            let after_blank = if self.is_json5 {
                rest.trim_start_matches(json5::is_blank)
            } else {
                rest.trim_start_matches([' ', '\t', '\n', '\r'])
            };
            self.at = self.text.len().saturating_sub(after_blank.len());
            let start = self.at;
            let length = if self.rest().starts_with("//") {
                let line_end = |c| if self.is_json5 { json5::is_line_end(c) } else { c == '\n' };
                self.rest().find(line_end).unwrap_or(self.rest().len())
            } else if self.rest().starts_with("/*") {
                match self.rest().find("*/") {
                    Some(end) => end.saturating_add(2),
                    None => return Err(self.error("a comment that is not closed")),
                }
            } else {
                return Ok(());
            };
            self.deviate(start, COMMENT);
            self.at = self.at.saturating_add(length);
        }
    }

    fn deviate(&mut self, at: usize, reason: &str) {
        let deviation = Break::new(at, reason);
        if self.deviation.is_none() && !(self.is_allowed)(&deviation) {
            self.deviation = Some(deviation);
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn error(&self, reason: &str) -> Break {
        Break::new(self.at, reason)
    }
}

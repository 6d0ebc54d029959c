//! Text to tokens. A word stays as it is written: what stands in it depends on when it is evaluated.

use super::tree::{RawRedirect, Span};

/// Deepest nesting of quotes, substitutions and braces in one word that is told apart; what is deeper is taken as text.
const MOST_NESTED: usize = 64;

/// What the grammar is made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token {
    Word(Span),
    /// The end of a command: `;`, `&`, a line feed.
    End,
    /// `;;`, `;&`, `;;&`
    CaseEnd,
    And,
    Or,
    Pipe,
    Open,
    Close,
    /// `((` … `))` as a command.
    Arithmetic(Span),
    Redirect(RawRedirect),
}

/// Reads tokens one after the other.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Here-documents whose lines begin after this line: where their token is, the delimiter, `<<-`, and whether it is quoted.
    waiting: Vec<Waiting>,
    tokens: Vec<Token>,
}

struct Waiting {
    token: usize,
    delimiter: String,
    strips_tabs: bool,
    is_quoted: bool,
}

/// The tokens of a part of a text; at most `most`.
pub(super) fn tokens(text: &str, span: Span, most: usize) -> Vec<Token> {
    let mut lexer =
        Lexer { text, at: span.start, end: span.end.min(text.len()), waiting: Vec::new(), tokens: Vec::new() };
    while lexer.at < lexer.end && lexer.tokens.len() < most {
        let before = lexer.at;
        lexer.step();
        if lexer.at == before {
            lexer.at = lexer.at.saturating_add(1);
        }
    }
    lexer.tokens
}

impl Lexer<'_> {
    fn byte(&self, ahead: usize) -> u8 {
        let at = self.at.saturating_add(ahead);
        if at < self.end { self.text.as_bytes().get(at).copied().unwrap_or(0) } else { 0 }
    }

    fn is(&self, text: &str) -> bool {
        self.text.as_bytes().get(self.at..self.end).is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    fn push(&mut self, token: Token, length: usize) {
        self.tokens.push(token);
        self.at = self.at.saturating_add(length);
    }

    fn step(&mut self) {
        match self.byte(0) {
            b'\n' => {
                self.push(Token::End, 1);
                self.take_here_documents();
            }
            b' ' | b'\t' | b'\r' => self.at = self.at.saturating_add(1),
            b'\\' if self.byte(1) == b'\n' => self.at = self.at.saturating_add(2),
            b'\\' if self.is("\\\r\n") => self.at = self.at.saturating_add(3),
            b'#' => self.at = self.line_end(),
            b';' if self.is(";;&") => self.push(Token::CaseEnd, 3),
            b';' if self.is(";;") || self.is(";&") => self.push(Token::CaseEnd, 2),
            b';' => self.push(Token::End, 1),
            b'&' if self.is("&&") => self.push(Token::And, 2),
            b'&' if self.is("&>>") => self.redirect(3, RawRedirect::Append),
            b'&' if self.is("&>") => self.redirect(2, RawRedirect::Write),
            b'&' => self.push(Token::End, 1),
            b'|' if self.is("||") => self.push(Token::Or, 2),
            b'|' if self.is("|&") => self.push(Token::Pipe, 2),
            b'|' => self.push(Token::Pipe, 1),
            b'(' if self.is("((") => self.arithmetic(),
            b'(' => self.push(Token::Open, 1),
            b')' => self.push(Token::Close, 1),
            b'<' | b'>' => self.angle(),
            b'0'..=b'9' if self.is_descriptor() => self.skip_digits(),
            _ => self.word(),
        }
    }

    fn line_end(&self) -> usize {
        let rest = self.text.as_bytes().get(self.at..self.end).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.end, |length| self.at.saturating_add(length))
    }

    /// Digits right before `<` or `>`.
    fn is_descriptor(&self) -> bool {
        let mut ahead = 0;
        while self.byte(ahead).is_ascii_digit() && ahead < 4 {
            ahead = ahead.saturating_add(1);
        }
        matches!(self.byte(ahead), b'<' | b'>')
    }

    fn skip_digits(&mut self) {
        while self.byte(0).is_ascii_digit() {
            self.at = self.at.saturating_add(1);
        }
        // What goes to a descriptor other than the first two (`3>file`) is a file all the same.
        self.angle();
    }

    fn angle(&mut self) {
        if self.is("<<<") {
            self.redirect(3, RawRedirect::HereString);
        } else if self.is("<<") {
            self.here_document();
        } else if self.is("<(") || self.is(">(") {
            self.word();
        } else if self.is(">&") || self.is("<&") {
            // `2>&1`, `>&-` copy a descriptor; `>&file` is a file.
            self.at = self.at.saturating_add(2);
            if matches!(self.byte(0), b'0'..=b'9' | b'-') {
                self.at = self.at.saturating_add(1);
            } else {
                self.redirect(0, RawRedirect::Write);
            }
        } else if self.is(">>") {
            self.redirect(2, RawRedirect::Append);
        } else if self.is(">|") {
            self.redirect(2, RawRedirect::Write);
        } else if self.is("<>") {
            self.redirect(2, RawRedirect::Read);
        } else if self.byte(0) == b'>' {
            self.redirect(1, RawRedirect::Write);
        } else {
            self.redirect(1, RawRedirect::Read);
        }
    }

    fn redirect(&mut self, length: usize, kind: fn(Span) -> RawRedirect) {
        self.at = self.at.saturating_add(length);
        while matches!(self.byte(0), b' ' | b'\t') {
            self.at = self.at.saturating_add(1);
        }
        let start = self.at;
        self.skip_word();
        if self.at > start {
            self.tokens.push(Token::Redirect(kind(Span { start, end: self.at })));
        }
    }

    fn here_document(&mut self) {
        self.at = self.at.saturating_add(2);
        let strips_tabs = self.byte(0) == b'-';
        if strips_tabs {
            self.at = self.at.saturating_add(1);
        }
        while matches!(self.byte(0), b' ' | b'\t') {
            self.at = self.at.saturating_add(1);
        }
        let start = self.at;
        self.skip_word();
        let written = self.text.get(start..self.at).unwrap_or("");
        let delimiter = written.replace(['\'', '"', '\\'], "");
        if !delimiter.is_empty() {
            let is_quoted = delimiter.len() != written.len();
            let token = self.tokens.len();
            self.waiting.push(Waiting { token, delimiter, strips_tabs, is_quoted });
            self.tokens.push(Token::Redirect(RawRedirect::HereDocument(Span::default(), !is_quoted)));
        }
    }

    /// What follows the line up to the delimiters is text.
    fn take_here_documents(&mut self) {
        for waiting in std::mem::take(&mut self.waiting) {
            let start = self.at;
            let mut end = self.end;
            while self.at < self.end {
                let line_end = self.line_end();
                let line = self.text.get(self.at..line_end).unwrap_or("");
                let line = line.strip_suffix('\r').unwrap_or(line);
                let line = if waiting.strips_tabs { line.trim_start_matches('\t') } else { line };
                let line_start = self.at;
                self.at = line_end.saturating_add(1).min(self.end);
                if line == waiting.delimiter {
                    end = line_start;
                    break;
                }
            }
            let found = Token::Redirect(RawRedirect::HereDocument(Span { start, end }, !waiting.is_quoted));
            if let Some(token) = self.tokens.get_mut(waiting.token) {
                *token = found;
            }
        }
    }

    fn arithmetic(&mut self) {
        let start = self.at;
        let rest = self.text.get(self.at..self.line_end()).unwrap_or("");
        match rest.find("))") {
            Some(length) => {
                self.at = start.saturating_add(length).saturating_add(2);
                self.tokens.push(Token::Arithmetic(Span { start, end: self.at }));
            }
            None => self.push(Token::Open, 1),
        }
    }

    fn word(&mut self) {
        let start = self.at;
        self.skip_word();
        if self.at > start {
            self.tokens.push(Token::Word(Span { start, end: self.at }));
        }
    }

    fn skip_word(&mut self) {
        self.at = skip_word(self.text, self.at, self.end);
    }
}

/// What a word is inside of.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    DoubleQuotes,
    /// `${`
    Brace,
    /// `$(`, `<(`, or an opened parenthesis in one.
    Parenthesis,
    Backticks,
}

/// Where the word that begins at `start` ends.
pub(super) fn skip_word(text: &str, start: usize, end: usize) -> usize {
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let mut inside: Vec<Inside> = Vec::new();
    let mut at = start;
    while at < end {
        let next = byte(at.saturating_add(1));
        let top = inside.last().copied();
        let quoted = top == Some(Inside::DoubleQuotes);
        let length = match byte(at) {
            b'\\' => 2,
            b'\'' if !quoted => quoted_length(bytes, at),
            b'$' if next == b'\'' && !quoted => 1_usize.saturating_add(escaped_length(bytes, at.saturating_add(1))),
            b'"' if quoted => {
                inside.pop();
                1
            }
            b'"' => opened(&mut inside, Inside::DoubleQuotes, 1),
            b'`' if inside.contains(&Inside::Backticks) => {
                while inside.pop().is_some_and(|left| left != Inside::Backticks) {}
                1
            }
            b'`' => opened(&mut inside, Inside::Backticks, 1),
            b'$' if next == b'(' => opened(&mut inside, Inside::Parenthesis, 2),
            b'$' if next == b'{' => opened(&mut inside, Inside::Brace, 2),
            b'<' | b'>' if next == b'(' && !quoted => opened(&mut inside, Inside::Parenthesis, 2),
            b'}' if top == Some(Inside::Brace) => {
                inside.pop();
                1
            }
            b'(' if top == Some(Inside::Parenthesis) => opened(&mut inside, Inside::Parenthesis, 1),
            // `X=(a b)` is an array.
            b'(' if top.is_none() && at > start && byte(at.saturating_sub(1)) == b'=' => {
                opened(&mut inside, Inside::Parenthesis, 1)
            }
            b')' if top == Some(Inside::Parenthesis) => {
                inside.pop();
                1
            }
            // A comment in a substitution may hold a quote.
            b'#' if top == Some(Inside::Parenthesis) && byte(at.saturating_sub(1)).is_ascii_whitespace() => {
                memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).unwrap_or(end.saturating_sub(at))
            }
            b' ' | b'\t' | b'\r' | b'\n' | b';' | b'&' | b'|' | b'<' | b'>' | b'(' | b')' if top.is_none() => break,
            _ => 1,
        };
        at = at.saturating_add(length.max(1));
    }
    let mut at = at.min(end);
    // Every step takes ASCII or the whole of a backslash's character.
    while !text.is_char_boundary(at) {
        at = at.saturating_add(1);
    }
    at.min(end)
}

fn opened(inside: &mut Vec<Inside>, what: Inside, length: usize) -> usize {
    if inside.len() < MOST_NESTED {
        inside.push(what);
    }
    length
}

/// The length of `'…'`, its quotes included.
fn quoted_length(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at.saturating_add(1)..).unwrap_or_default();
    memchr::memchr(b'\'', rest).map_or(rest.len().saturating_add(1), |length| length.saturating_add(2))
}

/// The same where a backslash escapes a quote.
fn escaped_length(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at.saturating_add(1)..).unwrap_or_default();
    let mut escaped = false;
    for (length, &byte) in rest.iter().enumerate() {
        if byte == b'\'' && !escaped {
            return length.saturating_add(2);
        }
        escaped = byte == b'\\' && !escaped;
    }
    rest.len().saturating_add(1)
}

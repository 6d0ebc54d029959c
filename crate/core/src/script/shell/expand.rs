//! Words as they are when they are evaluated: quotes taken off, known variables put in.

use super::lex::skip_word;
use super::variables::Variables;
use crate::script::Word;

/// Longest word that is put together, in bytes: variables can double with every line.
const MOST_BYTES: usize = 64 << 10;

/// A word, and the commands that stand in it.
pub(super) struct Expanded {
    pub(super) word: Word,
    /// Whether an unquoted variable was put in, so that the shell splits it at blanks.
    pub(super) is_split: bool,
}

/// Evaluates the word that is written from `start` to `end`. `inner` gets the span of each command substitution.
pub(super) fn expand(
    text: &str,
    (start, end): (usize, usize),
    variables: &Variables,
    inner: &mut dyn FnMut(usize, usize),
) -> Expanded {
    let mut expander =
        Expander { text, at: start, end, variables, word: Word { at: start, ..Word::default() }, is_split: false };
    expander.run(inner);
    Expanded { word: expander.word, is_split: expander.is_split }
}

struct Expander<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    variables: &'t Variables,
    word: Word,
    is_split: bool,
}

impl Expander<'_> {
    fn byte(&self, ahead: usize) -> u8 {
        let at = self.at.saturating_add(ahead);
        if at < self.end { self.text.as_bytes().get(at).copied().unwrap_or(0) } else { 0 }
    }

    fn run(&mut self, inner: &mut dyn FnMut(usize, usize)) {
        let mut quoted = false;
        if self.byte(0) == b'~' && matches!(self.byte(1), 0 | b'/') {
            self.word.is_open = true;
        }
        while self.at < self.end {
            match self.byte(0) {
                b'"' => {
                    quoted = !quoted;
                    self.at = self.at.saturating_add(1);
                }
                b'\'' if !quoted => self.single_quotes(),
                b'$' if self.byte(1) == b'\'' && !quoted => self.escaped_quotes(),
                b'$' if self.byte(1) == b'"' && !quoted => self.at = self.at.saturating_add(1),
                b'\\' => self.escape(quoted),
                b'`' => self.backticks(inner),
                b'$' => self.dollar(quoted, inner),
                b'<' | b'>' if self.byte(1) == b'(' && !quoted => self.substitution(inner),
                _ => self.plain(quoted),
            }
        }
    }

    /// Text up to what means something.
    fn plain(&mut self, quoted: bool) {
        let rest = self.text.get(self.at..self.end).unwrap_or("");
        let stops = |c: char| matches!(c, '"' | '\\' | '`' | '$') || !quoted && matches!(c, '\'' | '<' | '>');
        let mut characters = rest.char_indices();
        characters.next();
        let length = characters.find(|&(_, c)| stops(c)).map_or(rest.len(), |(at, _)| at);
        self.push(rest.get(..length).unwrap_or("").to_owned().as_str());
        self.at = self.at.saturating_add(length.max(1));
    }

    fn push(&mut self, text: &str) {
        if self.word.text.len().saturating_add(text.len()) <= MOST_BYTES {
            self.word.text.push_str(text);
        } else {
            self.word.is_open = true;
        }
    }

    fn single_quotes(&mut self) {
        let start = self.at.saturating_add(1);
        let rest = self.text.get(start..self.end).unwrap_or("");
        let length = rest.find('\'').unwrap_or(rest.len());
        self.push(rest.get(..length).unwrap_or(""));
        self.at = start.saturating_add(length).saturating_add(1);
    }

    /// `$'…'`
    fn escaped_quotes(&mut self) {
        self.at = self.at.saturating_add(2);
        while self.at < self.end && self.byte(0) != b'\'' {
            if self.byte(0) == b'\\' {
                let escaped = match self.byte(1) {
                    b'n' => "\n",
                    b't' => "\t",
                    b'r' => "\r",
                    _ => "",
                };
                self.at = self.at.saturating_add(1);
                if escaped.is_empty() {
                    self.character();
                } else {
                    self.push(escaped);
                    self.at = self.at.saturating_add(1);
                }
            } else {
                self.character();
            }
        }
        self.at = self.at.saturating_add(1);
    }

    fn character(&mut self) {
        let Some(c) = self.text.get(self.at..self.end).and_then(|rest| rest.chars().next()) else {
            self.at = self.at.saturating_add(1);
            return;
        };
        self.push(c.encode_utf8(&mut [0; 4]));
        self.at = self.at.saturating_add(c.len_utf8());
    }

    fn escape(&mut self, quoted: bool) {
        self.at = self.at.saturating_add(1);
        match self.byte(0) {
            // A line that goes on.
            b'\n' => self.at = self.at.saturating_add(1),
            b'\r' if self.byte(1) == b'\n' => self.at = self.at.saturating_add(2),
            next => {
                // In quotes a backslash escapes only what means something there.
                if quoted && !matches!(next, b'"' | b'\\' | b'$' | b'`') {
                    self.push("\\");
                }
                self.character();
            }
        }
    }

    fn backticks(&mut self, inner: &mut dyn FnMut(usize, usize)) {
        let start = self.at.saturating_add(1);
        let rest = self.text.as_bytes().get(start..self.end).unwrap_or_default();
        let length = memchr::memchr(b'`', rest).unwrap_or(rest.len());
        let end = start.saturating_add(length);
        inner(start, end);
        self.open(format!("$({})", self.text.get(start..end).unwrap_or("")).as_str());
        self.at = end.saturating_add(1);
    }

    fn open(&mut self, as_written: &str) {
        self.word.is_open = true;
        self.push(as_written);
    }

    /// `$(…)`, `<(…)`: stays as it is written.
    fn substitution(&mut self, inner: &mut dyn FnMut(usize, usize)) {
        let start = self.at;
        // Skipped as the word that it would be by itself.
        let end = end_of_group(self.text, start, self.end);
        let (first, last) = (start.saturating_add(2), end.saturating_sub(1));
        let is_arithmetic = self.text.get(start..end).is_some_and(|written| written.starts_with("$(("));
        if !is_arithmetic && last >= first {
            inner(first, last);
        }
        self.open(self.text.get(start..end).unwrap_or("").to_owned().as_str());
        self.at = end.max(start.saturating_add(1));
    }

    fn dollar(&mut self, quoted: bool, inner: &mut dyn FnMut(usize, usize)) {
        match self.byte(1) {
            b'(' => self.substitution(inner),
            b'{' => {
                let start = self.at;
                let end = end_of_group(self.text, start, self.end);
                let written = self.text.get(start..end).unwrap_or("").to_owned();
                let body = written.get(2..written.len().saturating_sub(1)).unwrap_or("").to_owned();
                self.at = end.max(start.saturating_add(1));
                self.parameter(&body, &written, quoted);
            }
            next => {
                let rest = self.text.get(self.at.saturating_add(1)..self.end).unwrap_or("");
                let length = if next.is_ascii_alphabetic() || next == b'_' {
                    rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len())
                } else {
                    usize::from(next.is_ascii_digit() || matches!(next, b'@' | b'*' | b'#' | b'?' | b'$' | b'!' | b'-'))
                };
                let name = rest.get(..length).unwrap_or("").to_owned();
                self.at = self.at.saturating_add(1).saturating_add(length);
                if name.is_empty() {
                    self.push("$");
                } else {
                    self.variable(&name, &format!("${name}"), quoted);
                }
            }
        }
    }

    fn variable(&mut self, name: &str, as_written: &str, quoted: bool) {
        match self.variables.get(name) {
            Some(value) => {
                self.word.is_open |= value.is_open;
                self.is_split |= !quoted;
                let text = value.text.clone();
                self.push(&text);
            }
            None => self.open(as_written),
        }
    }

    /// What stands in `${…}`.
    fn parameter(&mut self, body: &str, as_written: &str, quoted: bool) {
        let length = body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(body.len());
        let (name, operation) = body.split_at_checked(length).unwrap_or((body, ""));
        let known = self.variables.get(name).filter(|_| !name.is_empty());
        let default = ["-", ":-", "=", ":="].iter().find_map(|sign| operation.strip_prefix(sign));
        match (known, default) {
            (_, None) if operation.is_empty() => self.variable(name, as_written, quoted),
            (Some(value), Some(_)) if !value.text.is_empty() => self.variable(name, as_written, quoted),
            // The default is what is used unless somebody sets it.
            (_, Some(default)) if !default.contains(['$', '`']) => {
                let default = default.trim_matches(['"', '\'']).to_owned();
                self.push(&default);
            }
            (Some(value), None) => {
                let done = without(operation, &value.text).map(str::to_owned);
                match done {
                    Some(text) if !value.is_open => self.push(&text),
                    _ => self.open(as_written),
                }
            }
            _ => self.open(as_written),
        }
    }
}

/// `%suffix`, `##*/` and the like, where the pattern is simple; `None` where it is not.
fn without<'v>(operation: &str, value: &'v str) -> Option<&'v str> {
    match operation {
        "##*/" => return Some(value.rsplit('/').next().unwrap_or(value)),
        "%/*" => return Some(value.rsplit_once('/').map_or(value, |(before, _)| before)),
        _ => {}
    }
    let is_plain = |pattern: &&str| !pattern.is_empty() && !pattern.contains(['*', '?', '[', '$', '%', '#']);
    if let Some(suffix) =
        operation.trim_start_matches('%').get(..).filter(|_| operation.starts_with('%')).filter(is_plain)
    {
        return Some(value.strip_suffix(suffix).unwrap_or(value));
    }
    let prefix = operation.trim_start_matches('#').get(..).filter(|_| operation.starts_with('#')).filter(is_plain)?;
    Some(value.strip_prefix(prefix).unwrap_or(value))
}

/// Where `$(…)` or `${…}` that begins at `start` ends.
fn end_of_group(text: &str, start: usize, end: usize) -> usize {
    let closing = match text.as_bytes().get(start.saturating_add(1)) {
        Some(b'{') => '}',
        _ => ')',
    };
    // A word may go on behind the group: found by trying the ends that could be it.
    let opening = text.get(start..start.saturating_add(2)).unwrap_or("");
    let mut depth: usize = 0;
    let mut at = start;
    while at < end {
        let rest = text.get(at..end).unwrap_or("");
        let Some(c) = rest.chars().next() else { break };
        let mut length = c.len_utf8();
        match c {
            '\\' => length = rest.chars().take(2).map(char::len_utf8).sum(),
            '\'' if depth > 0 && closing == ')' => {
                length = rest.get(1..).and_then(|rest| rest.find('\'')).map_or(rest.len(), |end| end.saturating_add(2));
            }
            '"' => length = skip_quotes(rest),
            _ if at == start => {
                depth = 1;
                length = opening.len().max(1);
            }
            '(' if closing == ')' => depth = depth.saturating_add(1),
            '{' if closing == '}' => depth = depth.saturating_add(1),
            _ if c == closing => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at.saturating_add(1);
                }
            }
            _ => {}
        }
        at = at.saturating_add(length);
    }
    end
}

/// The length of a text in double quotes that begins here.
fn skip_quotes(rest: &str) -> usize {
    // As a word of its own it ends where its quotes do, or later; the first closing quote is what counts.
    let mut escaped = false;
    let mut nested: usize = 0;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' if rest.as_bytes().get(at.saturating_sub(1)) == Some(&b'$') => nested = nested.saturating_add(1),
            b')' if nested > 0 => nested = nested.saturating_sub(1),
            b'"' if nested == 0 => return at.saturating_add(1),
            _ => {}
        }
    }
    rest.len()
}

/// Whether a word is an assignment: its name, whether it appends, and where its value begins.
pub(super) fn assignment(text: &str, (start, end): (usize, usize)) -> Option<(&str, bool, usize)> {
    let written = text.get(start..end)?;
    let (before, _) = written.split_once('=')?;
    let (name, appends) = before.strip_suffix('+').map_or((before, false), |name| (name, true));
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then_some((name, appends, start.saturating_add(before.len()).saturating_add(1)))
}

/// The words of an array's value, `(a "b c")`; `None` where it is no array.
pub(super) fn array(text: &str, (start, end): (usize, usize)) -> Option<Vec<(usize, usize)>> {
    let written = text.get(start..end)?;
    let inner = written.strip_prefix('(')?.strip_suffix(')')?;
    let mut words = Vec::new();
    let mut at = start.saturating_add(1);
    let last = at.saturating_add(inner.len());
    while at < last {
        let word_end = skip_word(text, at, last);
        if word_end > at {
            words.push((at, word_end));
            at = word_end;
        } else {
            at = at.saturating_add(1);
        }
    }
    Some(words)
}

//! Steps through a JSON document without holding it: only the values that somebody wants become trees, one at a time.

use crate::limits::DOCUMENT_DEPTH;
use crate::parse::document::{Break, Node, json};

/// What to do with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::context::inventory) enum Interest {
    /// Step over it.
    Skip,
    /// Look at what is in it; a single value is taken.
    Enter,
    /// Take it as a whole.
    Take,
}

/// Where a value stands: keys and places from 0.
#[derive(Debug, Default)]
pub(in crate::context::inventory) struct Path {
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Key(String),
    Item(usize),
}

impl Path {
    /// How many containers it lies in.
    pub(in crate::context::inventory) fn len(&self) -> usize {
        self.steps.len()
    }

    /// The key at a depth from 0; `None` where it is a place in a sequence.
    pub(in crate::context::inventory) fn key(&self, depth: usize) -> Option<&str> {
        match self.steps.get(depth) {
            Some(Step::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// The place in a sequence at a depth from 0.
    pub(in crate::context::inventory) fn item(&self, depth: usize) -> Option<usize> {
        match self.steps.get(depth) {
            Some(Step::Item(place)) => Some(*place),
            _ => None,
        }
    }

    /// The innermost key.
    pub(in crate::context::inventory) fn last_key(&self) -> Option<&str> {
        self.key(self.len().checked_sub(1)?)
    }

    /// Where a key stands, the innermost one.
    pub(in crate::context::inventory) fn depth_of(&self, key: &str) -> Option<usize> {
        self.steps.iter().rposition(|step| matches!(step, Step::Key(own) if own == key))
    }

    /// RFC 6901.
    pub(super) fn pointer(&self) -> String {
        let parts = self.steps.iter().map(|step| match step {
            Step::Key(key) => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Step::Item(place) => format!("/{place}"),
        });
        parts.collect()
    }
}

/// Containers that may be entered in one another. A list of an inventory's is far flatter.
const ENTERED_DEPTH: usize = DOCUMENT_DEPTH * 4;

/// Asks for every value from `start` on what to do with it; `take` gets what is taken with the byte offset at which it
/// begins. Gives the offset of the document's end.
///
/// # Errors
/// Where the text is no JSON. What stands before was given.
pub(in crate::context::inventory) fn walk(
    text: &str,
    start: usize,
    interest: &mut dyn FnMut(&Path) -> Interest,
    take: &mut dyn FnMut(&Path, &Node, usize),
) -> Result<usize, Break> {
    let mut walk = Walk { text, at: start, path: Path::default(), is_map: Vec::new() };
    loop {
        walk.value(interest, take)?;
        if !walk.step()? {
            return Ok(walk.at);
        }
    }
}

struct Walk<'t> {
    text: &'t str,
    at: usize,
    path: Path,
    /// For each container that was entered, whether it is a map.
    is_map: Vec<bool>,
}

impl Walk<'_> {
    /// One value; of a container that is entered, everything before its first value.
    fn value(
        &mut self,
        interest: &mut dyn FnMut(&Path) -> Interest,
        take: &mut dyn FnMut(&Path, &Node, usize),
    ) -> Result<(), Break> {
        loop {
            self.skip_blank();
            let start = self.at;
            let opens = matches!(self.peek(), Some(b'{' | b'['));
            match interest(&self.path) {
                Interest::Enter if opens => {
                    if !self.enter()? {
                        return Ok(());
                    }
                }
                Interest::Skip => return self.skip(),
                Interest::Enter | Interest::Take => {
                    let skipped = self.skip();
                    let document = json::read(self.text.get(start..self.at).unwrap_or(""));
                    if let Some(Break { at, reason }) = document.broken {
                        return Err(Break { at: start.saturating_add(at), reason });
                    }
                    skipped?;
                    take(&self.path, &document.root, start);
                    return Ok(());
                }
            }
        }
    }

    /// Opens a container; whether there is a value in it.
    fn enter(&mut self) -> Result<bool, Break> {
        if self.is_map.len() >= ENTERED_DEPTH {
            return Err(self.error(&format!("nested deeper than {ENTERED_DEPTH} levels")));
        }
        let is_map = self.peek() == Some(b'{');
        self.advance(1);
        self.skip_blank();
        if self.peek() == Some(if is_map { b'}' } else { b']' }) {
            self.advance(1);
            return Ok(false);
        }
        let step = if is_map { Step::Key(self.key()?) } else { Step::Item(0) };
        self.is_map.push(is_map);
        self.path.steps.push(step);
        Ok(true)
    }

    /// From the end of a value to the next one; `false` at the document's end.
    fn step(&mut self) -> Result<bool, Break> {
        while let Some(&is_map) = self.is_map.last() {
            self.skip_blank();
            match self.peek() {
                Some(b',') => {
                    self.advance(1);
                    self.skip_blank();
                    let next = match self.path.steps.last() {
                        Some(Step::Item(place)) => Step::Item(place.saturating_add(1)),
                        _ => Step::Key(self.key()?),
                    };
                    self.path.steps.pop();
                    self.path.steps.push(next);
                    return Ok(true);
                }
                Some(b'}') if is_map => self.leave(),
                Some(b']') if !is_map => self.leave(),
                Some(_) if is_map => return Err(self.error("expected `,` or `}`")),
                Some(_) => return Err(self.error("expected `,` or `]`")),
                None => return Err(self.error("the document ends in the middle")),
            }
        }
        Ok(false)
    }

    fn leave(&mut self) {
        self.advance(1);
        self.is_map.pop();
        self.path.steps.pop();
    }

    /// A key and the colon after it.
    fn key(&mut self) -> Result<String, Break> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.error("expected a key in double quotes"));
        }
        self.skip_string()?;
        let document = json::read(self.text.get(start..self.at).unwrap_or(""));
        let key = document.root.text().unwrap_or_default().to_owned();
        self.skip_blank();
        if self.peek() != Some(b':') {
            return Err(self.error("expected `:` after the key"));
        }
        self.advance(1);
        Ok(key)
    }

    /// Steps over a value by its brackets and quotation marks.
    fn skip(&mut self) -> Result<(), Break> {
        let mut depth: usize = 0;
        loop {
            match self.peek() {
                Some(b'"') => self.skip_string()?,
                Some(b'{' | b'[') => {
                    depth = depth.saturating_add(1);
                    self.advance(1);
                }
                Some(b'}' | b']') if depth > 0 => {
                    depth = depth.saturating_sub(1);
                    self.advance(1);
                }
                Some(b',' | b':') if depth > 0 => self.advance(1),
                Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => self.skip_word(),
                Some(_) => return Err(self.error("expected a value")),
                None => return Err(self.error("the document ends in the middle")),
            }
            if depth == 0 {
                return Ok(());
            }
            self.skip_blank();
        }
    }

    fn skip_string(&mut self) -> Result<(), Break> {
        let start = self.at;
        self.advance(1);
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let Some(plain) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) else {
                return Err(Break::new(start, "a text that is not closed"));
            };
            self.advance(plain.saturating_add(1));
            if rest.get(plain) == Some(&b'"') {
                return Ok(());
            }
            self.advance(1);
        }
    }

    /// A number, `true`, `false` or `null`.
    fn skip_word(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
        self.advance(rest.iter().position(|byte| !is_word(byte)).unwrap_or(rest.len()));
    }

    fn skip_blank(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.advance(rest.iter().position(|byte| !is_blank(byte)).unwrap_or(rest.len()));
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn advance(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn error(&self, reason: &str) -> Break {
        Break::new(self.at.min(self.text.len()), reason)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn taken(text: &str, interest: impl Fn(&Path) -> Interest) -> (Vec<String>, Result<usize, Break>) {
        let mut taken = Vec::new();
        let end = walk(text, 0, &mut |path| interest(path), &mut |path, node, at| {
            taken.push(format!("{} {} {at}", path.pointer(), node.text().unwrap_or("…")));
        });
        (taken, end)
    }

    #[test]
    fn what_is_entered_yields_its_single_values() {
        let (found, end) = taken(r#" {"a": [1, {"b/c": "x\"]"}], "d": {}, "e": null} "#, |_| Interest::Enter);
        assert_eq!(found, ["/a/0 1 8", "/a/1/b~1c x\"] 19", "/e … 43"]);
        assert_eq!(end, Ok(48));
    }

    #[test]
    fn what_stands_before_a_break_was_given() {
        let (found, end) = taken(r#"[{"a":1},{"a":2},{"a":]"#, |path| match path.len() {
            0 => Interest::Enter,
            _ => Interest::Take,
        });
        assert_eq!(found.len(), 2);
        assert!(end.is_err());
    }

    #[test]
    fn depth_costs_no_stack_and_is_bounded() {
        let deep = "[".repeat(1_000_000);
        assert!(taken(&deep, |_| Interest::Enter).1.unwrap_err().reason.contains("nested deeper"));
        assert!(taken(&deep, |_| Interest::Skip).1.unwrap_err().reason.contains("ends in the middle"));
        assert!(taken(&deep, |_| Interest::Take).1.is_err());
    }

    #[test]
    fn what_is_no_json_ends_where_it_begins() {
        for text in ["", "[main]", "{a: 1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "]", "\"open", "[1 2]"] {
            assert!(taken(text, |_| Interest::Enter).1.is_err(), "{text}");
        }
    }
}

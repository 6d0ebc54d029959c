//! Variables of which several may be set at once: `Environment=` of a unit, `ENV` and `ARG` of a Dockerfile.

use std::ops::Range;

use super::super::super::draft::Splice;
use super::super::tree::{UNCLEAR, whole_lines};
use super::super::{Change, Edit};

/// The words behind the directive or instruction.
pub(super) struct Words<'t> {
    text: &'t str,
    /// All lines of it.
    lines: Range<usize>,
    words: Vec<Range<usize>>,
}

impl<'t> Words<'t> {
    /// The words of some lines; nothing where they are none: `ENV NAME a value`, the old way, sets one to the end of its line.
    pub(super) fn of(text: &'t str, lines: Range<usize>) -> Option<Self> {
        let line = text.get(lines.clone())?;
        let lead = line.find(['=', ' ', '\t'].as_slice()).filter(|_| !line.starts_with(char::is_whitespace))?;
        let mut at = lines.start.saturating_add(lead).saturating_add(1);
        let mut words = Vec::new();
        while let Some(word) = next_word(text, at, lines.end) {
            at = word.end;
            words.push(word);
        }
        Some(Self { text, lines, words })
    }

    /// Changes the variable of a name.
    pub(super) fn change(&self, name: &str, change: Change<'_>) -> Edit {
        let is_it = |word: &&Range<usize>| {
            let text = self.text.get((*word).clone()).unwrap_or("").trim_start_matches(['"', '\'']);
            text.split_once('=').is_some_and(|(own, _)| own == name)
        };
        let at = self.words.iter().position(|word| is_it(&word)).ok_or(UNCLEAR)?;
        let word = self.words.get(at).cloned().ok_or(UNCLEAR)?;
        let text = self.text.get(word.clone()).unwrap_or("");
        if !self.words.iter().all(|word| self.text.get(word.clone()).is_some_and(|text| text.contains('='))) {
            return Err(UNCLEAR.to_owned());
        }
        match change {
            Change::Set(value) => {
                if value.contains(|c: char| c.is_control() || matches!(c, '"' | '\'' | '\\' | '$')) {
                    return Err("the value has signs of the format".to_owned());
                }
                let is_quoted = text.ends_with(['"', '\'']) || value.contains(' ');
                let quote = text.chars().next_back().filter(|c| matches!(c, '"' | '\'')).unwrap_or('"');
                let starts_quoted = text.starts_with(quote);
                let with = match (is_quoted, starts_quoted) {
                    (false, _) => format!("{name}={value}"),
                    (true, true) => format!("{quote}{name}={value}{quote}"),
                    (true, false) => format!("{name}={quote}{value}{quote}"),
                };
                Ok(vec![Splice::new(word, with)])
            }
            Change::Rename(to) => {
                let is_name = to.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                let quotes = text.len().saturating_sub(text.trim_start_matches(['"', '\'']).len());
                let start = word.start.saturating_add(quotes);
                let range = start..start.saturating_add(name.len());
                if is_name { Ok(vec![Splice::new(range, to)]) } else { Err("no variable can be called so".to_owned()) }
            }
            Change::Remove => {
                let [before, after] =
                    [at.checked_sub(1), at.checked_add(1)].map(|at| at.and_then(|at| self.words.get(at)));
                let range = match (before, after) {
                    (_, Some(after)) => word.start..after.start,
                    (Some(before), None) => before.end..word.end,
                    (None, None) => whole_lines(self.text, self.lines.start, self.lines.end.saturating_sub(1)),
                };
                // A comment between the lines of an instruction.
                let is_plain =
                    self.text.get(range.clone()).is_some_and(|text| !text.contains("\n#") && !text.contains(" #"));
                if is_plain { Ok(vec![Splice::new(range, "")]) } else { Err("a comment stands beside it".to_owned()) }
            }
        }
    }
}

/// The next word; a backslash at the end of a line is a blank.
fn next_word(text: &str, from: usize, end: usize) -> Option<Range<usize>> {
    let rest = text.get(from..end)?;
    let mut quote = None;
    let mut start = None;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_line_end = c == '\\' && matches!(chars.peek(), None | Some((_, '\n' | '\r')));
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            _ if is_line_end || c.is_whitespace() => {
                if let Some(start) = start {
                    return Some(from.saturating_add(start)..from.saturating_add(at));
                }
                continue;
            }
            ('"' | '\'', None) => quote = Some(c),
            ('\\', None) => {
                chars.next();
            }
            _ => {}
        }
        start.get_or_insert(at);
    }
    start.map(|start| from.saturating_add(start)..end)
}

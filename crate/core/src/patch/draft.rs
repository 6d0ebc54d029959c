//! A file on its way to being changed: its text, and of each line whether it is still the one that it was.

use std::ops::Range;

use crate::config::{self, ConfigFile};
use crate::facts::ConfigFormat;
use crate::limits::OWN_CONFIG_KEYS;

/// A byte-order mark.
const MARK: char = '\u{feff}';

/// A piece of text in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    /// Bytes of the text without its byte-order mark.
    pub(super) range: Range<usize>,
    /// What takes their place; its lines end with `\n`, whatever those of the file end with.
    pub(super) with: String,
}

impl Splice {
    pub(super) fn new(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into() }
    }
}

/// The file as it is after some changes.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    text: String,
    lines: Vec<Line>,
    /// What it sets now.
    pub(super) read: ConfigFile,
}

#[derive(Clone, Debug)]
struct Line {
    /// Byte offset in the text.
    start: usize,
    /// The line that it was at first, from 0.
    origin: Option<usize>,
}

impl Draft {
    /// The file as the user has it.
    pub(super) fn new(name: &str, format: ConfigFormat, text: String) -> Self {
        let lines = starts(&text, 0).enumerate().map(|(at, start)| Line { start, origin: Some(at) }).collect();
        let read = read(name, format, &text);
        Self { text, lines, read }
    }

    /// The text without a byte-order mark.
    pub(super) fn body(&self) -> &str {
        self.text.strip_prefix(MARK).unwrap_or(&self.text)
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// A line from 0, with its end.
    pub(super) fn line(&self, at: usize) -> &str {
        self.text.get(self.start(at)..self.start(at.saturating_add(1))).unwrap_or("")
    }

    /// The line that a line was at first.
    pub(super) fn origin(&self, at: usize) -> Option<usize> {
        self.lines.get(at)?.origin
    }

    /// The file after a change; nothing where two pieces overlap or do not lie in the text.
    pub(super) fn changed(&self, name: &str, format: ConfigFormat, mut splices: Vec<Splice>) -> Option<Self> {
        let mark = self.text.len().saturating_sub(self.body().len());
        let ending = if self.line(0).ends_with("\r\n") { "\r\n" } else { "\n" };
        for Splice { range, with } in &mut splices {
            *range = range.start.checked_add(mark)?..range.end.checked_add(mark)?;
            *with = with.replace("\r\n", "\n").replace('\n', ending);
        }
        splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
        let mut next =
            Self { text: String::with_capacity(self.text.len()), lines: Vec::new(), read: ConfigFile::default() };
        let mut taken = 0;
        let mut splices = splices.into_iter().peekable();
        while let Some(splice) = splices.next() {
            let first = self.line_at(splice.range.start);
            let (mut last, mut done) = (self.line_at(splice.range.end), splice.range.end);
            let mut is_cut = splice.with.is_empty();
            let mut piece = self.text.get(self.start(first)..splice.range.start)?.to_owned();
            piece.push_str(&splice.with);
            while let Some(more) = splices.next_if(|more| self.line_at(more.range.start) <= last) {
                piece.push_str(self.text.get(done..more.range.start)?);
                piece.push_str(&more.with);
                is_cut &= more.with.is_empty();
                (last, done) = (last.max(self.line_at(more.range.end)), more.range.end);
            }
            let end = last.saturating_add(1);
            piece.push_str(self.text.get(done..self.start(end))?);
            next.keep(self, taken..first);
            next.put(self, first..end, &piece, is_cut);
            taken = end;
        }
        next.keep(self, taken..self.len());
        next.read = read(name, format, &next.text);
        Some(next)
    }

    /// Goes on with lines of the file before.
    fn keep(&mut self, before: &Self, lines: Range<usize>) {
        for at in lines {
            self.push(before.line(at), before.origin(at));
        }
    }

    /// Goes on with a text in the place of lines; those at its beginning and end that are the same stay what they are. Where
    /// something was cut out only, what is below it is what stayed, though what is above may look the same.
    fn put(&mut self, before: &Self, old: Range<usize>, piece: &str, is_cut: bool) {
        let lines: Vec<&str> = piece.split_inclusive('\n').collect();
        let is_same = |(line, at): &(&&str, usize)| **line == before.line(*at);
        let most = lines.len().min(old.len());
        let above = |most: usize| lines.iter().zip(old.clone()).take(most).take_while(is_same).count();
        let below = |most: usize| lines.iter().rev().zip(old.clone().rev()).take(most).take_while(is_same).count();
        let (above, below) = if is_cut {
            let below = below(most);
            (above(most.saturating_sub(below)), below)
        } else {
            let above = above(most);
            (above, below(most.saturating_sub(above)))
        };
        self.keep(before, old.start..old.start.saturating_add(above));
        for line in lines.iter().take(lines.len().saturating_sub(below)).skip(above) {
            self.push(line, None);
        }
        self.keep(before, old.end.saturating_sub(below)..old.end);
    }

    fn push(&mut self, line: &str, origin: Option<usize>) {
        // A line that ended the file without an end of its own is not the same where another one follows it.
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
            if let Some(last) = self.lines.last_mut() {
                last.origin = None;
            }
        }
        self.lines.push(Line { start: self.text.len(), origin });
        self.text.push_str(line);
    }

    fn start(&self, line: usize) -> usize {
        self.lines.get(line).map_or(self.text.len(), |line| line.start)
    }

    /// The line that a byte is in; the last one for the end of the text.
    fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }
}

fn read(name: &str, format: ConfigFormat, text: &str) -> ConfigFile {
    config::read(name, text.as_bytes(), format, OWN_CONFIG_KEYS)
}

/// Byte offsets at which lines begin.
fn starts(text: &str, from: usize) -> impl Iterator<Item = usize> {
    text.split_inclusive('\n').scan(from, |at, line| {
        let start = *at;
        *at = at.saturating_add(line.len());
        Some(start)
    })
}

//! Where everything stands in YAML.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::outline::{Outline, Outliner, Shape};

/// The outline of all documents; nothing where the text is broken, or too large.
pub(super) fn outline(text: &str) -> Option<Outline> {
    let mut reader = Reader { text, bytes: Bytes { text, index: 0, at: 0 }, outliner: Outliner::default() };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        let start = reader.bytes.of(span.start.index());
        let end = reader.bytes.of(span.end.index());
        reader.take(event, start..end)?;
    }
    reader.outliner.finish()
}

struct Reader<'t> {
    text: &'t str,
    bytes: Bytes<'t>,
    outliner: Outliner,
}

impl Reader<'_> {
    /// Takes an event; nothing where a key is no single value, for then nobody can say what it is called.
    fn take(&mut self, event: Event<'_>, span: Range<usize>) -> Option<()> {
        let outliner = &mut self.outliner;
        match event {
            Event::Scalar(name, style, ..) if outliner.wants_key() => {
                let range = scalar_range(self.text, style, span);
                outliner.key(name.into_owned(), range);
            }
            Event::Scalar(_, style, anchor, tag) => {
                let value = scalar_range(self.text, style, span);
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let is_long = is_block || self.text.get(value.clone())?.contains('\n');
                let shape = if is_long { Shape::Long } else { Shape::Scalar };
                outliner.place(value, shape, obstacle(anchor, tag.is_some()))?;
            }
            Event::Alias(_) if outliner.wants_key() => return None,
            Event::Alias(_) => {
                outliner.place(span, Shape::Scalar, Some("an alias stands there"))?;
            }
            Event::MappingStart(anchor, tag) => {
                let is_braces = self.text.get(span.start..)?.starts_with('{');
                let shape = if is_braces { Shape::Braces } else { Shape::Block };
                outliner.open(span.start, shape, obstacle(anchor, tag.is_some()))?;
            }
            Event::SequenceStart(anchor, tag) => {
                outliner.open(span.start, Shape::List, obstacle(anchor, tag.is_some()))?
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let is_closed = self.text.get(span.start..).is_some_and(|rest| rest.starts_with(['}', ']']));
                // What ends by indentation ends where a bracket around it may stand; that one is wider than nothing.
                let end = (is_closed && !span.is_empty()).then(|| span.start.saturating_add(1));
                outliner.close(end)?;
            }
            _ => {}
        }
        Some(())
    }
}

/// The span of a quoted text goes on to whatever follows it; the one of a block begins after its header.
fn scalar_range(text: &str, style: ScalarStyle, span: Range<usize>) -> Range<usize> {
    let text = text.get(span.clone()).unwrap_or("");
    let quote = match style {
        ScalarStyle::DoubleQuoted => '"',
        ScalarStyle::SingleQuoted => '\'',
        _ => return span.start..span.start.saturating_add(text.trim_end().len()),
    };
    let Some(open) = text.find(quote) else { return span };
    let mut is_escaped = false;
    let mut chars = text.char_indices().skip_while(|(at, _)| *at <= open).peekable();
    while let Some((at, c)) = chars.next() {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' && quote == '"' {
            is_escaped = true;
        } else if c == quote {
            if quote == '\'' && chars.next_if(|(_, next)| *next == quote).is_some() {
                continue;
            }
            return span.start..span.start.saturating_add(at).saturating_add(1);
        }
    }
    span
}

fn obstacle(anchor: usize, has_tag: bool) -> Option<&'static str> {
    match (anchor, has_tag) {
        (0, false) => None,
        (0, true) => Some("it has a tag"),
        _ => Some("an anchor stands there, and aliases may repeat it"),
    }
}

/// Turns numbers of characters, which come nearly in order, into byte offsets.
struct Bytes<'t> {
    text: &'t str,
    index: usize,
    at: usize,
}

impl Bytes<'_> {
    fn of(&mut self, wanted: usize) -> usize {
        while self.index < wanted {
            let Some(c) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else { break };
            (self.at, self.index) = (self.at.saturating_add(c.len_utf8()), self.index.saturating_add(1));
        }
        while self.index > wanted {
            let Some(c) = self.text.get(..self.at).and_then(|rest| rest.chars().next_back()) else { break };
            (self.at, self.index) = (self.at.saturating_sub(c.len_utf8()), self.index.saturating_sub(1));
        }
        self.at
    }
}

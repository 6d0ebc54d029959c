//! YAML 1.2: the first document of a stream, or all of them.
//!
//! Aliases are not followed, except to short single values: a handful of them can stand for billions of values.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

use super::{Break, Builder, Document, Events, Key, Scalar, ScalarKind};

/// Longest value that an alias repeats, in bytes.
const ALIAS_BYTES: usize = 256;

/// Reads the first document of a stream; the rest is only checked.
pub(crate) fn read(text: &str) -> Document {
    let mut builder = Builder::new();
    let mut cursor = Cursor { text, index: 0, at: 0 };
    let mut anchors = BTreeMap::new();
    let mut broken = None;
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, span)) => take(event, span, &mut builder, &mut cursor, &mut anchors),
            Err(error) => Err(Break::new(cursor.byte(error.marker()), error.info())),
        };
        if let Err(error) = step {
            broken = Some(error);
            break;
        }
    }
    builder.finish(broken)
}

/// Most documents that are read of one stream.
const MOST_DOCUMENTS: usize = 10_000;

/// Reads the documents of a stream, at least one. The last is the broken one where there is a break.
pub(crate) fn read_all(text: &str) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut builder = Builder::new();
    let mut cursor = Cursor { text, index: 0, at: 0 };
    let mut anchors = BTreeMap::new();
    for event in Parser::new_from_str(text) {
        let step = match event {
            // Anchors are a document's own.
            Ok((Event::DocumentEnd, _)) => {
                documents.push(std::mem::replace(&mut builder, Builder::new()).finish(None));
                anchors.clear();
                Ok(())
            }
            Ok((Event::DocumentStart(_), span)) if documents.len() >= MOST_DOCUMENTS => {
                let reason = format!("more than {MOST_DOCUMENTS} documents; the rest was not read");
                Err(Break::new(cursor.byte(&span.start), reason))
            }
            Ok((event, span)) => take(event, span, &mut builder, &mut cursor, &mut anchors),
            Err(error) => Err(Break::new(cursor.byte(error.marker()), error.info())),
        };
        if let Err(error) = step {
            documents.push(builder.finish(Some(error)));
            return documents;
        }
    }
    if documents.is_empty() {
        documents.push(Document::default());
    }
    documents
}

fn take(
    event: Event<'_>,
    span: Span,
    builder: &mut Builder,
    cursor: &mut Cursor<'_>,
    anchors: &mut BTreeMap<usize, Scalar>,
) -> Result<(), Break> {
    // The rest of the stream: read to its end, so that a break is found, but not kept.
    if builder.is_done() {
        return Ok(());
    }
    let at = cursor.byte(&span.start);
    match event {
        Event::Scalar(text, style, anchor, _) => {
            let scalar = resolve(text.into_owned(), style);
            if anchor != 0 && scalar.text.len() <= ALIAS_BYTES {
                anchors.insert(anchor, scalar.clone());
            }
            put(builder, at, scalar)
        }
        Event::Alias(anchor) => put(builder, at, anchors.get(&anchor).cloned().unwrap_or_default()),
        Event::SequenceStart(..) => builder.open_seq(at),
        Event::MappingStart(..) => builder.open_map(at),
        Event::SequenceEnd | Event::MappingEnd => {
            builder.close();
            Ok(())
        }
        _ => Ok(()),
    }
}

fn put(builder: &mut Builder, at: usize, scalar: Scalar) -> Result<(), Break> {
    if builder.wants_key() {
        builder.key(Key { text: scalar.text, at });
        Ok(())
    } else {
        builder.scalar(at, scalar)
    }
}

/// The core schema, as far as a manifest needs it.
fn resolve(text: String, style: ScalarStyle) -> Scalar {
    let kind = match (style, text.as_str()) {
        (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => ScalarKind::Null,
        (ScalarStyle::Plain, "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON") => {
            ScalarKind::Bool(true)
        }
        (ScalarStyle::Plain, "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF") => {
            ScalarKind::Bool(false)
        }
        (ScalarStyle::Plain, text) if text.parse::<f64>().is_ok() => ScalarKind::Number,
        _ => ScalarKind::Text,
    };
    Scalar { text, kind }
}

/// Turns character positions into byte offsets. Events come nearly in order, so it walks from the last one.
struct Cursor<'t> {
    text: &'t str,
    index: usize,
    at: usize,
}

impl Cursor<'_> {
    fn byte(&mut self, marker: &Marker) -> usize {
        let wanted = marker.index();
        while self.index < wanted {
            let Some(c) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else { break };
            self.at = self.at.saturating_add(c.len_utf8());
            self.index = self.index.saturating_add(1);
        }
        while self.index > wanted {
            let Some(c) = self.text.get(..self.at).and_then(|rest| rest.chars().next_back()) else { break };
            self.at = self.at.saturating_sub(c.len_utf8());
            self.index = self.index.saturating_sub(1);
        }
        self.at
    }
}

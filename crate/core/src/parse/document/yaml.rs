//! YAML 1.2: the first document of a stream, or all of them.
//!
//! Aliases are not followed, except to short single values, unless the reader asks for it: a handful of them can stand for
//! billions of values.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

use super::yaml_alias::{Recording, Step};
use super::{Break, Builder, Document, Events, Key, Scalar, ScalarKind};

/// Longest value that an alias repeats, in bytes.
const ALIAS_BYTES: usize = 256;

/// Reads the first document of a stream; the rest is only checked.
pub(crate) fn read(text: &str) -> Document {
    let mut builder = Builder::new();
    let mut cursor = Cursor { text, index: 0, at: 0 };
    let mut anchors = Anchors::Short(BTreeMap::new());
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
    read_stream(text, Anchors::Short(BTreeMap::new()))
}

/// As [`read_all`], with what an alias stands for in its place, as far as the limit on values goes.
pub(crate) fn read_all_expanded(text: &str) -> Vec<Document> {
    read_stream(text, Anchors::Whole(Recording::default()))
}

fn read_stream(text: &str, mut anchors: Anchors) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut builder = Builder::new();
    let mut cursor = Cursor { text, index: 0, at: 0 };
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
    anchors: &mut Anchors,
) -> Result<(), Break> {
    // The rest of the stream: read to its end, so that a break is found, but not kept.
    if builder.is_done() {
        return Ok(());
    }
    let at = cursor.byte(&span.start);
    let (step, anchor) = match event {
        Event::Scalar(text, style, anchor, _) => (Step::Scalar(resolve(text.into_owned(), style)), anchor),
        Event::Alias(anchor) => (anchors.alias(anchor), 0),
        Event::SequenceStart(anchor, _) => (Step::OpenSeq, anchor),
        Event::MappingStart(anchor, _) => (Step::OpenMap, anchor),
        Event::SequenceEnd | Event::MappingEnd => (Step::Close, 0),
        _ => return Ok(()),
    };
    match anchors {
        Anchors::Whole(recording) => recording.take(step, anchor, at, builder),
        Anchors::Short(values) => {
            if let Step::Scalar(scalar) = &step
                && anchor != 0
                && scalar.text.len() <= ALIAS_BYTES
            {
                values.insert(anchor, scalar.clone());
            }
            apply(step, at, builder)
        }
    }
}

/// What anchors of a document stand for.
enum Anchors {
    /// Short single values only.
    Short(BTreeMap<usize, Scalar>),
    /// Everything.
    Whole(Recording),
}

impl Anchors {
    /// What an alias is worth; null where that is not known, or not yet closed.
    fn alias(&self, anchor: usize) -> Step {
        match self {
            Self::Short(values) => Step::Scalar(values.get(&anchor).cloned().unwrap_or_default()),
            Self::Whole(recording) => recording.alias(anchor),
        }
    }

    fn clear(&mut self) {
        match self {
            Self::Short(values) => values.clear(),
            Self::Whole(recording) => *recording = Recording::default(),
        }
    }
}

/// Puts one step into the tree; a repetition is not for this.
pub(super) fn apply(step: Step, at: usize, builder: &mut Builder) -> Result<(), Break> {
    match step {
        Step::Scalar(scalar) if builder.wants_key() => {
            builder.key(Key { text: scalar.text, at });
            Ok(())
        }
        Step::Scalar(scalar) => builder.scalar(at, scalar),
        Step::OpenMap => builder.open_map(at),
        Step::OpenSeq => builder.open_seq(at),
        Step::Close => {
            builder.close();
            Ok(())
        }
        Step::Repeat(_) => Ok(()),
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

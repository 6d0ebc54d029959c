//! Spring's configuration metadata: which properties are deprecated, and what replaces them. Jars of Spring Boot and its
//! starters have it, in `META-INF`.

use crate::facts::{Deprecation, DeprecationSource, Facts};
use crate::parse::document::{Node, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::{declared, is_true, shown_word};

pub(in crate::parse) const FORMAT: Format = Format { name: "Spring configuration metadata", matches, parse };

/// The generated file, and the one that developers write, which is merged into the former where the build does that.
const NAMES: &[&str] = &["spring-configuration-metadata.json", "additional-spring-configuration-metadata.json"];

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(NAMES)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read(text.content());
    let mut sink = Sink::new(facts, path, input.most_facts);
    for property in document.root.items_of("properties") {
        if let Some(deprecation) = deprecation(property, &text) {
            sink.deprecation(deprecation);
        }
    }
}

/// A property that has a `deprecation`, or is just `deprecated`.
fn deprecation(property: &Node, text: &Text<'_>) -> Option<Deprecation> {
    let (name, at) = property.word_of("name")?;
    let said = property.get("deprecation");
    if said.is_none() && !is_true(property, "deprecated") {
        return None;
    }
    let nothing = Node::default();
    let said = said.unwrap_or(&nothing);
    Some(Deprecation {
        is_removed: said.get("level").and_then(Node::word) == Some("error"),
        replacement: shown_word(said, "replacement"),
        since: shown_word(said, "since"),
        reason: shown_word(said, "reason"),
        ..declared(DeprecationSource::SpringMetadata, name, text, at)
    })
}

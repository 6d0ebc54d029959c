//! JSON Schema: properties that are `deprecated`, by the path of the value that they describe: `server.ports[*].name`.

use crate::facts::{Deprecation, DeprecationSource, Facts};
use crate::limits::{CONFIG_KEY_BYTES, DOCUMENT_DEPTH};
use crate::parse::document::{Key, Node, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::{declared, is_true, shown_word};

pub(in crate::parse) const FORMAT: Format = Format { name: "JSON Schema", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("json") && candidate.head_holds(b"\"$schema\"") && candidate.head_holds(b"json-schema.org")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    if !text.content().contains("\"deprecat") {
        return;
    }
    let document = json::read(text.content());
    let mut sink = Sink::new(facts, path, input.most_facts);
    walk(&document.root, |name, key, schema| {
        sink.deprecation(Deprecation {
            reason: reason(schema),
            ..declared(DeprecationSource::JsonSchema, name, &text, key.at)
        });
    });
}

/// Editors know a message beside the standard's flag.
fn reason(schema: &Node) -> String {
    let message = shown_word(schema, "deprecationMessage");
    if message.is_empty() { shown_word(schema, "description") } else { message }
}

/// Schemas that are looked at: with what they refer to, a small file can describe values without end.
const MOST_SCHEMAS: usize = 20_000;

/// A schema that is still to be looked at.
struct Open<'n> {
    schema: &'n Node,
    /// The path of what it describes.
    path: String,
    depth: usize,
}

/// Calls `found` with path, key and schema of every property that is deprecated, in the order of the text as far as
/// references allow.
fn walk(root: &Node, mut found: impl FnMut(&str, &Key, &Node)) {
    let mut open = vec![Open { schema: root, path: String::new(), depth: 0 }];
    let mut room = MOST_SCHEMAS;
    while let Some(Open { schema, path, depth }) = open.pop() {
        if depth >= DOCUMENT_DEPTH || path.len() > CONFIG_KEY_BYTES {
            continue;
        }
        for (name, property) in schema.members_of("properties").iter().take(room) {
            if is_deprecated(property) {
                found(&joined(&path, &name.text), name, property);
            }
        }
        let inner: Vec<_> = parts(schema, root).take(room).collect();
        room = room.saturating_sub(inner.len());
        let inner = inner.into_iter().rev();
        open.extend(inner.map(|(schema, step)| Open { schema, path: step.of(&path), depth: depth.saturating_add(1) }));
    }
}

/// How the value that a part describes lies in that of the whole.
enum Step<'n> {
    Same,
    Item,
    Member(&'n str),
}

impl Step<'_> {
    fn of(&self, path: &str) -> String {
        match self {
            Self::Same => path.to_owned(),
            Self::Item => format!("{path}[*]"),
            Self::Member(name) => joined(path, name),
        }
    }
}

/// The schemas that a schema is made of.
fn parts<'n>(schema: &'n Node, root: &'n Node) -> impl Iterator<Item = (&'n Node, Step<'n>)> {
    schema.members().iter().flat_map(move |(key, value)| {
        let (members, items) = (value.members().iter(), value.items().iter());
        let parts: Box<dyn Iterator<Item = (&'n Node, Step<'n>)>> = match key.text.as_str() {
            "properties" => Box::new(members.map(|(name, one)| (one, Step::Member(&name.text)))),
            "patternProperties" => Box::new(members.map(|(_, one)| (one, Step::Member("*")))),
            "additionalProperties" => Box::new(std::iter::once((value, Step::Member("*")))),
            "items" | "prefixItems" if value.items().is_empty() => Box::new(std::iter::once((value, Step::Item))),
            "items" | "prefixItems" => Box::new(items.map(|one| (one, Step::Item))),
            "allOf" | "anyOf" | "oneOf" => Box::new(items.map(|one| (one, Step::Same))),
            "if" | "then" | "else" => Box::new(std::iter::once((value, Step::Same))),
            "$ref" => {
                let target = value.text().and_then(|reference| resolve(root, reference));
                Box::new(target.into_iter().map(|target| (target, Step::Same)))
            }
            _ => Box::new(std::iter::empty()),
        };
        parts
    })
}

fn is_deprecated(schema: &Node) -> bool {
    is_true(schema, "deprecated") || schema.get("deprecationMessage").and_then(Node::word).is_some()
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// What a reference within the document points to: `#/$defs/server`.
fn resolve<'n>(root: &'n Node, reference: &str) -> Option<&'n Node> {
    let pointer = reference.strip_prefix("#/")?;
    pointer.split('/').try_fold(root, |node, part| {
        let name = part.replace("~1", "/").replace("~0", "~");
        node.get(&name).or_else(|| node.items().get(name.parse::<usize>().ok()?))
    })
}

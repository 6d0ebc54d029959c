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
    let mut seen: usize = 0;
    while let Some(Open { schema, path, depth }) = open.pop() {
        seen = seen.saturating_add(1);
        if seen > MOST_SCHEMAS {
            return;
        }
        if depth >= DOCUMENT_DEPTH || path.len() > CONFIG_KEY_BYTES {
            continue;
        }
        let depth = depth.saturating_add(1);
        let mut inner: Vec<Open<'_>> = Vec::new();
        for (key, value) in schema.members() {
            let mut push = |schema, path| inner.push(Open { schema, path, depth });
            match key.text.as_str() {
                "properties" => {
                    for (name, property) in value.members() {
                        let own = joined(&path, &name.text);
                        if is_deprecated(property) {
                            found(&own, name, property);
                        }
                        push(property, own);
                    }
                }
                "patternProperties" => value.members().iter().for_each(|(_, one)| push(one, joined(&path, "*"))),
                "additionalProperties" => push(value, joined(&path, "*")),
                "items" | "prefixItems" if value.items().is_empty() => push(value, format!("{path}[*]")),
                "items" | "prefixItems" => value.items().iter().for_each(|item| push(item, format!("{path}[*]"))),
                "allOf" | "anyOf" | "oneOf" => value.items().iter().for_each(|one| push(one, path.clone())),
                "if" | "then" | "else" => push(value, path.clone()),
                "$ref" => {
                    if let Some(target) = value.text().and_then(|reference| resolve(root, reference)) {
                        push(target, path.clone());
                    }
                }
                _ => {}
            }
        }
        open.extend(inner.into_iter().rev());
    }
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

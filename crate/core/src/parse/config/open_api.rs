//! OpenAPI and Swagger: operations, parameters, and properties of schemas that are `deprecated`.

use crate::facts::{Deprecation, DeprecationSource, Facts};
use crate::parse::document::{Key, Node, json, yaml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, head};

use super::{declared, is_true, shown_word};

pub(in crate::parse) const FORMAT: Format = Format { name: "OpenAPI", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    if candidate.has_extension("json") {
        return candidate.head.trim_ascii_start().starts_with(b"{")
            && (candidate.head_holds(b"\"openapi\"") || candidate.head_holds(b"\"swagger\""));
    }
    (candidate.has_extension("yaml") || candidate.has_extension("yml"))
        && (head::has_line(candidate.head, b"openapi:") || head::has_line(candidate.head, b"swagger:"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    // Most descriptions deprecate nothing, and they are long.
    if !text.content().contains("deprecated") {
        return;
    }
    let is_json = text.content().trim_start().starts_with('{');
    let document = if is_json { json::read(text.content()) } else { yaml::read(text.content()) };
    let root = &document.root;
    let version = root.get("openapi").or_else(|| root.get("swagger")).and_then(Node::word);
    if !version.is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit())) {
        return;
    }
    let mut reader = Reader { text: &text, sink: Sink::new(facts, path, input.most_facts) };
    for (path, item) in root.members_of("paths").iter().chain(root.members_of("webhooks")) {
        reader.path(&path.text, item);
    }
    let components = root.get("components").unwrap_or(root);
    for (name, schema) in components.members_of("schemas").iter().chain(root.members_of("definitions")) {
        reader.schema(name, schema);
    }
    for (name, parameter) in components.members_of("parameters") {
        reader.check(&format!("parameter {}", name.text), parameter, name.at);
    }
}

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

struct Reader<'r, 'f> {
    text: &'r Text<'r>,
    sink: Sink<'f>,
}

impl Reader<'_, '_> {
    /// The operations of a path, and the parameters that they share.
    fn path(&mut self, path: &str, item: &Node) {
        self.parameters(path, item);
        for (method, operation) in item.members().iter().filter(|(key, _)| METHODS.contains(&key.text.as_str())) {
            let subject = format!("{} {path}", method.text.to_ascii_uppercase());
            self.check(&subject, operation, method.at);
            self.parameters(&subject, operation);
        }
    }

    fn parameters(&mut self, of: &str, node: &Node) {
        for parameter in node.items_of("parameters") {
            let Some((name, at)) = parameter.word_of("name") else { continue };
            self.check(&format!("parameter {name} of {of}"), parameter, at);
        }
    }

    /// A schema with its own properties.
    fn schema(&mut self, name: &Key, schema: &Node) {
        self.check(&format!("schema {}", name.text), schema, name.at);
        let parts = schema.items_of("allOf");
        for (property, node) in parts.iter().chain([schema]).flat_map(|part| part.members_of("properties")) {
            self.check(&format!("property {} of {}", property.text, name.text), node, property.at);
        }
    }

    fn check(&mut self, subject: &str, node: &Node, at: usize) {
        if is_true(node, "deprecated") {
            let reason = ["description", "summary"].map(|key| shown_word(node, key));
            self.sink.deprecation(Deprecation {
                reason: reason.into_iter().find(|reason| !reason.is_empty()).unwrap_or_default(),
                ..declared(DeprecationSource::OpenApi, subject, self.text, at)
            });
        }
    }
}

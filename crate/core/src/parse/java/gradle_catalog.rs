//! Gradle's version catalog, `gradle/libs.versions.toml`.

use std::collections::BTreeMap;

use crate::facts::{Dependency, Facts, Scope};

use crate::parse::document::{Node, Value, toml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "libs.versions.toml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.ends_with(".versions.toml")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = toml::read(text.content());
    let mut manifest = fact::manifest(path, "libs.versions.toml", "maven");
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    let versions = document.root.get("versions").map_or(&[][..], Node::members);
    let catalog =
        Catalog { versions: versions.iter().map(|(key, node)| (key.text.as_str(), rich_version(node))).collect() };
    // Bundles only group what the libraries list.
    for (_, node) in document.root.get("libraries").into_iter().flat_map(Node::members) {
        if let Some((name, requirement)) = catalog.library(node) {
            sink.dependency(fact::managed_dependency(
                "maven",
                Dialect::Maven,
                (&name, requirement),
                text.site(node.at),
            ));
        }
    }
    for (_, node) in document.root.get("plugins").into_iter().flat_map(Node::members) {
        if let Some((id, requirement)) = catalog.plugin(node) {
            // The artifact by which Gradle finds a plugin of that id.
            let name = format!("{id}:{id}.gradle.plugin");
            sink.dependency(Dependency {
                scope: Scope::Build,
                ..fact::managed_dependency("maven", Dialect::Maven, (&name, requirement), text.site(node.at))
            });
        }
    }
}

struct Catalog<'n> {
    versions: BTreeMap<&'n str, &'n str>,
}

impl<'n> Catalog<'n> {
    /// `"group:name:version"`, `{ module, version }`, `{ group, name, version }`.
    fn library(&self, node: &'n Node) -> Option<(String, &'n str)> {
        if let Some(word) = node.word() {
            let (group, rest) = word.split_once(':')?;
            let (name, version) = rest.split_once(':').unwrap_or((rest, ""));
            return Some((format!("{group}:{name}"), version));
        }
        let word = |key: &str| node.get(key).and_then(Node::word);
        let name = match word("module") {
            Some(module) => module.to_owned(),
            None => format!("{}:{}", word("group")?, word("name")?),
        };
        Some((name, self.version(node)))
    }

    /// `"id:version"`, `{ id, version }`.
    fn plugin(&self, node: &'n Node) -> Option<(&'n str, &'n str)> {
        match node.word() {
            Some(word) => word.split_once(':'),
            None => Some((node.get("id")?.word()?, self.version(node))),
        }
    }

    fn version(&self, node: &'n Node) -> &'n str {
        let Some(version) = node.get("version") else { return "" };
        match version.get("ref").and_then(Node::word) {
            Some(name) => self.versions.get(name).copied().unwrap_or(""),
            None => rich_version(version),
        }
    }
}

/// A plain version, or the most binding part of a rich one.
fn rich_version(node: &Node) -> &str {
    match &node.value {
        Value::Map(_) => ["strictly", "require", "prefer"].iter().find_map(|key| node.get(key)?.word()).unwrap_or(""),
        _ => node.word().unwrap_or(""),
    }
}

//! Ansible collections and roles: `galaxy.yml`, a built collection's `MANIFEST.json`, `requirements.yml`.

use crate::facts::{Dependency, DependencySource, Facts, Manifest, SourceKind};
use crate::parse::document::{Document, Node, json, yaml};
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const COLLECTION: Format =
    Format { name: "Ansible collection", matches: is_collection, parse: parse_collection };
pub(in crate::parse) const REQUIREMENTS: Format =
    Format { name: "Ansible requirements", matches: is_requirements, parse: parse_requirements };

fn is_collection(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["galaxy.yml", "galaxy.yaml"])
        || (candidate.name == "MANIFEST.json" && candidate.head_holds(b"\"collection_info\""))
}

fn parse_collection(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let is_built = input.file.name() == "MANIFEST.json";
    let document = if is_built { json::read(text.content()) } else { yaml::read(text.content()) };
    let empty = Node::default();
    let info = if is_built { document.root.get("collection_info").unwrap_or(&empty) } else { &document.root };
    let mut manifest = Manifest {
        describes_package: place::is_at_usual_place(path),
        ..fact::manifest(path, if is_built { "Ansible MANIFEST.json" } else { "galaxy.yml" }, "ansible")
    };
    fact::note_state(&mut manifest, &document, &text);
    let word = |key: &str| info.word_of(key);
    let full_name =
        word("namespace").zip(word("name")).map(|((namespace, _), (name, _))| format!("{namespace}.{name}"));
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (word("name"), full_name.as_deref()), word("version"));
    for (key, value) in info.get("dependencies").map_or(&[][..], Node::members) {
        sink.dependency(dependency(&key.text, value.word().unwrap_or(""), None, &text, key.at));
    }
}

fn is_requirements(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["requirements.yml", "requirements.yaml"])
        && [&b"collections:"[..], b"roles:", b"- src:", b"- name:"].iter().any(|word| candidate.head_holds(word))
}

fn parse_requirements(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = yaml::read(text.content());
    let mut manifest = fact::manifest(path, "Ansible requirements", "ansible");
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    for item in items(&document) {
        if let Some(needs) = required(item, &text) {
            sink.dependency(needs);
        }
    }
}

/// Collections and roles; a list alone is one of roles, as it was written before there were collections.
fn items(document: &Document) -> impl Iterator<Item = &Node> {
    let root = &document.root;
    let lists = ["collections", "roles"].into_iter().filter_map(|key| root.get(key)).flat_map(Node::items);
    lists.chain(root.items())
}

/// `community.general`, `{name: …, version: …, source: …}`, `{src: …, version: …}`.
fn required(item: &Node, text: &Text<'_>) -> Option<Dependency> {
    if let Some(word) = item.word() {
        let (name, version) = word.split_once([':', ',']).unwrap_or((word, ""));
        return Some(dependency(name, version.trim(), None, text, item.at));
    }
    let word = |key: &str| item.get(key).and_then(Node::word);
    let named = item.get("name").or_else(|| item.get("src"))?;
    let version = word("version").unwrap_or("");
    let origin = word("src").or_else(|| word("name"))?;
    Some(dependency(
        named.word()?,
        version,
        source(origin, word("type").or_else(|| word("scm")), version),
        text,
        named.at,
    ))
}

fn source(origin: &str, kind: Option<&str>, version: &str) -> Option<DependencySource> {
    let is_url = origin.contains("://") || origin.starts_with("git@") || origin.starts_with("git+");
    let kind = match kind {
        Some("git") => SourceKind::Git,
        Some("file" | "dir") => SourceKind::Path,
        Some("url") => SourceKind::Url,
        _ if origin.ends_with(".git") || origin.starts_with("git") && is_url => SourceKind::Git,
        _ if is_url => SourceKind::Url,
        _ => return None,
    };
    let pinned = kind == SourceKind::Git && fact::is_commit(version);
    Some(fact::source(kind, origin, pinned))
}

fn dependency(
    name: &str,
    requirement: &str,
    source: Option<DependencySource>,
    text: &Text<'_>,
    at: usize,
) -> Dependency {
    let dependency = fact::dependency("ansible", Dialect::Generic, (&redact(name), requirement), text.site(at));
    fact::sourced(dependency, source)
}

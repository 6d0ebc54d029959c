//! Ansible collections and roles: `galaxy.yml`, a built collection's `MANIFEST.json`, `requirements.yml`.

use crate::facts::{Dependency, DependencySource, Facts, Manifest, Scope, SourceKind, excerpt};
use crate::parse::document::{Document, Node, json, yaml};
use crate::parse::redact::redact;
use crate::parse::sink::{Sink, note_state};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};
use crate::version::{self, Dialect};

use super::reference::is_commit;

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
        path: path.clone(),
        format: if is_built { "Ansible MANIFEST.json" } else { "galaxy.yml" }.to_owned(),
        ecosystem: "ansible".to_owned(),
        describes_package: place::is_at_usual_place(path),
        ..Manifest::default()
    };
    note_state(&mut manifest, &document, &text);
    let word = |key: &str| info.get(key).and_then(|node| Some((node.word()?, node.at)));
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
    let mut manifest = Manifest {
        path: path.clone(),
        format: "Ansible requirements".to_owned(),
        ecosystem: "ansible".to_owned(),
        ..Manifest::default()
    };
    note_state(&mut manifest, &document, &text);
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
    let pinned = kind == SourceKind::Git && is_commit(version);
    Some(DependencySource { kind, url: excerpt(&redact(origin)), pinned })
}

fn dependency(
    name: &str,
    requirement: &str,
    source: Option<DependencySource>,
    text: &Text<'_>,
    at: usize,
) -> Dependency {
    Dependency {
        name: excerpt(&redact(name)),
        requirement: excerpt(requirement),
        range: if source.is_none() { version::range(Dialect::Generic, requirement) } else { None },
        ecosystem: "ansible".to_owned(),
        scope: Scope::Runtime,
        source,
        site: text.site(at),
        ..Dependency::default()
    }
}

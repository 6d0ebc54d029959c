//! pnpm's `pnpm-lock.yaml`, lockfile versions 5 to 9.
//!
//! A package's key is `/name/1.0.0_peers` (5), `/name@1.0.0(peers)` (6) or `name@1.0.0` (9), with the registry's host in
//! front where it is not the default one. What comes from git, a file or a URL has its name and version beside it.

use crate::facts::{Facts, Scope};

use crate::parse::document::{Node, yaml};
use crate::parse::sink::{Locked, Sink};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

use super::{is_semver, split_locator};

pub(in crate::parse) const FORMAT: Format = Format { name: "pnpm-lock.yaml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "pnpm-lock.yaml" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    // pnpm pins itself and its tools in a document of their own.
    let documents = yaml::read_all(text.content());
    let mut sink = Sink::new(facts, &input.file.path, input.most_facts);
    // Where one is broken it is the last.
    let Some(last) = documents.last() else { return };
    sink.lockfile(("pnpm-lock.yaml", "npm"), last, &text);
    for root in documents.iter().map(|document| &document.root) {
        let version = root.get("lockfileVersion").and_then(Node::text).unwrap_or("");
        let split = if version.starts_with(['3', '4', '5']) { split_slashes } else { split_at };
        for (key, entry) in root.get("packages").map_or(&[][..], Node::members) {
            if let Some(pinned) = pinned(split(&key.text), entry) {
                sink.locked("npm", pinned, &text, key.at);
            }
        }
    }
}

/// Name and version: the entry's own where it has them. `None` for a folder of the project itself.
fn pinned<'n>(of_key: Option<(&'n str, &'n str)>, entry: &'n Node) -> Option<Locked<'n>> {
    if entry.get("resolution").is_some_and(|resolution| resolution.get("directory").is_some()) {
        return None;
    }
    let name = entry.get("name").and_then(Node::word).or(of_key.map(|(name, _)| name))?;
    let version = entry.get("version").and_then(Node::word).or(of_key.map(|(_, version)| version));
    let version = version.filter(|version| is_semver(version)).unwrap_or("");
    Some(Locked { name, version, scope: scope(entry) })
}

/// Marked up to version 6; later only the graph of dependencies tells.
fn scope(entry: &Node) -> Scope {
    let is = |key: &str| entry.get(key).and_then(Node::text) == Some("true");
    if is("dev") {
        Scope::Development
    } else if is("optional") {
        Scope::Optional
    } else {
        Scope::Runtime
    }
}

/// `/name/1.0.0`, `registry.example.com/@scope/name/1.0.0_peer@2.0.0`. Anything else that has slashes is a place in git or
/// a URL.
fn split_slashes(key: &str) -> Option<(&str, &str)> {
    let (_, path) = key.split_once('/')?;
    let slash = if path.starts_with('@') { path.match_indices('/').nth(1)?.0 } else { path.find('/')? };
    let (name, version) = path.split_at_checked(slash)?;
    let version = version.trim_start_matches('/').split(['_', '(']).next()?;
    is_semver(version).then_some((name, version))
}

/// `name@1.0.0`, `/@scope/name@1.0.0(peer@2.0.0)`, `name@https://…`.
fn split_at(key: &str) -> Option<(&str, &str)> {
    let without_host = match key.split_once('/') {
        Some((host, rest)) if !host.contains('@') => rest,
        _ => key,
    };
    let (name, version) = split_locator(without_host)?;
    Some((name, version.split('(').next().unwrap_or(version)))
}

//! pnpm's `pnpm-lock.yaml`, lockfile versions 5 to 9.
//!
//! A package's key is `/name/1.0.0_peers` (5), `/name@1.0.0(peers)` (6) or `name@1.0.0` (9), with the registry's host in
//! front where it is not the default one. What comes from git, a file or a URL has its name and version beside it.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Document, Node, yaml};
use crate::parse::listing::{Listing, Locked};
use crate::parse::reach::reachable;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

use super::{NPM, split_locator, version_or_none};

pub(in crate::parse) const FORMAT: Format = Format { name: "pnpm-lock.yaml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "pnpm-lock.yaml" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    // pnpm pins itself and its tools in a document of their own.
    let documents = yaml::read_all(text.content());
    let mut listing = Listing::new(input, facts, &text, NPM, PackageOrigin::Lockfile);
    // Where one is broken it is the last.
    let Some(last) = documents.last() else { return };
    listing.file("pnpm-lock.yaml", last);
    for document in &documents {
        packages(document, &mut listing);
    }
}

fn packages(document: &Document, listing: &mut Listing<'_>) {
    let root = &document.root;
    let version = root.get("lockfileVersion").and_then(Node::text).unwrap_or("");
    let split = if version.starts_with(['3', '4', '5']) { split_slashes } else { split_at };
    // A graph of which a part is missing tells nothing.
    let production = if document.broken.is_none() { production(root) } else { None };
    for (key, entry) in root.get("packages").map_or(&[][..], Node::members) {
        if let Some(mut locked) = locked(split(&key.text), entry) {
            if production.as_ref().is_some_and(|production| !production.contains(key.text.as_str())) {
                locked.scope = Scope::Development;
            }
            listing.lock(locked, key.at);
        }
    }
    // What the projects themselves ask for stands above the packages, and again among them: it is all that is left of a
    // file that breaks in between.
    if document.broken.is_none() {
        return;
    }
    for project in projects(root) {
        for (field, scope) in PROJECT_FIELDS {
            for (name, version) in project.get(field).map_or(&[][..], Node::members) {
                let version = without_peers(reference(version).unwrap_or(""));
                if is_semver(version) {
                    listing.lock(Locked { name: &name.text, version, scope: *scope }, name.at);
                }
            }
        }
    }
}

/// What a project asks for, and when it is needed.
const PROJECT_FIELDS: &[(&str, Scope)] = &[
    ("dependencies", Scope::Runtime),
    ("optionalDependencies", Scope::Optional),
    ("devDependencies", Scope::Development),
];

/// The parts of a workspace, or the document itself where there is only one project.
fn projects(root: &Node) -> impl Iterator<Item = &Node> {
    let importers = root.get("importers").map(|importers| importers.members().iter().map(|(_, project)| project));
    std::iter::once(root).chain(importers.into_iter().flatten())
}

/// A dependency's version: `1.0.0`, or a map that has the specifier beside it.
fn reference(node: &Node) -> Option<&str> {
    node.get("version").unwrap_or(node).word()
}

/// The keys of the packages that are not for development alone; `None` where the entries say it themselves. From version
/// 9 only the graph tells: `snapshots` has a package's own dependencies, once for each set of peers.
fn production(root: &Node) -> Option<BTreeSet<&str>> {
    let snapshots: BTreeMap<&str, &Node> =
        root.get("snapshots")?.members().iter().map(|(key, node)| (key.text.as_str(), node)).collect();
    let needed = |node: &Node| -> Vec<&str> {
        let fields = ["dependencies", "optionalDependencies"].into_iter().filter_map(|field| node.get(field));
        let references = fields.flat_map(Node::members).filter_map(|(name, version)| snapshot(&name.text, version));
        // Only what is there, so that the graph is no larger than the file.
        references.filter_map(|key| snapshots.get_key_value(key.as_str()).map(|(key, _)| *key)).collect()
    };
    let roots: Vec<&str> = projects(root).flat_map(needed).collect();
    let reached = reachable(roots, |key| snapshots.get(key).map_or_else(Vec::new, |node| needed(node)));
    Some(reached.into_iter().map(without_peers).collect())
}

/// The key of the snapshot that a dependency leads to. Under an alias, the version is a whole key.
fn snapshot(name: &str, version: &Node) -> Option<String> {
    let version = reference(version)?;
    let is_key = version.starts_with('@')
        || version.find(['@', ':', '(']).is_some_and(|at| version.get(at..).is_some_and(|rest| rest.starts_with('@')));
    Some(if is_key { version.to_owned() } else { format!("{name}@{version}") })
}

/// A key or a version without the peers behind it: `(react@18.0.0)`, before version 6 `_react@18.0.0`.
fn without_peers(key: &str) -> &str {
    let key = key.split('(').next().unwrap_or(key);
    if is_semver(key) {
        key
    } else {
        key.split_once('_').map_or(key, |(version, _)| if is_semver(version) { version } else { key })
    }
}

/// Name and version: the entry's own where it has them. `None` for a folder of the project itself.
fn locked<'n>(of_key: Option<(&'n str, &'n str)>, entry: &'n Node) -> Option<Locked<'n>> {
    if entry.get("resolution").is_some_and(|resolution| resolution.get("directory").is_some()) {
        return None;
    }
    let name = entry.get("name").and_then(Node::word).or(of_key.map(|(name, _)| name))?;
    let version = entry.get("version").and_then(Node::word).or(of_key.map(|(_, version)| version));
    Some(Locked { name, version: version.map_or("", version_or_none), scope: scope(entry) })
}

/// When it is needed, as entries have it up to version 6.
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
    let version = without_peers(version.trim_start_matches('/'));
    is_semver(version).then_some((name, version))
}

/// `name@1.0.0`, `/@scope/name@1.0.0(peer@2.0.0)`, `name@https://…`.
fn split_at(key: &str) -> Option<(&str, &str)> {
    let without_host = match key.split_once('/') {
        Some((host, rest)) if !host.contains('@') => rest,
        _ => key,
    };
    let (name, version) = split_locator(without_host)?;
    Some((name, without_peers(version)))
}

/// Whether a text is `major.minor.patch`, perhaps with a pre-release and a build: what tells a version from a part of a path.
fn is_semver(text: &str) -> bool {
    let core = text.split(['-', '+']).next().unwrap_or("");
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    core.split('.').count() == 3
        && core.split('.').all(is_number)
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'))
}

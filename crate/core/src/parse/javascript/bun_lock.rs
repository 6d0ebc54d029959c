//! Bun's `bun.lock` (JSON with comments and trailing commas), and `bun.lockb`, which is binary and is not read.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Node, json};
use crate::parse::listing::{Listing, Locked};
use crate::parse::reach::reachable;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

use super::{NPM, split_locator, version_or_none};

pub(in crate::parse) const FORMAT: Format = Format { name: "bun.lock", matches, parse };
pub(in crate::parse) const BINARY: Format = Format { name: "bun.lockb", matches: matches_binary, parse: skip_binary };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "bun.lock" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read_relaxed(text.content());
    let mut listing = Listing::new(input, facts, &text, NPM, PackageOrigin::Lockfile);
    listing.file("bun.lock", &document);
    // A graph of which a part is missing tells nothing.
    let production = if document.broken.is_none() { production(&document.root) } else { None };
    for (key, entry) in document.root.get("packages").map_or(&[][..], Node::members) {
        // `["name@1.0.0", registry, …]`; the key is a place in the tree, or an alias.
        let locator = entry.items().first().and_then(Node::word).and_then(split_locator);
        let Some((name, reference)) = locator.filter(|(_, reference)| !is_local(reference)) else { continue };
        let version = version_or_none(reference);
        let is_needed = production.as_ref().is_none_or(|keys| keys.contains(key.text.as_str()));
        let scope = if is_needed { Scope::Runtime } else { Scope::Development };
        listing.lock(Locked { name, version, scope }, key.at);
    }
}

/// The keys of the packages that are not for development alone, which only the graph of dependencies tells.
fn production(root: &Node) -> Option<BTreeSet<&str>> {
    let packages = root.get("packages").map_or(&[][..], Node::members);
    let packages: BTreeMap<&str, &Node> = packages.iter().map(|(key, node)| (key.text.as_str(), node)).collect();
    let needed = |place: &str, node: &Node| -> Vec<&str> {
        let fields = ["dependencies", "optionalDependencies", "peerDependencies"];
        let names = fields.into_iter().filter_map(|field| node.get(field)).flat_map(Node::members);
        names.filter_map(|(name, _)| found_from(place, &name.text, &packages)).collect()
    };
    let mut roots = Vec::new();
    for (_, workspace) in root.get("workspaces")?.members() {
        let name = workspace.get("name").and_then(Node::word).unwrap_or("");
        roots.extend(needed(name, workspace));
    }
    Some(reachable(roots, |key| {
        // Some sources have no registry in front of the package's own manifest.
        let manifest = packages.get(key).and_then(|entry| entry.items().iter().find(|item| !item.members().is_empty()));
        manifest.map_or_else(Vec::new, |manifest| needed(key, manifest))
    }))
}

/// Most folders that are looked through from a package up to the top of the tree, and the longest place that is looked at:
/// bounds for a hostile file, far above what a tree of packages comes to.
const MOST_LEVELS: usize = 16;
const MOST_PLACE_BYTES: usize = 512;

/// The package that a name leads to, as Node looks it up: below the package at `place`, then below each one around it.
fn found_from<'p>(place: &str, name: &str, packages: &BTreeMap<&'p str, &Node>) -> Option<&'p str> {
    let mut place = place;
    for _ in 0..MOST_LEVELS {
        if place.is_empty() || place.len() > MOST_PLACE_BYTES {
            break;
        }
        if let Some((key, _)) = packages.get_key_value(format!("{place}/{name}").as_str()) {
            return Some(key);
        }
        // The last part of a place may be `@scope/name`.
        let (around, _) = place.rsplit_once('/').unwrap_or(("", place));
        place = match around.rsplit_once('/') {
            Some((outer, scope)) if scope.starts_with('@') => outer,
            None if around.starts_with('@') => "",
            _ => around,
        };
    }
    packages.get_key_value(name).map(|(key, _)| *key)
}

/// Whether a reference leads to a folder of the project itself.
fn is_local(reference: &str) -> bool {
    ["workspace:", "link:", "root:"].iter().any(|protocol| reference.starts_with(protocol))
}

fn matches_binary(candidate: &Candidate<'_>) -> bool {
    candidate.name == "bun.lockb" && !place::is_vendored(&candidate.file.path)
}

fn skip_binary(input: Input<'_>, facts: &mut Facts) {
    let reason =
        "the binary lockfile of Bun before 1.2 is not read; `bun install --save-text-lockfile` writes bun.lock";
    facts.skip(&input.file.path, reason.to_owned());
}

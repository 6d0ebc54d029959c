//! uv's `uv.lock`.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, Scope};

use crate::parse::document::Node;
use crate::parse::reach::reachable;
use crate::parse::{Candidate, Format, Input, place};

use super::LockedTables;

pub(in crate::parse) const FORMAT: Format = Format { name: "uv.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "uv.lock" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let tables = LockedTables { format: "uv.lock", key: "package", is_local, scopes };
    super::locked_tables(input, facts, &tables);
}

/// The project itself, the members of its workspace, and folders beside it.
fn is_local(package: &Node) -> bool {
    let source = package.get("source");
    ["virtual", "editable", "directory"].iter().any(|kind| source.is_some_and(|source| source.get(kind).is_some()))
}

/// What the projects do not reach by their own dependencies is for development.
fn scopes(packages: &[Node]) -> Vec<Scope> {
    let mut by_name: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for package in packages {
        by_name.entry(name(package)).or_default().push(package);
    }
    let roots: BTreeSet<&str> = packages.iter().filter(|package| is_local(package)).map(name).collect();
    let has_roots = !roots.is_empty();
    let production = reachable(roots, |name| {
        by_name.get(name).map_or_else(Vec::new, |packages| packages.iter().copied().flat_map(needed).collect())
    });
    let is_production = |package| !has_roots || production.contains(name(package));
    packages.iter().map(|package| if is_production(package) { Scope::Runtime } else { Scope::Development }).collect()
}

fn name(package: &Node) -> &str {
    package.get("name").and_then(Node::word).unwrap_or("")
}

/// The names of what a package needs. Its extras are followed whether they were chosen or not.
fn needed(package: &Node) -> impl Iterator<Item = &str> {
    let extras = package.get("optional-dependencies").map_or(&[][..], Node::members).iter().map(|(_, extra)| extra);
    package.get("dependencies").into_iter().chain(extras).flat_map(Node::items).map(name)
}

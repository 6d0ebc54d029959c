//! PDM's `pdm.lock`.

use crate::facts::{Facts, Scope};

use crate::parse::document::Node;
use crate::parse::{Candidate, Format, Input, place};

use super::LockedTables;

pub(in crate::parse) const FORMAT: Format = Format { name: "pdm.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "pdm.lock" && !place::is_vendored(&candidate.file.path)
}

const TABLES: LockedTables = LockedTables { format: "pdm.lock", key: "package", is_local, scopes };

fn parse(input: Input<'_>, facts: &mut Facts) {
    super::locked_tables(input, facts, &TABLES);
}

fn scopes(packages: &[Node]) -> Vec<Scope> {
    packages.iter().map(scope).collect()
}

/// A folder: a path that leads to no archive.
fn is_local(package: &Node) -> bool {
    let is_archive = |path: &str| path.ends_with(".whl") || path.ends_with(".gz") || path.ends_with(".zip");
    package.get("path").and_then(Node::text).is_some_and(|path| !is_archive(path))
}

fn scope(package: &Node) -> Scope {
    super::scope_of_groups(package, "default")
}

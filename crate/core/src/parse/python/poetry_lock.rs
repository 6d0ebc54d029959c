//! Poetry's `poetry.lock`.

use crate::facts::{Facts, Scope};

use crate::parse::document::Node;
use crate::parse::{Candidate, Format, Input, place};

use super::LockedTables;

pub(in crate::parse) const FORMAT: Format = Format { name: "poetry.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "poetry.lock" && !place::is_vendored(&candidate.file.path)
}

const TABLES: LockedTables = LockedTables { format: "poetry.lock", key: "package", is_local, scopes };

fn parse(input: Input<'_>, facts: &mut Facts) {
    super::locked_tables(input, facts, &TABLES);
}

fn scopes(packages: &[Node]) -> Vec<Scope> {
    packages.iter().map(scope).collect()
}

/// A folder beside the project, as one repository's parts ask for each other.
fn is_local(package: &Node) -> bool {
    package.get("source").and_then(|source| source.get("type")).and_then(Node::text) == Some("directory")
}

/// Groups since lockfile version 2.1, categories before 2.0, nothing between them.
fn scope(package: &Node) -> Scope {
    let is_optional = package.get("optional").and_then(Node::text) == Some("true");
    let category = package.get("category").and_then(Node::text).unwrap_or("main");
    match super::scope_of_groups(package, "main") {
        Scope::Runtime if category != "main" => Scope::Development,
        Scope::Runtime if is_optional => Scope::Optional,
        scope => scope,
    }
}

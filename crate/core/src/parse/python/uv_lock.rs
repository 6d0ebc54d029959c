//! uv's `uv.lock`.

use crate::facts::{Facts, Scope};

use crate::parse::document::Node;
use crate::parse::{Candidate, Format, Input, place};

use super::LockedTables;

pub(in crate::parse) const FORMAT: Format = Format { name: "uv.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "uv.lock" && !place::is_vendored(&candidate.file.path)
}

const TABLES: LockedTables = LockedTables { format: "uv.lock", key: "package", is_local, scope: |_| Scope::Runtime };

fn parse(input: Input<'_>, facts: &mut Facts) {
    super::locked_tables(input, facts, &TABLES);
}

/// The project itself, the members of its workspace, and folders beside it.
fn is_local(package: &Node) -> bool {
    let source = package.get("source");
    ["virtual", "editable", "directory"].iter().any(|kind| source.is_some_and(|source| source.get(kind).is_some()))
}

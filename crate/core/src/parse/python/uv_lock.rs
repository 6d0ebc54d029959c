//! uv's `uv.lock`.

use crate::facts::Facts;

use crate::parse::document::Node;
use crate::parse::{Candidate, Format, Input, place};

pub(in crate::parse) const FORMAT: Format = Format { name: "uv.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "uv.lock" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    super::locked_tables(input, facts, ("uv.lock", "package"), is_local);
}

/// The project itself, the members of its workspace, and folders beside it.
fn is_local(package: &Node) -> bool {
    let source = package.get("source");
    ["virtual", "editable", "directory"].iter().any(|kind| source.is_some_and(|source| source.get(kind).is_some()))
}

//! Poetry's `poetry.lock`.

use crate::facts::Facts;

use crate::parse::document::Node;
use crate::parse::{Candidate, Format, Input, place};

pub(in crate::parse) const FORMAT: Format = Format { name: "poetry.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "poetry.lock" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    super::locked_tables(input, facts, ("poetry.lock", "package"), is_local);
}

/// A folder beside the project, as one repository's parts ask for each other.
fn is_local(package: &Node) -> bool {
    package.get("source").and_then(|source| source.get("type")).and_then(Node::text) == Some("directory")
}

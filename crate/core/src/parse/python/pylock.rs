//! `pylock.toml` and `pylock.<name>.toml` (PEP 751).

use crate::facts::{Facts, Scope};

use crate::parse::document::Node;
use crate::parse::{Candidate, Format, Input, place};

use super::LockedTables;

pub(in crate::parse) const FORMAT: Format = Format { name: "pylock.toml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.strip_prefix("pylock.").is_some_and(|rest| rest.ends_with("toml") && rest.matches('.').count() <= 1)
        && !place::is_vendored(&candidate.file.path)
}

const TABLES: LockedTables = LockedTables { format: "pylock.toml", key: "packages", is_local, scopes };

fn parse(input: Input<'_>, facts: &mut Facts) {
    super::locked_tables(input, facts, &TABLES);
}

/// A folder beside the project.
fn is_local(package: &Node) -> bool {
    package.get("directory").is_some()
}

/// The file is for one use; markers tell for which machines.
fn scopes(packages: &[Node]) -> Vec<Scope> {
    vec![Scope::Runtime; packages.len()]
}

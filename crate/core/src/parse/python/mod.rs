//! What pip, its relatives and conda read.

mod conda_environment;
mod conda_meta;
mod metadata;
mod pdm_lock;
mod pep508;
mod pip_reference;
mod pipfile;
mod pipfile_lock;
mod poetry;
mod poetry_lock;
mod pylock;
mod pyproject;
mod requirements;
mod setup_cfg;
mod setup_py;
mod tokens;
mod uv_lock;

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use super::document::{Node, toml};
use super::listing::{Ecosystem, Listing, Locked};
use super::text::Text;
use super::{Format, Input};

pub(super) const FORMATS: &[Format] = &[
    metadata::FORMAT,
    setup_py::FORMAT,
    setup_cfg::FORMAT,
    pyproject::FORMAT,
    requirements::FORMAT,
    pipfile::FORMAT,
    pipfile_lock::FORMAT,
    poetry_lock::FORMAT,
    pdm_lock::FORMAT,
    uv_lock::FORMAT,
    pylock::FORMAT,
    conda_meta::FORMAT,
    conda_environment::FORMAT,
];

const PYPI: Ecosystem = Ecosystem { purl_type: "pypi", dialect: Dialect::Pypi };

/// A lockfile in TOML: an array of tables with `name` and `version`.
struct LockedTables {
    format: &'static str,
    /// Key of the array.
    key: &'static str,
    /// Whether a table is a part of the project itself, which is left out.
    is_local: fn(&Node) -> bool,
    /// When each of the tables' packages is needed.
    scopes: fn(&[Node]) -> Vec<Scope>,
}

/// Reads a lockfile in TOML.
fn locked_tables(input: Input<'_>, facts: &mut Facts, tables: &LockedTables) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = toml::read(text.content());
    let mut listing = Listing::new(input, facts, &text, PYPI, PackageOrigin::Lockfile);
    listing.file(tables.format, &document);
    let packages = document.root.get(tables.key).map_or(&[][..], Node::items);
    // A list of which a part is missing does not tell what needs what.
    let is_whole = document.broken.is_none();
    let scopes = if is_whole { (tables.scopes)(packages) } else { vec![Scope::Runtime; packages.len()] };
    for (table, scope) in packages.iter().zip(scopes) {
        if let Some(name) = table.get("name").filter(|_| !(tables.is_local)(table)) {
            let version = table.get("version").and_then(Node::word).unwrap_or("");
            listing.lock(Locked { name: name.word().unwrap_or(""), version, scope }, name.at);
        }
    }
}

/// The scope of a package that belongs to groups of which one (`main`, `default`) is what an installation takes.
fn scope_of_groups(table: &Node, main: &str) -> Scope {
    let groups = table.get("groups").map_or(&[][..], Node::items);
    if groups.is_empty() || groups.iter().any(|group| group.text() == Some(main)) {
        Scope::Runtime
    } else {
        Scope::Development
    }
}

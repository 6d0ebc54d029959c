//! `Cargo.toml` (the Cargo book, "The Manifest Format" and "Specifying Dependencies").

use std::collections::BTreeMap;

use crate::facts::{DependencySource, Facts, PackageOrigin, Scope, SourceKind};

use crate::parse::document::{Node, toml};
use crate::parse::listing::{Listing, Need, by_name};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

use super::CARGO;

pub(in crate::parse) const FORMAT: Format = Format { name: "Cargo.toml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "Cargo.toml"
}

/// Tables of dependencies. The spellings with an underscore are old and still read.
const TABLES: &[(&str, Scope)] = &[
    ("dependencies", Scope::Runtime),
    ("build-dependencies", Scope::Build),
    ("build_dependencies", Scope::Build),
    ("dev-dependencies", Scope::Development),
    ("dev_dependencies", Scope::Development),
];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = toml::read(text.content());
    let root = &document.root;
    // `project` is the old name of the table.
    let package = root.get("package").or_else(|| root.get("project"));
    let workspace = root.get("workspace");
    let own = |key: &str| inherited(package?, workspace.and_then(|workspace| workspace.get("package")), key);
    let mut listing = Listing::new(input, facts, &text, CARGO, PackageOrigin::Manifest);
    listing.identify("Cargo.toml", &document, package.and_then(|package| package.word_of("name")), own("version"));
    if let Some((requirement, at)) = own("rust-version") {
        let need = Need { name: "rust", requirement, scope: Scope::Build, source: None, at };
        listing.need_of_machine_as(need, Dialect::Generic, &format!(">={requirement}"));
    }
    let shared = workspace.and_then(|workspace| workspace.get("dependencies"));
    let described = by_name(shared);
    let targets = root.get("target").map_or(&[][..], Node::members).iter().map(|(_, table)| table);
    for level in std::iter::once(root).chain(targets) {
        for (table, scope) in TABLES {
            for (key, asked) in level.get(table).map_or(&[][..], Node::members) {
                dependency(&key.text, key.at, (asked, &described), *scope, &mut listing);
            }
        }
    }
    // A workspace without a package of its own says for all its members what they may ask for.
    if package.is_none() {
        for (key, asked) in shared.map_or(&[][..], Node::members) {
            dependency(&key.text, key.at, (asked, &described), Scope::Runtime, &mut listing);
        }
    }
    // `build.rs` is taken unasked; a script of another name is named.
    let script = package.and_then(|package| package.word_of("build"));
    if let Some((script, at)) = script.filter(|(script, _)| !matches!(*script, "build.rs" | "false")) {
        listing.install_hook("cargo build script", script, at);
    }
}

/// A member of the package, or where it says `workspace = true`, that of the workspace.
fn inherited<'n>(package: &'n Node, shared: Option<&'n Node>, key: &str) -> Option<(&'n str, usize)> {
    if is_inherited(package.get(key)?) { shared?.word_of(key) } else { package.word_of(key) }
}

fn is_inherited(node: &Node) -> bool {
    node.get("workspace").and_then(Node::text) == Some("true")
}

/// Adds a dependency, which may be described by the workspace.
fn dependency(
    key: &str,
    at: usize,
    (asked, described): (&Node, &BTreeMap<&str, &Node>),
    scope: Scope,
    listing: &mut Listing<'_>,
) {
    // Whether it is optional is said where it is asked for, everything else where it is described.
    let is_optional = asked.get("optional").and_then(Node::text) == Some("true");
    let scope = if is_optional && scope == Scope::Runtime { Scope::Optional } else { scope };
    let described = described.get(key).copied().filter(|_| is_inherited(asked)).unwrap_or(asked);
    let name = described.get("package").and_then(Node::word).unwrap_or(key);
    if is_inherited(described) {
        // Which versions will do stands in the workspace's manifest.
        let need = Need { name, requirement: "workspace = true", scope, source: None, at };
        return listing.need_in_range(need, None);
    }
    let requirement = described.word().or_else(|| described.get("version")?.word()).unwrap_or("");
    listing.need(Need { name, requirement, scope, source: elsewhere(described), at });
}

fn elsewhere(described: &Node) -> Option<DependencySource> {
    if let Some((url, _)) = described.word_of("git") {
        return Some(fact::source(
            SourceKind::Git,
            url,
            described.word_of("rev").is_some_and(|(rev, _)| fact::is_commit(rev)),
        ));
    }
    let (path, _) = described.word_of("path")?;
    Some(fact::source(SourceKind::Path, path, false))
}

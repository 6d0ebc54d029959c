//! Julia's `Project.toml` and `Manifest.toml` (the Pkg documentation, chapters 10 and 6).

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use crate::parse::document::{Node, toml};
use crate::parse::listing::{Listing, Need, by_name};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::JULIA;

pub(in crate::parse) const PROJECT: Format = Format { name: "Julia Project.toml", matches, parse };
pub(in crate::parse) const MANIFEST: Format =
    Format { name: "Julia Manifest.toml", matches: matches_manifest, parse: parse_manifest };

fn matches(candidate: &Candidate<'_>) -> bool {
    // Others name their files so as well.
    candidate.is_named(&["Project.toml", "JuliaProject.toml"])
        && (candidate.head_holds(b"[deps]") || candidate.head_holds(b"uuid"))
}

fn matches_manifest(candidate: &Candidate<'_>) -> bool {
    // `Manifest-v1.11.toml` is for one version of Julia.
    let is_named = candidate.name.strip_prefix("Julia").unwrap_or(candidate.name).starts_with("Manifest");
    is_named && candidate.name.ends_with(".toml") && candidate.head_holds(b"# This file is machine-generated")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = toml::read(text.content());
    let root = &document.root;
    let mut listing = Listing::new(input, facts, &text, JULIA, PackageOrigin::Manifest);
    listing.identify("Julia Project.toml", &document, root.word_of("name"), root.word_of("version"));
    let compat = by_name(root.get("compat"));
    let compat = |name: &str| compat.get(name).and_then(|node| Some((node.word()?, node.at)));
    for (table, scope) in [("deps", Scope::Runtime), ("weakdeps", Scope::Optional), ("extras", Scope::Test)] {
        for (key, _) in root.get(table).map_or(&[][..], Node::members) {
            let (requirement, at) = compat(&key.text).unwrap_or(("", key.at));
            let need = Need { name: &key.text, requirement, scope, source: None, at };
            listing.need_as(need, Dialect::Npm, &as_npm(requirement));
        }
    }
    if let Some((requirement, at)) = compat("julia") {
        let need = Need { name: "julia", requirement, scope: Scope::Runtime, source: None, at };
        listing.need_of_machine_as(need, Dialect::Npm, &as_npm(requirement));
    }
}

/// A comma separates alternatives, and a plain version means `^`.
fn as_npm(requirement: &str) -> String {
    let alternatives = requirement.split(',').map(str::trim).map(|alternative| {
        let is_plain = alternative.starts_with(|c: char| c.is_ascii_digit()) && !alternative.contains(" - ");
        if is_plain { format!("^{alternative}") } else { alternative.replace('≥', ">=") }
    });
    alternatives.collect::<Vec<_>>().join(" || ")
}

fn parse_manifest(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = toml::read(text.content());
    let root = &document.root;
    let mut listing = Listing::new(input, facts, &text, JULIA, PackageOrigin::Lockfile);
    listing.file("Julia Manifest.toml", &document);
    // The standard library has Julia's own version, where that is said.
    let julia = root.word_of("julia_version").map(|(version, _)| version);
    // The first form of the file had the packages at the top.
    let packages = if root.word_of("manifest_format").is_some() { root.get("deps") } else { Some(root) };
    for (key, entries) in packages.map_or(&[][..], Node::members) {
        for entry in entries.items() {
            if let Some(version) = entry.word_of("version").map(|(version, _)| version).or(julia) {
                let at = entry.word_of("uuid").map_or(key.at, |(_, at)| at);
                listing.pin(&key.text, version, at);
            }
        }
    }
}

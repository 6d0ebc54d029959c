//! The specification in a packed gem: `metadata.gz`, a `Gem::Specification` in YAML.

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Node, yaml};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::{GEM, need_ruby};

pub(in crate::parse) const FORMAT: Format = Format { name: "gem metadata", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    // `metadata`, unpacked from `metadata.gz`.
    candidate.name.starts_with("metadata") && candidate.head.starts_with(b"--- !ruby/object:Gem::Specification")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = yaml::read(text.content());
    let root = &document.root;
    let mut listing = Listing::new(input, facts, &text, GEM, PackageOrigin::Manifest);
    let version = root.get("version").and_then(|version| version.word_of("version"));
    listing.identify("gem metadata", &document, root.word_of("name"), version);
    for dependency in root.get("dependencies").map_or(&[][..], Node::items) {
        let Some((name, at)) = dependency.word_of("name") else { continue };
        let is_runtime = dependency.word_of("type").is_none_or(|(kind, _)| kind == ":runtime");
        let requirement = dependency.get("requirement").map(requirement).unwrap_or_default();
        let scope = if is_runtime { Scope::Runtime } else { Scope::Development };
        listing.need(Need { name, requirement: &requirement, scope, source: None, at });
    }
    if let Some(ruby) = root.get("required_ruby_version") {
        need_ruby(&requirement(ruby), ruby.at, &mut listing);
    }
    for script in root.get("extensions").map_or(&[][..], Node::items) {
        if let Some(path) = script.word() {
            listing.install_hook("gem extension", path, script.at);
        }
    }
}

/// A list of pairs, `- - ">="` and `- version: '2'` below it, as it would be written by hand.
fn requirement(node: &Node) -> String {
    let pairs = node.get("requirements").map_or(&[][..], Node::items).iter();
    let written = pairs.filter_map(|pair| match pair.items() {
        [operator, version] => Some(format!("{} {}", operator.word()?, version.word_of("version")?.0)),
        _ => None,
    });
    written.collect::<Vec<_>>().join(", ")
}

//! Conan's `conan.lock`: the graph of version 1, the lists of version 2.

use std::collections::BTreeSet;

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Node, json};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::CONAN;

pub(in crate::parse) const FORMAT: Format = Format { name: "conan.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "conan.lock"
}

/// Lists of version 2, and when what they hold is needed: recipes in Python and configuration serve Conan itself.
const LISTS: &[(&str, Scope)] = &[
    ("requires", Scope::Runtime),
    ("build_requires", Scope::Build),
    ("python_requires", Scope::Build),
    ("config_requires", Scope::Build),
];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let root = &document.root;
    let mut listing = Listing::new(input, facts, &text, CONAN, PackageOrigin::Lockfile);
    listing.file("conan.lock", &document);
    let mut seen = BTreeSet::new();
    let nodes = root.get("graph_lock").and_then(|graph| graph.get("nodes"));
    for (_, node) in nodes.map_or(&[][..], Node::members) {
        // The node that was read from a conanfile is the project itself.
        if node.get("path").is_some_and(|path| path.word().is_some()) {
            continue;
        }
        // `pref` is the reference with the id of the built package behind it.
        let reference = node.word_of("ref").or_else(|| node.word_of("pref"));
        if let Some((name, version, at)) = reference.and_then(|(words, at)| reference_of(words, at)) {
            // A package stands once for each way in which it is built.
            if seen.insert((name, version)) {
                listing.pin(name, version, at);
            }
        }
    }
    for (list, scope) in LISTS {
        for item in root.get(list).map_or(&[][..], Node::items) {
            if let Some((name, version)) = item.word().and_then(reference) {
                listing.pin_for(*scope, name, version, item.at);
            }
        }
    }
}

fn reference_of(words: &str, at: usize) -> Option<(&str, &str, usize)> {
    let (name, version) = reference(words)?;
    Some((name, version, at))
}

/// Name and version of `name/version[@user/channel][#revision[%time]][:package]`.
pub(super) fn reference(words: &str) -> Option<(&str, &str)> {
    let (name, rest) = words.trim().split_once('/')?;
    let version = match rest.strip_prefix('[') {
        // A range may hold any character but its bracket.
        Some(range) => rest.get(..range.find(']')?.saturating_add(2))?,
        None => rest.split(['@', '#', ':', '%']).next()?,
    };
    (!name.is_empty() && !version.is_empty()).then_some((name, version))
}

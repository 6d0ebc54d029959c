//! Spack's `.spack/spec.json`: what an installed package was built of (the Spack documentation, "spec.json").

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::{Node, json};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::GENERIC;

pub(in crate::parse) const FORMAT: Format = Format { name: "Spack spec.json", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "spec.json" && candidate.file.inner_path().ends_with(".spack/spec.json")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let mut listing = Listing::new(input, facts, &text, GENERIC, PackageOrigin::Listed);
    listing.file("Spack spec.json", &document);
    let nodes = document.root.get("spec").and_then(|spec| spec.get("nodes"));
    for node in nodes.map_or(&[][..], Node::items) {
        // What is external is the machine's, and was not installed by Spack.
        if node.get("external").is_some() {
            continue;
        }
        if let (Some((name, at)), Some((version, _))) = (node.word_of("name"), node.word_of("version")) {
            listing.pin(name, version, at);
        }
    }
}

//! `Cargo.lock`, versions 1 to 4. They differ in where checksums stand and how dependencies are shortened; packages
//! are the same.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::{Node, toml};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::CARGO;

pub(in crate::parse) const FORMAT: Format = Format { name: "Cargo.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "Cargo.lock"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = toml::read(text.content());
    let mut listing = Listing::new(input, facts, &text, CARGO, PackageOrigin::Lockfile);
    listing.file("Cargo.lock", &document);
    // Version 1 had a table of its own for the root.
    let root = document.root.get("root");
    for package in root.into_iter().chain(document.root.get("package").map_or(&[][..], Node::items)) {
        let (Some((name, at)), Some((version, _))) = (package.word_of("name"), package.word_of("version")) else {
            continue;
        };
        if package.get("source").is_some() {
            listing.pin(name, version, at);
        } else {
            // A member of the workspace: what is locked is locked for it.
            listing.own(name, version, at);
        }
    }
}

//! Nix's `flake.lock`: inputs at the commits that were taken.

use crate::facts::{Facts, PackageOrigin};
use crate::purl;

use crate::parse::document::{Node, json};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::GENERIC;

pub(in crate::parse) const FORMAT: Format = Format { name: "flake.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "flake.lock"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let mut listing = Listing::new(input, facts, &text, GENERIC, PackageOrigin::Lockfile);
    listing.file("flake.lock", &document);
    for (_, node) in document.root.get("nodes").map_or(&[][..], Node::members) {
        let Some(locked) = node.get("locked") else { continue };
        let get = |key| locked.word_of(key).map(|(text, _)| text);
        let (Some((repository, at)), Some(commit)) = (locked.word_of("repo"), get("rev")) else { continue };
        let host = get("type").filter(|host| matches!(*host, "github" | "gitlab"));
        match host.zip(get("owner")) {
            Some((host, owner)) => {
                let name = format!("{owner}/{repository}");
                listing.pin_as(&name, commit, purl::purl(host, &name, commit), at);
            }
            None => listing.pin(repository, commit, at),
        }
    }
}

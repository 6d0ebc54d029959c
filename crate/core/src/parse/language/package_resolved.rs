//! Swift's `Package.resolved`, versions 1 to 3.

use crate::facts::{Facts, PackageOrigin};
use crate::purl;

use crate::parse::document::{Node, json};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::SWIFT;

pub(in crate::parse) const FORMAT: Format = Format { name: "Package.resolved", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["Package.resolved", ".package.resolved"])
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let mut listing = Listing::new(input, facts, &text, SWIFT, PackageOrigin::Lockfile);
    listing.file("Package.resolved", &document);
    // Version 1 wraps the pins, and names packages and places otherwise.
    let root = document.root.get("object").unwrap_or(&document.root);
    for pin in root.get("pins").map_or(&[][..], Node::items) {
        let Some((name, at)) = pin.word_of("identity").or_else(|| pin.word_of("package")) else { continue };
        let state = |key| pin.get("state")?.word_of(key).map(|(text, _)| text);
        // What is taken from a branch has no version but its commit.
        let version = state("version").or_else(|| state("revision")).unwrap_or("");
        let place =
            pin.word_of("location").or_else(|| pin.word_of("repositoryURL")).and_then(|(url, _)| repository(url));
        match place {
            Some(place) => listing.pin_as(name, version, purl::purl("swift", &place, version), at),
            None => listing.pin(name, version, at),
        }
    }
}

/// `github.com/apple/swift-nio` of any URL of it: a package URL names a package of Swift by its repository.
fn repository(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://").or_else(|| url.split_once('@'))?;
    let place = rest.rsplit('@').next().unwrap_or(rest).replace(':', "/");
    let place = place.trim_end_matches('/');
    Some(place.strip_suffix(".git").unwrap_or(place).to_owned()).filter(|place| place.contains('/'))
}

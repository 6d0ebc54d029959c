//! `yarn.lock` of Yarn 2 and later, which is YAML.

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Node, yaml};
use crate::parse::listing::{Listing, Locked};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

use super::{NPM, split_locator};

pub(in crate::parse) const FORMAT: Format = Format { name: "yarn.lock (Berry)", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "yarn.lock" && !place::is_vendored(&candidate.file.path) && is_berry(candidate)
}

/// Whether a `yarn.lock` is of Yarn 2 or later: it begins with a block about itself.
pub(super) fn is_berry(candidate: &Candidate<'_>) -> bool {
    candidate.head_holds(b"__metadata:")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = yaml::read(text.content());
    let mut listing = Listing::new(input, facts, &text, NPM, PackageOrigin::Lockfile);
    listing.file("yarn.lock", &document);
    for (patterns, entry) in document.root.members() {
        let resolution = entry.get("resolution").and_then(Node::word).and_then(split_locator);
        // A patched package (`name@patch:…`) keeps its name and version.
        let Some((name, _)) = resolution.filter(|(_, reference)| !is_local(reference)) else { continue };
        let version = entry.get("version").and_then(Node::word).unwrap_or("");
        listing.lock(Locked { name, version, scope: Scope::Runtime }, patterns.at);
    }
}

/// Whether a reference leads to a folder of the project itself.
fn is_local(reference: &str) -> bool {
    ["workspace:", "link:", "portal:"].iter().any(|protocol| reference.starts_with(protocol))
}

//! vcpkg's manifest `vcpkg.json`.

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use crate::parse::document::{Node, json};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::GENERIC;

pub(in crate::parse) const FORMAT: Format = Format { name: "vcpkg.json", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "vcpkg.json"
}

/// The version has a field for each way in which versions of it are compared.
const VERSIONS: &[&str] = &["version", "version-semver", "version-date", "version-string"];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let root = &document.root;
    let version = VERSIONS.iter().find_map(|key| root.word_of(key));
    let mut listing = Listing::new(input, facts, &text, GENERIC, PackageOrigin::Manifest);
    listing.identify("vcpkg.json", &document, root.word_of("name"), version);
    for asked in root.get("dependencies").map_or(&[][..], Node::items) {
        let Some((name, at)) = asked.word().map(|name| (name, asked.at)).or_else(|| asked.word_of("name")) else {
            continue;
        };
        let minimum = asked.word_of("version>=").map_or("", |(version, _)| version);
        let is_for_build = asked.get("host").and_then(Node::text) == Some("true");
        let scope = if is_for_build { Scope::Build } else { Scope::Runtime };
        let requirement = if minimum.is_empty() { String::new() } else { format!(">={minimum}") };
        let need = Need { name, requirement: &requirement, scope, source: None, at };
        // `#1` counts the changes of the port, not of what is ported.
        let upstream = requirement.split('#').next().unwrap_or("");
        listing.need_as(need, Dialect::Generic, upstream);
    }
    for pinned in root.get("overrides").map_or(&[][..], Node::items) {
        let version = VERSIONS.iter().find_map(|key| pinned.word_of(key));
        if let (Some((name, at)), Some((version, _))) = (pinned.word_of("name"), version) {
            let need = Need { name, requirement: version, scope: Scope::Runtime, source: None, at };
            let upstream = version.split('#').next().unwrap_or(version);
            listing.need_as(need, Dialect::Generic, &format!("={upstream}"));
        }
    }
}

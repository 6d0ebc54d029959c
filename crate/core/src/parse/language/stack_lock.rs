//! Stack's `stack.yaml.lock`, `- completed: {hackage: name-version@sha256:…,size}`, and the packages beyond the snapshot
//! in `stack.yaml`, `extra-deps: [name-version]`.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::{Node, yaml};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::HACKAGE;

pub(in crate::parse) const FORMAT: Format = Format { name: "stack.yaml.lock", matches, parse };

pub(in crate::parse) const YAML: Format = Format { name: "stack.yaml", matches: matches_yaml, parse: parse_yaml };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "stack.yaml.lock"
}

fn matches_yaml(candidate: &Candidate<'_>) -> bool {
    candidate.name == "stack.yaml"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = yaml::read(text.content());
    let mut listing = Listing::new(input, facts, &text, HACKAGE, PackageOrigin::Lockfile);
    listing.file("stack.yaml.lock", &document);
    for package in document.root.get("packages").map_or(&[][..], Node::items) {
        let Some(completed) = package.get("completed") else { continue };
        // From an archive or a repository, name and version stand by themselves.
        let named = completed.word_of("name").zip(completed.word_of("version"));
        let found = named.map(|((name, at), (version, _))| (name, version, at)).or_else(|| {
            let (reference, at) = completed.word_of("hackage")?;
            let (name, version) = of_hackage(reference)?;
            Some((name, version, at))
        });
        if let Some((name, version, at)) = found {
            listing.pin(name, version, at);
        }
    }
}

fn parse_yaml(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = yaml::read(text.content());
    let mut listing = Listing::new(input, facts, &text, HACKAGE, PackageOrigin::Lockfile);
    listing.file("stack.yaml", &document);
    for package in document.root.get("extra-deps").map_or(&[][..], Node::items) {
        if let Some((name, version)) = package.word().and_then(of_hackage) {
            listing.pin(name, version, package.at);
        }
    }
}

/// Name and version of `name-version[@sha256:…,size]` or `name-version@rev:1`.
fn of_hackage(reference: &str) -> Option<(&str, &str)> {
    let (name, version) = reference.split('@').next()?.rsplit_once('-')?;
    let is_version = version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_version && !version.is_empty()).then_some((name, version))
}

//! Dart's `pubspec.lock`.

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Node, yaml};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};
use crate::version::Dialect;

use super::PUB;

pub(in crate::parse) const FORMAT: Format = Format { name: "pubspec.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "pubspec.lock"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = yaml::read(text.content());
    let mut listing = Listing::new(input, facts, &text, PUB, PackageOrigin::Lockfile);
    listing.file("pubspec.lock", &document);
    for (key, package) in document.root.get("packages").map_or(&[][..], Node::members) {
        // A part of the SDK has no version of its own (`0.0.0`).
        if package.word_of("source").is_some_and(|(source, _)| source == "sdk") {
            continue;
        }
        if let Some((version, _)) = package.word_of("version") {
            listing.pin(&key.text, version, key.at);
        }
    }
    for (key, asked) in document.root.get("sdks").map_or(&[][..], Node::members) {
        let requirement = asked.word().unwrap_or("");
        let need = Need { name: &key.text, requirement, scope: Scope::Build, source: None, at: key.at };
        listing.need_of_machine(need, Dialect::Npm);
    }
}

//! Pipenv's `Pipfile.lock`.

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Node, json};
use crate::parse::listing::{Listing, Locked};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

use super::PYPI;

pub(in crate::parse) const FORMAT: Format = Format { name: "Pipfile.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "Pipfile.lock" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let mut listing = Listing::new(input, facts, &text, PYPI, PackageOrigin::Lockfile);
    listing.file("Pipfile.lock", &document);
    // `default`, `develop`, and categories with names of the project's own, which are installed when asked for.
    for (category, packages) in document.root.members() {
        let scope = match category.text.as_str() {
            "_meta" => continue,
            "default" => Scope::Runtime,
            "develop" => Scope::Development,
            _ => Scope::Optional,
        };
        for (name, entry) in packages.members() {
            let version = entry.get("version").and_then(Node::word).map(|version| version.trim_start_matches('='));
            let has_source = ["git", "file", "url"].iter().any(|key| entry.get(key).is_some());
            if let Some(version) = version.or(has_source.then_some("")) {
                listing.lock(Locked { name: &name.text, version, scope }, name.at);
            }
        }
    }
}

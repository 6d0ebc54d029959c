//! `composer.json` (getcomposer.org, "The composer.json schema").

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Node, json};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::{COMPOSER, needs};

pub(in crate::parse) const FORMAT: Format = Format { name: "composer.json", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "composer.json"
}

/// Scripts that Composer runs by itself when the package that it stands in is installed or updated.
const HOOKS: &[&str] = &[
    "pre-install-cmd",
    "post-install-cmd",
    "pre-update-cmd",
    "post-update-cmd",
    "pre-autoload-dump",
    "post-autoload-dump",
    "post-root-package-install",
    "post-create-project-cmd",
];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let root = &document.root;
    let mut listing = Listing::new(input, facts, &text, COMPOSER, PackageOrigin::Manifest);
    listing.identify("composer.json", &document, root.word_of("name"), root.word_of("version"));
    needs(root.get("require"), Scope::Runtime, &mut listing);
    needs(root.get("require-dev"), Scope::Development, &mut listing);
    for (event, commands) in root.get("scripts").map_or(&[][..], Node::members) {
        if !HOOKS.contains(&event.text.as_str()) {
            continue;
        }
        // One command, or a list of them.
        for command in std::iter::once(commands).chain(commands.items()) {
            if let Some(words) = command.word() {
                listing.install_hook(&format!("composer {}", event.text), words, command.at);
            }
        }
    }
}

//! `composer.lock`, and `vendor/composer/installed.json`, in which Composer writes what it has installed.

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Document, Node, json};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::{COMPOSER, needs};

pub(in crate::parse) const FORMAT: Format = Format { name: "composer.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "composer.lock" || is_installed(candidate.name, candidate.file.inner_path())
}

/// Bower and others have files of that name too.
fn is_installed(name: &str, path: &str) -> bool {
    name == "installed.json" && path.rsplit('/').nth(1) == Some("composer")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let is_lock = input.file.name() == "composer.lock";
    let (format, origin) =
        if is_lock { ("composer.lock", PackageOrigin::Lockfile) } else { ("installed.json", PackageOrigin::Listed) };
    let mut listing = Listing::new(input, facts, &text, COMPOSER, origin);
    listing.file(format, &document);
    for (package, scope) in packages(&document) {
        if let (Some((name, at)), Some((version, _))) = (package.word_of("name"), package.word_of("version")) {
            listing.pin_for(scope, name, version, at);
        }
    }
    // What is asked of the machine; packages are asked for in composer.json.
    needs(document.root.get("platform"), Scope::Runtime, &mut listing);
    needs(document.root.get("platform-dev"), Scope::Development, &mut listing);
}

/// Each package, and when it is needed. `installed.json` of Composer 1 is the list itself.
fn packages(document: &Document) -> impl Iterator<Item = (&Node, Scope)> {
    let list = |(name, scope)| document.root.get(name).map(|list| (list, scope));
    let lists = LISTS.iter().copied().filter_map(list).chain([(&document.root, Scope::Runtime)]);
    lists.flat_map(|(list, scope)| list.items().iter().map(move |package| (package, scope)))
}

const LISTS: &[(&str, Scope)] = &[("packages", Scope::Runtime), ("packages-dev", Scope::Development)];

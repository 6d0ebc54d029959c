//! Dart's `pubspec.yaml` (dart.dev, "The pubspec file", "Package dependencies").

use crate::facts::{DependencySource, Facts, PackageOrigin, Scope, SourceKind};

use crate::parse::document::{Node, yaml};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

use super::PUB;

pub(in crate::parse) const FORMAT: Format = Format { name: "pubspec.yaml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "pubspec.yaml"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = yaml::read(text.content());
    let root = &document.root;
    let mut listing = Listing::new(input, facts, &text, PUB, PackageOrigin::Manifest);
    listing.identify("pubspec.yaml", &document, root.word_of("name"), root.word_of("version"));
    for (field, scope) in [("dependencies", Scope::Runtime), ("dev_dependencies", Scope::Development)] {
        for (key, asked) in root.get(field).map_or(&[][..], Node::members) {
            // What comes with the SDK is asked for as the SDK.
            if asked.get("sdk").is_some() {
                continue;
            }
            let requirement = asked.word().or_else(|| asked.get("version")?.word()).unwrap_or("");
            let need = Need { name: &key.text, requirement, scope, source: elsewhere(asked), at: key.at };
            listing.need_as(need, Dialect::Npm, &as_npm(requirement));
        }
    }
    for (key, asked) in root.get("environment").map_or(&[][..], Node::members) {
        let name = if key.text == "sdk" { "dart" } else { &key.text };
        let requirement = asked.word().unwrap_or("");
        let need = Need { name, requirement, scope: Scope::Build, source: None, at: key.at };
        listing.need_of_machine(need, Dialect::Npm);
    }
}

/// Dart has a word for any version, and lets the third number of `0.0.x` move freely under `^`.
fn as_npm(requirement: &str) -> String {
    match requirement.strip_prefix('^').filter(|version| version.starts_with("0.0.")) {
        Some(version) => format!(">={version} <0.1.0"),
        None if requirement == "any" => "*".to_owned(),
        None => requirement.to_owned(),
    }
}

fn elsewhere(asked: &Node) -> Option<DependencySource> {
    if let Some(git) = asked.get("git") {
        let (url, _) = git.word().map(|url| (url, 0)).or_else(|| git.word_of("url"))?;
        return Some(fact::source(
            SourceKind::Git,
            url,
            git.word_of("ref").is_some_and(|(reference, _)| fact::is_commit(reference)),
        ));
    }
    let (path, _) = asked.word_of("path")?;
    Some(fact::source(SourceKind::Path, path, false))
}

//! CocoaPods' `Podfile.lock`: YAML whose items are `Name/Subspec (version)`, with what each needs below it.

use std::collections::BTreeMap;

use crate::facts::{DependencySource, Facts, PackageOrigin, Scope, SourceKind};
use crate::purl;

use crate::parse::document::{Break, Document, Node, yaml};
use crate::parse::listing::{Listing, Need, by_name};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

use super::COCOAPODS;

pub(in crate::parse) const FORMAT: Format = Format { name: "Podfile.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    // `Pods/Manifest.lock` is the copy of what was installed.
    candidate.name == "Podfile.lock"
        || (candidate.name == "Manifest.lock" && candidate.file.inner_path().ends_with("Pods/Manifest.lock"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut document = yaml::read(text.content());
    if document.root.get("PODS").is_none() && document.broken.is_none() {
        document.broken = Some(Break::new(0, "no list PODS"));
    }
    let mut listing = Listing::new(input, facts, &text, COCOAPODS, PackageOrigin::Lockfile);
    listing.file("Podfile.lock", &document);
    for item in document.root.get("PODS").map_or(&[][..], Node::items) {
        // With needs, an item is a map with one key.
        let (words, at) = match item.members().first() {
            Some((key, _)) => (key.text.as_str(), key.at),
            None => (item.word().unwrap_or(""), item.at),
        };
        let Some((name, version)) = pod(words) else { continue };
        listing.pin_as(name, version, package_url(name, version), at);
    }
    let sources = sources(&document);
    for item in document.root.get("DEPENDENCIES").map_or(&[][..], Node::items) {
        let Some(words) = item.word() else { continue };
        let (name, requirement) = pod(words).unwrap_or((words, ""));
        let source = sources.get(name).cloned();
        let requirement = if source.is_some() { "" } else { requirement };
        listing.need(Need { name, requirement, scope: Scope::Runtime, source, at: item.at });
    }
}

/// `Name (1.2.3)`, `Name (~> 1.2)`
fn pod(words: &str) -> Option<(&str, &str)> {
    let (name, version) = words.split_once(" (")?;
    Some((name, version.strip_suffix(')')?))
}

/// A subspec is a part of its pod: `pkg:cocoapods/Texture@3.1.0#Core`.
fn package_url(name: &str, version: &str) -> String {
    match name.split_once('/') {
        Some((pod, subspec)) => {
            // Encoded as a name is.
            let encoded = purl::purl("generic", subspec, "");
            let subpath = encoded.strip_prefix("pkg:generic/").unwrap_or(subspec);
            format!("{}#{subpath}", purl::purl("cocoapods", pod, version))
        }
        None => purl::purl("cocoapods", name, version),
    }
}

/// Pods from elsewhere; which commit was taken stands apart from where it was asked for.
fn sources(document: &Document) -> BTreeMap<&str, DependencySource> {
    let mut sources = BTreeMap::new();
    let taken = by_name(document.root.get("CHECKOUT OPTIONS"));
    for (key, place) in document.root.get("EXTERNAL SOURCES").map_or(&[][..], Node::members) {
        let options = taken.get(key.text.as_str()).copied().unwrap_or(place);
        let is_pinned = options.word_of(":commit").is_some_and(|(commit, _)| fact::is_commit(commit));
        let kinds = [
            (":git", SourceKind::Git),
            (":path", SourceKind::Path),
            (":podspec", SourceKind::Url),
            (":http", SourceKind::Url),
        ];
        let found = kinds.iter().find_map(|(key, kind)| Some((place.word_of(key)?.0, *kind)));
        if let Some((url, kind)) = found {
            sources.insert(key.text.as_str(), fact::source(kind, url, is_pinned));
        }
    }
    sources
}

//! `yarn.lock` of Yarn 2 and later, which is YAML.

use std::collections::BTreeMap;

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
    let asked = Asked::of(&document.root);
    for (patterns, entry) in document.root.members() {
        let resolution = entry.get("resolution").and_then(Node::word).and_then(split_locator);
        // A patched package (`name@patch:…`) keeps its name and version.
        let Some((name, _)) = resolution.filter(|(_, reference)| !is_local(reference)) else { continue };
        let version = entry.get("version").and_then(Node::word).unwrap_or("");
        let scope = if asked.is_optional(&patterns.text, entry) { Scope::Optional } else { Scope::Runtime };
        listing.lock(Locked { name, version, scope }, patterns.at);
    }
}

/// What the entries ask each other for: whether somebody cannot do without it.
struct Asked(BTreeMap<String, bool>);

impl Asked {
    fn of(lockfile: &Node) -> Self {
        let mut asked = BTreeMap::new();
        for (_, entry) in lockfile.members() {
            let meta = entry.get("dependenciesMeta");
            for (name, range) in entry.members_of("dependencies") {
                let is_optional = meta.and_then(|meta| meta.get(&name.text)?.get("optional")?.word()) == Some("true");
                let descriptor = descriptor(&format!("{}@{}", name.text, range.word().unwrap_or("")));
                *asked.entry(descriptor).or_default() |= !is_optional;
            }
        }
        Self(asked)
    }

    /// Whether an installation may do without a package: it is only for some systems (`conditions`), or everybody who asks
    /// for it marks it as optional (`dependenciesMeta`).
    fn is_optional(&self, patterns: &str, entry: &Node) -> bool {
        let mut askers = patterns.split(", ").filter_map(|pattern| self.0.get(&descriptor(pattern))).peekable();
        entry.get("conditions").is_some() || (askers.peek().is_some() && askers.all(|&is_needed| !is_needed))
    }
}

/// A name with a range, as the entry that asks and the one that answers both have it: without the protocol that is meant
/// where none is given, and as it was asked for before Yarn put a patch of its own on it
/// (`fsevents@patch:fsevents@npm%3A^2.3#optional!builtin<compat/fsevents>`).
fn descriptor(pattern: &str) -> String {
    let plain = |name: &str, range: &str| format!("{name}@{}", range.strip_prefix("npm:").unwrap_or(range));
    let Some((name, range)) = split_locator(pattern) else { return pattern.to_owned() };
    match range.strip_prefix("patch:").and_then(|patched| patched.split_once('#')) {
        Some((source, patch)) if patch.contains("builtin<") => {
            let source = source.replace("%3A", ":").replace("%3a", ":");
            split_locator(&source).map_or_else(|| plain(name, range), |(name, range)| plain(name, range))
        }
        _ => plain(name, range),
    }
}

/// Whether a reference leads to a folder of the project itself.
fn is_local(reference: &str) -> bool {
    ["workspace:", "link:", "portal:"].iter().any(|protocol| reference.starts_with(protocol))
}

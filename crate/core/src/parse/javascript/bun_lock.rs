//! Bun's `bun.lock` (JSON with comments and trailing commas), and `bun.lockb`, which is binary and is not read.

use crate::facts::{Facts, Scope};

use crate::parse::document::{Node, json};
use crate::parse::sink::{Locked, Sink};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

use super::{is_semver, split_locator};

pub(in crate::parse) const FORMAT: Format = Format { name: "bun.lock", matches, parse };
pub(in crate::parse) const BINARY: Format = Format { name: "bun.lockb", matches: matches_binary, parse: skip_binary };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "bun.lock" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read_relaxed(text.content());
    let mut sink = Sink::new(facts, &input.file.path, input.most_facts);
    sink.lockfile(("bun.lock", "npm"), &document, &text);
    for (key, entry) in document.root.get("packages").map_or(&[][..], Node::members) {
        // `["name@1.0.0", registry, …]`; the key is a place in the tree, or an alias.
        let locator = entry.items().first().and_then(Node::word).and_then(split_locator);
        let Some((name, reference)) = locator.filter(|(_, reference)| !is_local(reference)) else { continue };
        let version = if is_semver(reference) { reference } else { "" };
        sink.locked("npm", Locked { name, version, scope: Scope::Runtime }, &text, key.at);
    }
}

/// Whether a reference leads to a folder of the project itself.
fn is_local(reference: &str) -> bool {
    ["workspace:", "link:", "root:"].iter().any(|protocol| reference.starts_with(protocol))
}

fn matches_binary(candidate: &Candidate<'_>) -> bool {
    candidate.name == "bun.lockb" && !place::is_vendored(&candidate.file.path)
}

fn skip_binary(input: Input<'_>, facts: &mut Facts) {
    let reason =
        "the binary lockfile of Bun before 1.2 is not read; `bun install --save-text-lockfile` writes bun.lock";
    facts.skip(&input.file.path, reason.to_owned());
}

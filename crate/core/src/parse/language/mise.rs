//! mise's `mise.toml`: `[tools]` with versions that may be cut short (`node = "22"`).

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use crate::parse::document::{Node, toml};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::GENERIC;

pub(in crate::parse) const FORMAT: Format = Format { name: "mise.toml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["mise.toml", ".mise.toml", ".rtx.toml"])
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = toml::read(text.content());
    let mut listing = Listing::new(input, facts, &text, GENERIC, PackageOrigin::Manifest);
    listing.file("mise.toml", &document);
    for (tool, asked) in document.root.get("tools").map_or(&[][..], Node::members) {
        // One version, a list of them, each perhaps in a table with options.
        for one in std::iter::once(asked).chain(asked.items()) {
            if let Some(requirement) = one.word().or_else(|| one.get("version")?.word()) {
                let need = Need { name: &tool.text, requirement, scope: Scope::Development, source: None, at: tool.at };
                listing.need_as(need, Dialect::Generic, &prefix(requirement));
            }
        }
    }
}

/// A version stands for every one that begins with it.
fn prefix(requirement: &str) -> String {
    let is_plain = requirement.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_plain { format!("{requirement}.x") } else { requirement.to_owned() }
}

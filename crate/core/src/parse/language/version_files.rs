//! Files that hold one version and are named after a tool: `.nvmrc`, `.node-version`, `.ruby-version` and the like.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::GENERIC;

pub(in crate::parse) const FORMAT: Format = Format { name: "tool version file", matches, parse };

/// Files, and the tool as asdf names it.
const FILES: &[(&str, &str)] = &[
    (".nvmrc", "nodejs"),
    (".node-version", "nodejs"),
    (".ruby-version", "ruby"),
    (".python-version", "python"),
    (".go-version", "golang"),
    (".java-version", "java"),
    (".php-version", "php"),
    (".terraform-version", "terraform"),
];

fn tool(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(file, _)| *file == name).map(|(_, tool)| *tool)
}

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.starts_with('.') && tool(candidate.name).is_some()
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let Some(tool) = tool(input.file.name()) else { return };
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, GENERIC, PackageOrigin::Lockfile);
    listing.file_of_lines(input.file.name(), None);
    for (at, line) in text.lines_at() {
        let Some(word) = line.split('#').next().unwrap_or("").split_ascii_whitespace().next() else { continue };
        // `ruby-3.2.2`, `v20.10.0`; `lts/*`, `node` and `system` name no version.
        let version = word.strip_prefix(tool).and_then(|rest| rest.strip_prefix('-')).unwrap_or(word);
        let version = version.strip_prefix('v').unwrap_or(version);
        if version.starts_with(|c: char| c.is_ascii_digit()) {
            listing.pin(tool, version, at);
        }
    }
}

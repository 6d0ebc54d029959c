//! asdf's `.tool-versions`: a tool and its versions a line, the one to be taken first.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::GENERIC;

pub(in crate::parse) const FORMAT: Format = Format { name: ".tool-versions", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == ".tool-versions"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, GENERIC, PackageOrigin::Lockfile);
    listing.file_of_lines(".tool-versions", None);
    for (at, line) in text.lines_at() {
        let mut words = line.split('#').next().unwrap_or("").split_ascii_whitespace();
        let Some(tool) = words.next() else { continue };
        for version in words.filter(|version| is_version(version)) {
            listing.pin(tool, version, at);
        }
    }
}

/// `system`, `latest`, `ref:…` and `path:…` name no version.
fn is_version(word: &str) -> bool {
    !word.contains(':') && word.contains(|c: char| c.is_ascii_digit())
}

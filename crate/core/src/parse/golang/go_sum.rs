//! `go.sum`: checksums of modules that were fetched (the Go modules reference, "go.sum files").
//!
//! A module may stand in it at several versions, for old ones are not cleared away; a build takes one of them, the
//! highest. Lines for `/go.mod` say only that a requirement was looked at.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::facts::{Facts, PackageOrigin, excerpt};

use crate::parse::document::Break;
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};
use crate::version::{self, Dialect};

use super::GO;

pub(in crate::parse) const FORMAT: Format = Format { name: "go.sum", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    matches!(candidate.name, "go.sum" | "go.work.sum") && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut highest: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut broken = None;
    for (at, line) in text.lines_at() {
        let mut words = line.split_ascii_whitespace();
        let (Some(module), Some(version), Some(hash), None) = (words.next(), words.next(), words.next(), words.next())
        else {
            if !line.trim().is_empty() {
                broken.get_or_insert(Break::new(at, format!("no `module version hash`: {}", excerpt(line))));
            }
            continue;
        };
        if version.ends_with("/go.mod") || !hash.starts_with("h1:") {
            continue;
        }
        let known = highest.entry(module).or_insert((version, at));
        if version::compare(Dialect::Go, version, known.0) == Ordering::Greater {
            *known = (version, at);
        }
    }
    let mut listing = Listing::new(input, facts, &text, GO, PackageOrigin::Lockfile);
    listing.file_of_lines("go.sum", broken);
    for (module, (version, at)) in highest {
        listing.pin(module, version, at);
    }
}

//! `go.sum`: checksums of modules that were fetched (the Go modules reference, "go.sum files").
//!
//! A module may stand in it at several versions, for old ones are not cleared away; a build takes one of them, the
//! highest. A line without `/go.mod` says that the module's contents were fetched, to build or to test. A module that has
//! only lines for `/go.mod` had its requirements looked at, to choose versions, and a build may do without it: it is
//! named too, as optional, for `go mod graph` has it and a build with other tags may take it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::facts::{Facts, PackageOrigin, Scope, excerpt};

use crate::parse::document::Break;
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};
use crate::version::{self, Dialect};

use super::GO;

pub(in crate::parse) const FORMAT: Format = Format { name: "go.sum", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    matches!(candidate.name, "go.sum" | "go.work.sum")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let (mut fetched, mut looked_at) = (Highest::new(), Highest::new());
    let mut broken = None;
    for (at, line) in text.lines_at() {
        let words: Vec<&str> = line.split_ascii_whitespace().take(4).collect();
        match words.as_slice() {
            [] => {}
            [module, version, hash] if hash.starts_with("h1:") => match version.strip_suffix("/go.mod") {
                Some(version) => raise(&mut looked_at, module, version, at),
                None => raise(&mut fetched, module, version, at),
            },
            // A hash of a kind that is not known yet.
            [_, _, _] => {}
            _ => {
                broken.get_or_insert(Break::new(at, format!("no `module version hash`: {}", excerpt(line))));
            }
        }
    }
    let mut listing = Listing::new(input, facts, &text, GO, PackageOrigin::Lockfile);
    listing.file_of_lines("go.sum", broken);
    for (module, (version, at)) in &fetched {
        listing.pin(module, version, *at);
    }
    for (module, (version, at)) in looked_at.iter().filter(|(module, _)| !fetched.contains_key(*module)) {
        listing.pin_for(Scope::Optional, module, version, *at);
    }
}

/// Modules at their highest version, and where that stands.
type Highest<'t> = BTreeMap<&'t str, (&'t str, usize)>;

fn raise<'t>(highest: &mut Highest<'t>, module: &'t str, version: &'t str, at: usize) {
    let known = highest.entry(module).or_insert((version, at));
    if version::compare(Dialect::Go, version, known.0) == Ordering::Greater {
        *known = (version, at);
    }
}

//! `go.sum`: checksums of modules that were fetched (the Go modules reference, "go.sum files").
//!
//! A module may stand in it at several versions, for old ones are not cleared away; a build takes one of them, the
//! highest. A line for `/go.mod` says only that the module's requirements were looked at, and a build may do without its
//! contents. A file that has hardly anything else was written before anything was built (`go get`, `go mod download`):
//! then the modules that were looked at are all that is known of what a build takes.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::facts::{Facts, PackageOrigin, excerpt};

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
    let (mut built, mut looked_at) = (Highest::new(), Highest::new());
    let mut broken = None;
    for (at, line) in text.lines_at() {
        let words: Vec<&str> = line.split_ascii_whitespace().take(4).collect();
        match words.as_slice() {
            [] => {}
            [module, version, hash] if hash.starts_with("h1:") => match version.strip_suffix("/go.mod") {
                Some(version) => raise(&mut looked_at, module, version, at),
                None => raise(&mut built, module, version, at),
            },
            // A hash of a kind that is not known yet.
            [_, _, _] => {}
            _ => {
                broken.get_or_insert(Break::new(at, format!("no `module version hash`: {}", excerpt(line))));
            }
        }
    }
    let is_before_build = built.len().saturating_mul(LOOKED_AT_FOR_BUILT) < looked_at.len();
    let mut listing = Listing::new(input, facts, &text, GO, PackageOrigin::Lockfile);
    listing.file_of_lines("go.sum", broken);
    for (module, (version, at)) in if is_before_build { looked_at } else { built } {
        listing.pin(module, version, at);
    }
}

/// How many modules are looked at for each that is built. `go mod tidy` leaves the contents of every module that a build
/// or a test needs, which is about every third.
const LOOKED_AT_FOR_BUILT: usize = 20;

/// Modules at their highest version, and where that stands.
type Highest<'t> = BTreeMap<&'t str, (&'t str, usize)>;

fn raise<'t>(highest: &mut Highest<'t>, module: &'t str, version: &'t str, at: usize) {
    let known = highest.entry(module).or_insert((version, at));
    if version::compare(Dialect::Go, version, known.0) == Ordering::Greater {
        *known = (version, at);
    }
}

//! Nim's `name.nimble`, as far as it is literal: `version = "1.2.3"`, `requires "nim >= 2.0", "chronos >= 4"`.

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use crate::parse::document::Document;
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::GENERIC;

pub(in crate::parse) const FORMAT: Format = Format { name: "nimble", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("nimble")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let find = |field: &str| {
        text.lines_at().find_map(|(at, line)| {
            let value = line.trim().strip_prefix(field)?.trim_start().strip_prefix('=')?;
            Some((value.trim().trim_matches('"'), at))
        })
    };
    // The package has the file's name.
    let name = input.file.name().rsplit_once('.').map(|(name, _)| (name, 0));
    let mut listing = Listing::new(input, facts, &text, GENERIC, PackageOrigin::Manifest);
    listing.identify("nimble", &Document::default(), find("packageName").or(name), find("version"));
    let mut goes_on = false;
    for (at, line) in text.lines_at() {
        let line = line.split('#').next().unwrap_or("").trim();
        if goes_on || line.starts_with("requires") {
            // Every other part stands in quotes.
            for asked in line.split('"').skip(1).step_by(2) {
                need(asked, at, &mut listing);
            }
            goes_on = line.ends_with([',', '(', ':']) || line == "requires";
        }
    }
}

fn need(asked: &str, at: usize, listing: &mut Listing<'_>) {
    let end = asked.find([' ', '=', '<', '>', '~', '^', '#']).unwrap_or(asked.len());
    let (name, requirement) = asked.split_at_checked(end).unwrap_or((asked, ""));
    let need = Need { name, requirement: requirement.trim(), scope: Scope::Runtime, source: None, at };
    if name == "nim" {
        listing.need_of_machine(need, Dialect::Generic);
    } else {
        listing.need(need);
    }
}

//! Erlang's `rebar.lock`: a list of `{<<"key">>,{pkg,<<"name">>,<<"version">>},level}`, in the file's newer form within
//! a tuple with the form's version.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::Break;
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::HEX;

pub(in crate::parse) const FORMAT: Format = Format { name: "rebar.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "rebar.lock"
}

const PACKAGE: &str = "{pkg,";

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let content = text.content();
    let mut listing = Listing::new(input, facts, &text, HEX, PackageOrigin::Lockfile);
    let mut broken = None;
    for (at, _) in content.match_indices(PACKAGE) {
        match package(content.get(at.saturating_add(PACKAGE.len())..).unwrap_or("")) {
            Some((name, version)) => listing.pin(name, version, at),
            None => {
                broken.get_or_insert(Break::new(at, "no `{pkg,<<\"name\">>,<<\"version\">>}`"));
            }
        }
    }
    // Terms end with a full stop.
    if broken.is_none() && !content.trim_end().ends_with('.') {
        broken = Some(Break::new(content.len(), "the list ends in the middle"));
    }
    listing.file_of_lines("rebar.lock", broken);
}

fn package(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = binary(text)?;
    let (version, _) = binary(rest.trim_start().strip_prefix(',')?)?;
    Some((name, version))
}

/// `<<"text">>` and what follows it.
fn binary(text: &str) -> Option<(&str, &str)> {
    let (content, rest) = text.trim_start().strip_prefix("<<\"")?.split_once('"')?;
    Some((content, rest.strip_prefix(">>")?))
}

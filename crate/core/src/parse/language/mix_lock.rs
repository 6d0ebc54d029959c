//! Elixir's `mix.lock`: a map, written one dependency a line, of tuples
//! `{:hex, :name, "version", "checksum", …}`, `{:git, "url", "commit", […]}`, `{:path, …}`.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::Break;
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::HEX;

pub(in crate::parse) const FORMAT: Format = Format { name: "mix.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "mix.lock"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let content = text.content();
    let mut listing = Listing::new(input, facts, &text, HEX, PackageOrigin::Lockfile);
    let mut broken = None;
    for (at, line) in text.lines_at() {
        let line = line.trim();
        if line.is_empty() || matches!(line, "%{" | "}" | "%{}") || line.starts_with('#') {
            continue;
        }
        match (hex(line), is_whole(line)) {
            (Some((name, version)), true) => listing.pin(name, version, at),
            (_, true) => {}
            (_, false) => {
                broken.get_or_insert(Break::new(at, "no dependency `\"name\": {…}`"));
            }
        }
    }
    if broken.is_none() && !content.trim_end().ends_with('}') {
        broken = Some(Break::new(content.len(), "the map ends in the middle"));
    }
    listing.file_of_lines("mix.lock", broken);
}

/// `"key": {…},`
fn is_whole(line: &str) -> bool {
    line.starts_with('"') && line.trim_end_matches(',').ends_with('}')
}

/// Name and version of `"key": {:hex, :name, "version", …`.
fn hex(line: &str) -> Option<(&str, &str)> {
    let (_, tuple) = line.split_once("{:hex,")?;
    let mut fields = tuple.splitn(3, ',').map(str::trim);
    let name = fields.next()?.strip_prefix(':')?.trim_matches('"');
    let version = fields.next()?.strip_prefix('"')?.strip_suffix('"')?;
    Some((name, version))
}

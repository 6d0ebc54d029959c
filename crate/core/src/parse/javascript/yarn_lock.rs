//! `yarn.lock` of Yarn 1, which has a grammar of its own: a line of patterns for each package, its fields indented below.

use crate::facts::Facts;

use crate::parse::document::{Break, Document};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

use super::{split_locator, yarn_berry};

pub(in crate::parse) const FORMAT: Format = Format { name: "yarn.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "yarn.lock" && !place::is_vendored(&candidate.file.path) && !yarn_berry::is_berry(candidate)
}

/// A package of which the version is still to come.
struct Entry<'t> {
    name: &'t str,
    at: usize,
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut sink = Sink::new(facts, &input.file.path, input.most_facts);
    let mut broken = None;
    let mut entry: Option<Entry<'_>> = None;
    let mut at: usize = 0;
    for raw in text.content().split_inclusive('\n') {
        let start = at;
        at = at.saturating_add(raw.len());
        let line = raw.trim_end();
        if line.is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if !line.starts_with(' ') {
            entry = name(line).map(|name| Entry { name, at: start });
            if entry.is_none() && broken.is_none() {
                broken = Some(Break::new(start, "expected the patterns of a package and `:`"));
            }
        } else if let Some(version) = field(line, "version")
            && let Some(Entry { name, at }) = entry.take()
        {
            sink.locked("npm", (name, version), &text, at);
        }
    }
    if let Some(entry) = entry {
        broken = broken.or(Some(Break::new(entry.at, "the file ends before the package's version")));
    }
    let document = Document { broken, ..Document::default() };
    sink.lockfile(("yarn.lock", "npm"), &document, &text);
}

/// The package's name of `"@scope/name@^1.0.0", "@scope/name@^1.1.0":`. Under an alias (`other@npm:name@^1`), the name
/// that it has in the registry.
fn name(line: &str) -> Option<&str> {
    let patterns = line.strip_suffix(':')?;
    let first = match patterns.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => patterns.split(',').next()?,
    };
    let (name, range) = split_locator(first)?;
    match range.strip_prefix("npm:") {
        Some(alias) => Some(split_locator(alias).map_or(alias, |(name, _)| name)),
        None => Some(name),
    }
}

/// The value of a field of the package itself, which is indented by two; what lies deeper are its dependencies.
fn field<'t>(line: &'t str, name: &str) -> Option<&'t str> {
    let value = line.strip_prefix("  ")?.strip_prefix(name)?.strip_prefix(' ')?;
    Some(value.trim().trim_matches('"')).filter(|value| !value.is_empty())
}

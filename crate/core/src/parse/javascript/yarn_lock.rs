//! `yarn.lock` of Yarn 1, which has a grammar of its own: a line of patterns for each package, its fields indented below.

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::Break;
use crate::parse::listing::{Listing, Locked};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

use super::{NPM, split_locator, yarn_berry};

pub(in crate::parse) const FORMAT: Format = Format { name: "yarn.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "yarn.lock" && !place::is_vendored(&candidate.file.path) && !yarn_berry::is_berry(candidate)
}

/// A package as far as its lines have been read.
#[derive(Default)]
struct Entry<'t> {
    /// Name by the patterns that ask for it.
    name: &'t str,
    at: usize,
    version: Option<&'t str>,
    resolved: &'t str,
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, NPM, PackageOrigin::Lockfile);
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
            finish(entry.take(), &mut listing);
            entry = name(line).map(|name| Entry { name, at: start, ..Entry::default() });
            if entry.is_none() && broken.is_none() {
                broken = Some(Break::new(start, "expected the patterns of a package and `:`"));
            }
        } else if let (Some(entry), Some((key, value))) = (&mut entry, field(line)) {
            match key {
                "version" => entry.version = Some(value),
                "resolved" => entry.resolved = value,
                _ => {}
            }
        }
    }
    if let Some(last) = entry.as_ref().filter(|entry| entry.version.is_none()) {
        broken = broken.or(Some(Break::new(last.at, "the file ends before the package's version")));
    }
    finish(entry, &mut listing);
    listing.file_of_lines("yarn.lock", broken);
}

fn finish(entry: Option<Entry<'_>>, listing: &mut Listing<'_>) {
    if let Some(Entry { name, at, version: Some(version), resolved }) = entry {
        // A resolution in package.json puts another package in the place of the one that was asked for.
        let name = registry_name(resolved).unwrap_or_else(|| name.to_owned());
        listing.lock(Locked { name: &name, version, scope: Scope::Runtime }, at);
    }
}

/// The name in a registry's address of a tarball: `https://host/path/@scope/name/-/name-1.0.0.tgz`.
fn registry_name(resolved: &str) -> Option<String> {
    let path = resolved.split_once("://")?.1.split(['#', '?']).next()?;
    let (before, _) = path.split_once("/-/")?;
    let before = before.replace("%2f", "/").replace("%2F", "/").replace("%40", "@");
    let (rest, name) = before.rsplit_once('/')?;
    let scope = rest.rsplit('/').next().filter(|scope| scope.starts_with('@'));
    Some(scope.map_or_else(|| name.to_owned(), |scope| format!("{scope}/{name}")))
}

/// The package's name of `"@scope/name@^1.0.0", "@scope/name@^1.1.0":`. Under an alias (`other@npm:name@^1`), the name
/// that it has in the registry.
fn name(line: &str) -> Option<&str> {
    let patterns = line.strip_suffix(':')?;
    let first = match patterns.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => patterns.split(',').next()?,
    };
    match split_locator(first) {
        Some((name, range)) => match range.strip_prefix("npm:") {
            Some(alias) => Some(split_locator(alias).map_or(alias, |(name, _)| name)),
            None => Some(name),
        },
        // A pattern without a range.
        None => Some(first).filter(|first| !first.contains(' ')),
    }
}

/// A field of the package itself, which is indented by two; what lies deeper are its dependencies.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix("  ").filter(|field| !field.starts_with(' '))?.split_once(' ')?;
    Some((key.trim_matches('"'), value.trim().trim_matches('"'))).filter(|(_, value)| !value.is_empty())
}

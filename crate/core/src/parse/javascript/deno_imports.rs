//! What TypeScript for Deno imports by itself, without a manifest: `npm:` and `jsr:` specifiers, and addresses of networks
//! that serve packages.

use crate::facts::{Dependency, Facts, excerpt};

use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};
use crate::version::{self, Dialect};

use super::split_locator;

pub(in crate::parse) const FORMAT: Format = Format { name: "Deno imports", matches, parse };

/// How a specifier begins, and the ecosystem of what follows. The first that fits is taken.
const SPECIFIERS: &[(&str, &str)] = &[
    ("npm:", "npm"),
    ("jsr:", "generic"),
    ("https://esm.sh/", "npm"),
    ("https://unpkg.com/", "npm"),
    ("https://cdn.jsdelivr.net/npm/", "npm"),
    ("https://deno.land/x/", "generic"),
    ("https://deno.land/", "generic"),
];

fn matches(candidate: &Candidate<'_>) -> bool {
    let has_extension = [".ts", ".tsx", ".mts"].iter().any(|extension| candidate.name.ends_with(extension));
    // Imports stand at the top of a module.
    has_extension
        && !candidate.name.ends_with(".d.ts")
        && !place::is_vendored(&candidate.file.path)
        && memchr::memchr2_iter(b'"', b'\'', candidate.head).any(|quote| {
            let text = candidate.head.get(quote.saturating_add(1)..).unwrap_or_default();
            SPECIFIERS.iter().any(|(beginning, _)| text.starts_with(beginning.as_bytes()))
        })
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut sink = Sink::new(facts, &input.file.path, input.most_facts);
    for (number, line) in text.lines() {
        if line.trim_start().starts_with(['/', '*']) {
            continue;
        }
        for (name, version, ecosystem) in line.split(['"', '\'']).filter_map(imported) {
            sink.dependency(Dependency {
                name: excerpt(name),
                requirement: excerpt(version),
                range: version::range(Dialect::Npm, version),
                ecosystem: ecosystem.to_owned(),
                site: text.line_site(number),
                ..Dependency::default()
            });
        }
    }
}

/// Name, version and ecosystem of `npm:@scope/name@^1.0/path` and its like.
fn imported(specifier: &str) -> Option<(&str, &str, &'static str)> {
    let (rest, ecosystem) =
        SPECIFIERS.iter().find_map(|(beginning, ecosystem)| Some((specifier.strip_prefix(beginning)?, *ecosystem)))?;
    let rest = rest.trim_start_matches('/').split(['?', '#']).next()?;
    // The name ends at the second slash where it has a scope.
    let slash = if rest.starts_with('@') { rest.match_indices('/').nth(1) } else { rest.match_indices('/').next() };
    let package = slash.map_or(rest, |(at, _)| rest.get(..at).unwrap_or(rest));
    let (name, version) = split_locator(package).unwrap_or((package, ""));
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '/' | '-' | '_' | '.');
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, version, ecosystem))
}

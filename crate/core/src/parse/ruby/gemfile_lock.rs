//! `Gemfile.lock` and `gems.locked`, as `Bundler::LockfileParser` reads them: what is meant is said by the heading and
//! by how far a line is indented.

use std::collections::BTreeMap;

use crate::facts::{DependencySource, Facts, PackageOrigin, Scope, SourceKind};

use crate::parse::document::Break;
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

use super::GEM;

pub(in crate::parse) const FORMAT: Format = Format { name: "Gemfile.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["Gemfile.lock", "gems.locked"])
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let lock = Lock::read(&text);
    let mut listing = Listing::new(input, facts, &text, GEM, PackageOrigin::Lockfile);
    listing.file_of_lines("Gemfile.lock", lock.broken);
    let mut previous = ("", "");
    for gem in &lock.gems {
        // A gem stands once for each platform that it was built for.
        if previous == (gem.name, gem.version) {
            continue;
        }
        previous = (gem.name, gem.version);
        if gem.is_own {
            listing.own(gem.name, gem.version, gem.at);
        } else {
            listing.pin(gem.name, gem.version, gem.at);
        }
    }
    for gem in &lock.asked {
        listing.need(Need {
            name: gem.name,
            requirement: gem.version,
            scope: Scope::Runtime,
            source: lock.sources.get(gem.name).cloned(),
            at: gem.at,
        });
    }
}

struct Gem<'t> {
    name: &'t str,
    /// The version, or what is asked for.
    version: &'t str,
    /// Whether it is the project that the lockfile lies in.
    is_own: bool,
    at: usize,
}

#[derive(Default)]
struct Lock<'t> {
    gems: Vec<Gem<'t>>,
    asked: Vec<Gem<'t>>,
    /// Of gems that are from elsewhere.
    sources: BTreeMap<&'t str, DependencySource>,
    broken: Option<Break>,
}

/// The part of the file that a line stands in.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Registry,
    Git,
    Path,
    Dependencies,
    Other,
}

impl<'t> Lock<'t> {
    fn read(text: &'t Text<'_>) -> Self {
        let mut lock = Self::default();
        let (mut part, mut remote, mut revision) = (Part::Other, "", "");
        let mut has_heading = false;
        for (at, line) in text.lines_at() {
            let indent = line.len().saturating_sub(line.trim_start_matches(' ').len());
            let words = line.trim();
            match (indent, part) {
                _ if words.is_empty() => {}
                (0, _) if is_conflict(words) => {
                    lock.broken.get_or_insert(Break::new(at, "a merge conflict that was never resolved"));
                }
                (0, _) => {
                    has_heading |= words.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b' ');
                    (part, remote, revision) = (Part::of(words), "", "");
                }
                (2, Part::Dependencies) => lock.asked.extend(gem(words.trim_end_matches('!'), at, false)),
                (2, _) => match words.split_once(": ") {
                    Some(("remote", value)) => remote = value,
                    Some(("revision", value)) => revision = value,
                    _ => {}
                },
                (4, Part::Registry) => lock.gems.extend(version(words, at, false)),
                (4, Part::Git | Part::Path) => {
                    let Some(gem) = version(words, at, part == Part::Path && remote == ".") else { continue };
                    let kind = if part == Part::Git { SourceKind::Git } else { SourceKind::Path };
                    lock.sources.insert(gem.name, fact::source(kind, remote, fact::is_commit(revision)));
                    lock.gems.push(gem);
                }
                // What a gem needs in turn stands in the lockfile as well.
                _ => {}
            }
        }
        if !has_heading {
            lock.broken.get_or_insert(Break::new(0, "no heading of a lockfile, such as GEM"));
        }
        lock
    }
}

impl Part {
    fn of(heading: &str) -> Self {
        match heading {
            "GEM" | "PLUGIN SOURCE" => Self::Registry,
            "GIT" => Self::Git,
            "PATH" => Self::Path,
            "DEPENDENCIES" => Self::Dependencies,
            _ => Self::Other,
        }
    }
}

fn is_conflict(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark))
}

/// `name (1.2.3)`, `name (1.2.3-x86_64-linux)`: the version without the platform.
fn version(words: &str, at: usize, is_own: bool) -> Option<Gem<'_>> {
    let mut gem = gem(words, at, is_own).filter(|gem| !gem.version.is_empty())?;
    gem.version = gem.version.split('-').next().unwrap_or(gem.version);
    Some(gem)
}

/// `name`, `name (~> 1.2, >= 1.2.3)`
fn gem(words: &str, at: usize, is_own: bool) -> Option<Gem<'_>> {
    let (name, version) = match words.split_once(" (") {
        Some((name, rest)) => (name, rest.strip_suffix(')')?),
        None => (words, ""),
    };
    (!name.is_empty()).then_some(Gem { name, version, is_own, at })
}

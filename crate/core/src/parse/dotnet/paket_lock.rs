//! Paket's `paket.lock`: sections by source, in them remotes, packages and what those need, by indentation.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const FORMAT: Format = Format { name: "paket.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "paket.lock"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut manifest = fact::list(path, "paket.lock", "nuget", PackageOrigin::Lockfile);
    let mut sink = Sink::new(facts, path, input.most_facts);
    let mut source = Source::Other;
    let mut remote = "";
    for (number, line) in text.lines() {
        let depth = line.len().saturating_sub(line.trim_start().len());
        let line = line.trim();
        match depth {
            0 if line.is_empty() => {}
            0 => source = Source::of(line),
            2 if line.starts_with("remote:") => {
                remote = line.strip_prefix("remote:").unwrap_or("").trim();
            }
            4 => match (source, named(line)) {
                (Source::Other, _) => fact::break_at(&mut manifest, number, "no section before it"),
                (_, None) => fact::break_at(&mut manifest, number, "no `Name (version)`"),
                (Source::Nuget, Some(package)) => {
                    let site = text.line_site(number);
                    sink.package(fact::package(PackageOrigin::Lockfile, "nuget", package, site));
                }
                // One file of a repository, at a commit.
                (Source::Repository, Some((_, commit))) => {
                    let site = text.line_site(number);
                    sink.package(fact::package(PackageOrigin::Lockfile, "github", (remote, commit), site));
                }
                (Source::Address, Some(_)) => {}
            },
            _ => {}
        }
    }
    if matches!(source, Source::Other) && !text.content().trim().is_empty() {
        fact::break_at(&mut manifest, 1, "no section of packages");
    }
    sink.manifest(manifest);
}

#[derive(Clone, Copy)]
enum Source {
    Nuget,
    /// A file of a repository on GitHub.
    Repository,
    /// A repository or a file by its address, which has no package's name.
    Address,
    Other,
}

impl Source {
    /// By a line without indentation; groups and options stand between the sections.
    fn of(line: &str) -> Self {
        match line {
            "NUGET" => Self::Nuget,
            "GITHUB" => Self::Repository,
            "GIT" | "HTTP" | "GIST" => Self::Address,
            _ => Self::Other,
        }
    }
}

/// `Name (1.2.3) - framework: net6.0`
fn named(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(" (")?;
    let (version, _) = rest.split_once(')')?;
    Some((name.trim(), version.trim()))
}

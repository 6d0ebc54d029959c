//! Gradle's lockfiles: `group:artifact:version=configuration,configuration`.

use crate::facts::{Dependency, Facts, PackageOrigin, Scope};

use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "gradle.lockfile", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["gradle.lockfile", "buildscript-gradle.lockfile"])
        // Before Gradle 6 each configuration had a file of its own.
        || (candidate.has_extension("lockfile") && candidate.file.inner_path().contains("gradle/dependency-locks/"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut manifest = fact::list(path, "gradle.lockfile", "maven", PackageOrigin::Lockfile);
    let mut sink = Sink::new(facts, path, input.most_facts);
    for (number, line) in text.lines() {
        let line = line.split_once('#').map_or(line, |(before, _)| before).trim();
        // `empty=` lists configurations without dependencies.
        if line.is_empty() || line.starts_with("empty=") {
            continue;
        }
        let (coordinates, configurations) = line.split_once('=').unwrap_or((line, ""));
        let Some((name, version)) = coordinates.rsplit_once(':').filter(|(name, _)| name.contains(':')) else {
            fact::break_at(&mut manifest, number, "no `group:artifact:version`");
            continue;
        };
        let site = text.line_site(number);
        if is_for_tests(configurations) {
            sink.dependency(Dependency {
                scope: Scope::Test,
                ..fact::dependency("maven", Dialect::Maven, (name, version), site)
            });
        } else {
            sink.package(fact::package(PackageOrigin::Lockfile, "maven", (name, version), site));
        }
    }
    sink.manifest(manifest);
}

/// Whether only tests take it: then it is nothing that an installation brings.
fn is_for_tests(configurations: &str) -> bool {
    let mut configurations = configurations.split(',').map(str::trim).filter(|name| !name.is_empty()).peekable();
    configurations.peek().is_some() && configurations.all(|name| name.starts_with("test"))
}

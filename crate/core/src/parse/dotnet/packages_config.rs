//! NuGet's `packages.config`: what a project of the old kind installs, each in one version.

use crate::facts::{Dependency, Facts, PackageOrigin, Scope, VersionRange};

use crate::parse::document::{Node, xml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "packages.config", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.eq_ignore_ascii_case("packages.config")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let mut manifest = fact::list(path, "packages.config", "nuget", PackageOrigin::Lockfile);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    for node in document.root.all("packages").flat_map(|packages| packages.all("package")) {
        let word = |key: &str| node.get(key).and_then(Node::word);
        let (Some(id), Some(version)) = (word("id"), word("version")) else { continue };
        let site = text.site(node.at);
        if word("developmentDependency").is_some_and(|word| word.eq_ignore_ascii_case("true")) {
            sink.dependency(Dependency {
                scope: Scope::Development,
                // Here a plain version is the one that is installed, not a lower bound.
                range: Some(VersionRange::exact(Dialect::Nuget.name(), version)),
                ..fact::dependency("nuget", Dialect::Nuget, (id, version), site)
            });
        } else {
            sink.package(fact::package(PackageOrigin::Lockfile, "nuget", (id, version), site));
        }
    }
}

//! `build.sbt.lock` of sbt-dependency-lock.

use crate::facts::{Dependency, Facts, PackageOrigin, Scope};

use crate::parse::document::{Node, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "build.sbt.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.ends_with(".sbt.lock")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read(text.content());
    let mut manifest = fact::list(path, "build.sbt.lock", "maven", PackageOrigin::Lockfile);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    for node in document.root.get("dependencies").into_iter().flat_map(Node::items) {
        let word = |key: &str| node.get(key).and_then(Node::word);
        let (Some(group), Some(name), Some(version)) = (word("org"), word("name"), word("version")) else { continue };
        let full_name = format!("{group}:{name}");
        let site = text.site(node.at);
        let mut configurations = node.get("configurations").into_iter().flat_map(Node::items).peekable();
        let is_for_tests =
            configurations.peek().is_some() && configurations.all(|configuration| configuration.word() == Some("test"));
        if is_for_tests {
            sink.dependency(Dependency {
                scope: Scope::Test,
                ..fact::dependency("maven", Dialect::Maven, (&full_name, version), site)
            });
        } else {
            sink.package(fact::package(PackageOrigin::Lockfile, "maven", (&full_name, version), site));
        }
    }
}

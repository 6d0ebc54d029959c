//! NuGet's `packages.lock.json`.

use std::collections::BTreeSet;

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::{Node, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "packages.lock.json", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    // `packages.Project.lock.json` where several projects share a folder.
    candidate.name.starts_with("packages.") && candidate.name.ends_with(".lock.json")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read(text.content());
    let mut manifest = fact::list(path, "packages.lock.json", "nuget", PackageOrigin::Lockfile);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    // Each framework lists all of its packages again.
    let mut seen = BTreeSet::new();
    let frameworks = document.root.get("dependencies").into_iter().flat_map(Node::members);
    for (name, node) in frameworks.flat_map(|(_, framework)| framework.members()) {
        let word = |key: &str| node.get(key).and_then(Node::word);
        if let Some(version) = word("resolved").filter(|version| seen.insert((name.text.as_str(), *version))) {
            let site = text.site(name.at);
            sink.package(fact::package(PackageOrigin::Lockfile, "nuget", (&name.text, version), site));
        }
        // What the project itself asks for; a transitive package has no such range.
        if let Some(requested) = word("requested").filter(|requested| seen.insert((name.text.as_str(), *requested))) {
            sink.dependency(fact::dependency("nuget", Dialect::Nuget, (&name.text, requested), text.site(name.at)));
        }
    }
}

//! `obj/project.assets.json`: what NuGet resolved for a project.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::{Node, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

use super::libraries;

pub(in crate::parse) const FORMAT: Format = Format { name: "project.assets.json", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "project.assets.json"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read(text.content());
    let mut manifest = fact::list(path, "project.assets.json", "nuget", PackageOrigin::Lockfile);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    libraries::add_packages(&document.root, PackageOrigin::Lockfile, &text, &mut sink);
    let frameworks = document.root.get("project").and_then(|project| project.get("frameworks"));
    let asked =
        frameworks.into_iter().flat_map(Node::members).filter_map(|(_, framework)| framework.get("dependencies"));
    for (name, node) in asked.flat_map(Node::members) {
        let is_package = node.get("target").and_then(Node::word).is_none_or(|target| target == "Package");
        if is_package {
            let requirement = node.get("version").and_then(Node::word).unwrap_or("");
            sink.dependency(fact::dependency("nuget", Dialect::Nuget, (&name.text, requirement), text.site(name.at)));
        }
    }
}

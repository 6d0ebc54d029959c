//! `extension.vsixmanifest` of a VSIX (Visual Studio and Visual Studio Code).

use crate::facts::{Facts, Manifest};

use crate::parse::document::{Node, xml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "VSIX manifest", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.eq_ignore_ascii_case("extension.vsixmanifest") && place::depth(candidate.file.inner_path()) == 0
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let manifest_node = document.root.get("PackageManifest");
    let identity = manifest_node.and_then(|node| node.get("Metadata")).and_then(|node| node.get("Identity"));
    let word = |key: &str| {
        let node = identity?.get(key)?;
        Some((node.word()?, node.at))
    };
    let (id, version, publisher) = (word("Id"), word("Version"), word("Publisher"));
    let mut manifest =
        Manifest { describes_package: place::is_at_usual_place(path), ..fact::manifest(path, "VSIX manifest", "vsix") };
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    let full_name = publisher.zip(id).map(|((publisher, _), (id, _))| format!("{publisher}/{id}"));
    sink.identify(manifest, &text, (id, full_name.as_deref()), version);
    // Visual Studio's editions, other extensions, and workloads of the editor itself.
    for (list, item) in
        [("Installation", "InstallationTarget"), ("Dependencies", "Dependency"), ("Prerequisites", "Prerequisite")]
    {
        for node in manifest_node.and_then(|node| node.get(list)).into_iter().flat_map(|list| list.all(item)) {
            let requirement = node.get("Version").and_then(Node::word).unwrap_or("");
            let Some(name) = node.get("Id").and_then(Node::word) else { continue };
            sink.dependency(fact::dependency("vsix", Dialect::Nuget, (name, requirement), text.site(node.at)));
        }
    }
}

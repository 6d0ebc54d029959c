//! `extension.vsixmanifest` of a VSIX (Visual Studio and Visual Studio Code).

use crate::facts::{Dependency, Facts, FileFact, Manifest, Package, Scope, excerpt};

use super::document::{Node, xml};
use super::sink::{Sink, note_state};
use super::text::Text;
use super::version::{self, Dialect};
use super::{Format, Input, place, purl};

pub(super) const FORMAT: Format = Format { name: "VSIX manifest", matches, parse };

fn matches(file: &FileFact, _head: &[u8]) -> bool {
    file.name().eq_ignore_ascii_case("extension.vsixmanifest") && place::depth(file.inner_path()) == 0
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
    let mut manifest = Manifest {
        path: path.clone(),
        format: "VSIX manifest".to_owned(),
        ecosystem: "vsix".to_owned(),
        describes_package: place::is_at_root(path),
        ..Manifest::default()
    };
    note_state(&mut manifest, &document, &text);
    manifest.name = id.map(|(id, at)| text.sited(excerpt(id), at));
    manifest.version = version.map(|(version, at)| text.sited(excerpt(version), at));
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    if let Some((id, at)) = id {
        let version = version.map_or("", |(version, _)| version);
        let name = publisher.map_or_else(|| id.to_owned(), |(publisher, _)| format!("{publisher}/{id}"));
        sink.package(Package {
            name: excerpt(&name),
            version: excerpt(version),
            ecosystem: "vsix".to_owned(),
            purl: purl::purl("vsix", &name, version),
            site: text.site(at),
        });
    }
    // Visual Studio's editions, other extensions, and workloads of the editor itself.
    for (list, item) in
        [("Installation", "InstallationTarget"), ("Dependencies", "Dependency"), ("Prerequisites", "Prerequisite")]
    {
        for node in manifest_node.and_then(|node| node.get(list)).into_iter().flat_map(|list| list.all(item)) {
            let requirement = node.get("Version").and_then(Node::word).unwrap_or("");
            let Some(name) = node.get("Id").and_then(Node::word) else { continue };
            sink.dependency(Dependency {
                name: excerpt(name),
                requirement: excerpt(requirement),
                range: version::range(Dialect::Nuget, requirement),
                ecosystem: "vsix".to_owned(),
                scope: Scope::Runtime,
                source: None,
                site: text.site(node.at),
            });
        }
    }
}

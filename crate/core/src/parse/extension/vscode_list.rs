//! `extensions.json`, in which Visual Studio Code lists what is installed. The file of that name in `.vscode`, which only
//! recommends, is a map and has no versions.

use crate::facts::{Facts, Package, PackageOrigin};

use crate::parse::document::{Node, Value, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::purl;

pub(in crate::parse) const FORMAT: Format = Format { name: "VS Code extensions.json", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "extensions.json" && candidate.head_holds(b"\"identifier\"")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read(text.content());
    if !matches!(document.root.value, Value::Seq(_)) {
        return;
    }
    let mut manifest = fact::list(path, "VS Code extensions.json", "vsix", PackageOrigin::Listed);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    for node in document.root.items() {
        let id = node.get("identifier").and_then(|identifier| identifier.word_of("id"));
        let (Some((id, at)), version) = (id, node.get("version").and_then(Node::word).unwrap_or("")) else { continue };
        sink.package(Package {
            // `publisher.name`
            purl: purl::purl("vsix", &id.replacen('.', "/", 1), version),
            ..fact::package(PackageOrigin::Listed, "vsix", (id, version), text.site(at))
        });
    }
}

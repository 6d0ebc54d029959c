//! AppStream's metadata of desktop applications (`*.metainfo.xml`, `*.appdata.xml`), which Flatpaks carry too.

use crate::facts::{Dependency, Facts, Scope};

use crate::parse::document::{Node, xml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "AppStream metainfo", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.ends_with(".metainfo.xml") || candidate.name.ends_with(".appdata.xml")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let root = &document.root;
    // `application` before version 0.6.
    let Some(component) = root.get("component").or_else(|| root.get("application")) else { return };
    let mut manifest = fact::manifest(path, "AppStream metainfo", "appstream");
    manifest.describes_package = place::is_at_usual_place(path);
    fact::note_state(&mut manifest, &document, &text);
    // The newest release comes first.
    let release = component.get("releases").and_then(|releases| releases.all("release").next());
    let version = release.and_then(|release| release.word_of("version"));
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify_generic(manifest, &text, component.word_of("id"), version);
    for (list, scope) in [("requires", Scope::Runtime), ("recommends", Scope::Optional)] {
        for (kind, node) in component.all(list).flat_map(Node::members) {
            if let Some((name, requirement)) = relation(&kind.text, node) {
                sink.dependency(Dependency {
                    scope,
                    ..fact::dependency("generic", Dialect::Generic, (name, &requirement), text.site(node.at))
                });
            }
        }
    }
    for base in component.all("extends") {
        let name = base.word().unwrap_or("");
        sink.dependency(fact::dependency("generic", Dialect::Generic, (name, ""), text.site(base.at)));
    }
}

/// `<id version="1.2" compare="ge">org.example.app</id>`, and the same of a kernel or a firmware.
fn relation<'n>(kind: &str, node: &'n Node) -> Option<(&'n str, String)> {
    if !matches!(kind, "id" | "kernel" | "firmware" | "modalias") {
        return None;
    }
    let Some(version) = node.get("version").and_then(Node::word) else { return Some((node.word()?, String::new())) };
    let compare = match node.get("compare").and_then(Node::word) {
        Some("eq") => "=",
        Some("ne") => "!=",
        Some("lt") => "<",
        Some("gt") => ">",
        Some("le") => "<=",
        _ => ">=",
    };
    Some((node.word()?, format!("{compare}{version}")))
}

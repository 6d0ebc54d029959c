//! Lists of what an image was built from, each in JSON of its own: Chromium OS, Bottlerocket, Bitnami.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::{Key, Node, json};
use crate::parse::sbom::Listed;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const COS: Format = Format { name: "COS package info", matches: is_cos, parse: parse_cos };
pub(in crate::parse) const BOTTLEROCKET: Format =
    Format { name: "Bottlerocket inventory", matches: is_bottlerocket, parse: parse_bottlerocket };
pub(in crate::parse) const BITNAMI: Format =
    Format { name: "Bitnami components", matches: is_bitnami, parse: parse_bitnami };

fn is_cos(candidate: &Candidate<'_>) -> bool {
    candidate.name == "cos-package-info.json"
}

fn is_bottlerocket(candidate: &Candidate<'_>) -> bool {
    candidate.name == "application-inventory.json"
}

fn is_bitnami(candidate: &Candidate<'_>) -> bool {
    candidate.name == ".bitnami_components.json"
}

/// What was installed; the tools of the build are not in the image.
fn parse_cos(input: Input<'_>, facts: &mut Facts) {
    list(input, facts, ("COS package info", "cos"), |root| {
        let items = root.get("installedPackages").map_or(&[][..], Node::items);
        items.iter().filter_map(|item| listed(item.get("name")?, item.get("version"))).collect()
    });
}

fn parse_bottlerocket(input: Input<'_>, facts: &mut Facts) {
    list(input, facts, ("Bottlerocket inventory", "generic"), |root| {
        let items = root.get("Content").map_or(&[][..], Node::items);
        let package = |item: &Node| {
            let mut listed = listed(item.get("Name")?, item.get("Version"))?;
            listed.architecture = item.get("Architecture").and_then(Node::word).map(str::to_owned);
            Some(listed)
        };
        items.iter().filter_map(package).collect()
    });
}

fn parse_bitnami(input: Input<'_>, facts: &mut Facts) {
    list(input, facts, ("Bitnami components", "bitnami"), |root| {
        let package = |(key, item): &(Key, Node)| {
            let version = item.get("version").and_then(Node::word)?.to_owned();
            let architecture = item.get("arch").and_then(Node::word).map(str::to_owned);
            Some(Listed { name: key.text.clone(), version, architecture, at: key.at, ..Listed::default() })
        };
        root.members().iter().filter_map(package).collect()
    });
}

fn listed(name: &Node, version: Option<&Node>) -> Option<Listed> {
    let version = version.and_then(Node::word).unwrap_or("").to_owned();
    Some(Listed { name: name.word()?.to_owned(), version, at: name.at, ..Listed::default() })
}

fn list(input: Input<'_>, facts: &mut Facts, (format, ecosystem): (&str, &str), read: impl Fn(&Node) -> Vec<Listed>) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read(text.content());
    let mut manifest = fact::list(path, format, ecosystem, PackageOrigin::Listed);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    for listed in read(&document.root) {
        sink.package(Listed { ecosystem: ecosystem.to_owned(), ..listed }.into_package(&text));
    }
}

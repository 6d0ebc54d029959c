//! `gradle/verification-metadata.xml`: every artifact that a Gradle build may take, with its digests.

use std::collections::BTreeSet;

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::{Node, xml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const FORMAT: Format = Format { name: "verification-metadata.xml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "verification-metadata.xml"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let mut manifest = fact::list(path, "verification-metadata.xml", "maven", PackageOrigin::Lockfile);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    let components = document.root.all("verification-metadata").flat_map(|root| root.all("components"));
    let mut seen = BTreeSet::new();
    for component in components.flat_map(|components| components.all("component")) {
        let word = |key: &str| component.get(key).and_then(Node::word);
        let (Some(group), Some(name), Some(version)) = (word("group"), word("name"), word("version")) else { continue };
        if seen.insert((group, name, version)) {
            let full_name = format!("{group}:{name}");
            let site = text.site(component.at);
            sink.package(fact::package(PackageOrigin::Lockfile, "maven", (&full_name, version), site));
        }
    }
}

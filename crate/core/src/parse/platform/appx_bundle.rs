//! `AppxBundleManifest.xml`: packages of one application for several processors and languages.

use crate::facts::{DeclaredFile, Facts, excerpt};

use crate::parse::document::{Node, xml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};

pub(in crate::parse) const FORMAT: Format = Format { name: "AppxBundleManifest.xml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.eq_ignore_ascii_case("AppxBundleManifest.xml")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let Some(bundle) = document.root.get("Bundle") else { return };
    let identity = bundle.get("Identity");
    let word = |key: &str| identity?.word_of(key);
    let mut manifest = fact::manifest(path, "AppxBundleManifest.xml", "msix");
    // It lies in a folder of its own beside the packages.
    manifest.describes_package = place::depth(input.file.inner_path()) <= 1 && !path.contains("!/");
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify_generic(manifest, &text, word("Name"), word("Version"));
    for node in bundle.all("Packages").flat_map(|packages| packages.all("Package")) {
        let Some((file, at)) = node.word_of("FileName") else { continue };
        sink.declared_file(DeclaredFile {
            path: excerpt(file),
            // From the top of the bundle, not from the manifest's folder.
            resolved: place::resolve(path, &format!("/{file}")),
            digests: Vec::new(),
            size_bytes: node.get("Size").and_then(Node::word).and_then(|size| size.parse().ok()),
            site: text.site(at),
        });
    }
}

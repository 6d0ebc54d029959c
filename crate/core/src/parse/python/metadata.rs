//! Core metadata: a wheel's `METADATA`, a source archive's `PKG-INFO`, and the `.egg-info` of distutils.

use crate::facts::{Facts, Manifest, ManifestState};

use crate::parse::document::headers::{self, Folding, Header};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};

use super::pep508;

pub(in crate::parse) const FORMAT: Format = Format { name: "Python METADATA", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    let head = candidate.head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(candidate.head);
    match candidate.name {
        "METADATA" | "PKG-INFO" => head.starts_with(b"Metadata-Version:"),
        // Old distutils left the version of the format out.
        _ if candidate.has_extension("egg-info") => {
            head.starts_with(b"Metadata-Version:") || head.starts_with(b"Name:")
        }
        _ => false,
    }
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let headers = headers::read(text.content(), Folding::Mail);
    let first = |name: &str| headers.iter().find(|h| h.key.text.eq_ignore_ascii_case(name) && !h.value.is_empty());
    let (name, version) = (first("Name"), first("Version"));
    let is_wheel = path.ends_with("METADATA");
    let mut manifest = Manifest {
        describes_package: place::is_at_usual_place(path),
        ..fact::manifest(path, if is_wheel { "wheel METADATA" } else { "PKG-INFO" }, "pypi")
    };
    if name.is_none() {
        let reason = "no Name, which core metadata must have".to_owned();
        manifest.state = ManifestState::Unreadable { line: 1, column: 0, reason };
    }
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (name.map(Header::word), None), version.map(Header::word));
    // What an unpacked third party's package would need lies beside it already.
    if place::is_vendored(path) {
        return;
    }
    for header in &headers {
        let site = text.site(header.key.at);
        match header.key.text.to_ascii_lowercase().as_str() {
            "requires-dist" => {
                if let Some(needs) = pep508::requirement(&header.value, site) {
                    sink.dependency(needs);
                }
            }
            "requires-python" => sink.dependency(pep508::python(&header.value, site)),
            _ => {}
        }
    }
}

//! Lists of parts: CycloneDX, SPDX, Syft.
//!
//! Such a list can have tens of megabytes, so it is read as a stream: nothing but the open containers is held. What is
//! read here serves a package's own list and an inventory of what is installed alike.

mod cyclonedx;
mod listed;
mod outline;
mod purl;
mod recognise;
mod spdx_json;
mod spdx_tag_value;
mod syft;

use std::collections::BTreeSet;

use crate::facts::{Facts, Package, PackageOrigin, excerpt};

pub(crate) use listed::Listed;

use super::document::Break;
use super::sink::Sink;
use super::text::Text;
use super::{Candidate, Format, Input, fact};

pub(super) const FORMATS: &[Format] = &[Format { name: "SBOM", matches, parse }];

/// The formats of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    CycloneDx(Written),
    SpdxJson,
    SpdxTagValue,
    Syft,
}

/// How a CycloneDX list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Json,
    Xml,
}

/// What a list says of itself.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// The format by its usual name, with its version (`CycloneDX 1.5`).
    pub(crate) format: String,
    /// What it is a list of: a product, an image. Not one of its packages.
    pub(crate) subject: Option<Listed>,
    /// Where and why reading ended.
    pub(crate) broken: Option<Break>,
}

impl List {
    /// `missing` is what the format always says of itself and this list does not.
    fn new(format: &str, version: &str, subject: Option<Listed>, broken: Option<Break>, missing: Option<&str>) -> Self {
        let format = excerpt(&format!("{format} {version}"));
        let broken = broken.or_else(|| missing.map(|reason| Break::new(0, reason)));
        Self { format, subject, broken }
    }
}

impl Kind {
    /// What a file is by its first bytes; by its name only where it has the ending that only such lists have.
    pub(crate) fn of(name: &str, head: &[u8]) -> Option<Self> {
        recognise::recognise(name, head)
    }

    /// Reads a list; `each` gets every package, as soon as it is read.
    pub(crate) fn read(self, text: &str, each: &mut dyn FnMut(Listed)) -> List {
        match self {
            Self::CycloneDx(written) => cyclonedx::read(text, written, each),
            Self::SpdxJson => spdx_json::read(text, each),
            Self::SpdxTagValue => spdx_tag_value::read(text, each),
            Self::Syft => syft::read(text, each),
        }
    }
}

fn matches(candidate: &Candidate<'_>) -> bool {
    recognise::may_be(candidate.name) && Kind::of(candidate.name, candidate.head).is_some()
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let Some(kind) = Kind::of(input.file.name(), input.bytes) else { return };
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    // A scanner lists a package again for every place at which it lies.
    let mut seen = BTreeSet::new();
    let list = kind.read(text.content(), &mut |listed| {
        if seen.insert((listed.name.clone(), listed.version.clone(), listed.purl.clone())) {
            sink.package(listed.into_package(&text));
        }
    });
    let mut manifest = fact::list(
        path,
        &list.format,
        list.subject.as_ref().map_or("generic", |subject| &subject.ecosystem),
        PackageOrigin::Listed,
    );
    fact::note_break(&mut manifest, list.broken.as_ref(), &text);
    if let Some(subject) = list.subject {
        manifest.name = Some(text.sited(excerpt(&subject.name), subject.at));
        if !subject.version.is_empty() {
            manifest.version = Some(text.sited(excerpt(&subject.version), subject.at));
            sink.package(Package { origin: PackageOrigin::Manifest, ..subject.into_package(&text) });
        }
    }
    sink.manifest(manifest);
}

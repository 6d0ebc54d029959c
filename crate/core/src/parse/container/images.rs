//! Images named in YAML: what Compose, Kubernetes, Helm and GitLab have in common.

use std::collections::BTreeSet;

use crate::facts::{Manifest, PackageOrigin};
use crate::parse::document::{Document, Node};
use crate::parse::fact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;

use super::image::Image;

/// Takes images of one file, each once.
pub(super) struct Images<'s, 'f, 't> {
    sink: &'s mut Sink<'f>,
    text: &'t Text<'t>,
    seen: BTreeSet<(String, String)>,
}

impl<'s, 'f, 't> Images<'s, 'f, 't> {
    pub(super) fn new(sink: &'s mut Sink<'f>, text: &'t Text<'t>) -> Self {
        Self { sink, text, seen: BTreeSet::new() }
    }

    /// Adds a reference, if it is one.
    pub(super) fn add(&mut self, reference: &str, at: usize) {
        if let Some(image) = Image::read(reference) {
            self.add_image(image, at);
        }
    }

    /// Adds an image.
    pub(super) fn add_image(&mut self, image: Image<'_>, at: usize) {
        if self.seen.insert((image.name().to_owned(), image.version().to_owned())) {
            self.sink.package(image.package(self.text.site(at)));
        }
    }

    /// Adds `{repository: …, tag: …}` as charts write it, with a registry beside it or not, if it is that. A tag that is
    /// left empty stands for the chart's `appVersion`, which is said elsewhere.
    pub(super) fn add_parts(&mut self, map: &Node) {
        let word = |key: &str| map.get(key).and_then(Node::word);
        let (tag, digest) = (word("tag"), word("digest").or_else(|| word("sha")));
        let repository = map.get("repository").filter(|_| tag.is_some() || digest.is_some());
        let Some((path, at)) = repository.and_then(|node| Some((node.word()?, node.at))) else { return };
        let name = word("registry").map_or_else(|| path.to_owned(), |registry| format!("{registry}/{path}"));
        if let Some(image) = Image::read(&name) {
            self.add_image(image.with(tag, digest), at);
        }
    }
}

/// The manifest of a file that refers to images.
pub(super) fn manifest(format: &str, document: &Document, text: &Text<'_>) -> Manifest {
    let mut manifest = fact::list(text.path(), format, "docker", PackageOrigin::Reference);
    fact::note_state(&mut manifest, document, text);
    manifest
}

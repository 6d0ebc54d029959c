//! SPDX as JSON: 2.x with its `packages`, and 3.0 with its `@graph` of elements.

use super::List;
use super::listed::{Draft, Listed};
use super::outline::{self, Visit};

/// Reads a list; `each` gets every package that has a version or a package URL. What has neither is a folder that was
/// searched, or the document's own root.
pub(super) fn read(text: &str, each: &mut dyn FnMut(Listed)) -> List {
    let mut reader = Reader { open: Vec::new(), each, spec_version: String::new() };
    let broken = outline::json(text, &mut reader);
    let missing = if reader.spec_version.is_empty() { Some("no spdxVersion") } else { None };
    List::new("SPDX", &reader.spec_version, None, broken, missing)
}

struct Reader<'e> {
    open: Vec<Frame>,
    each: &'e mut dyn FnMut(Listed),
    spec_version: String,
}

struct Frame {
    place: Place,
    draft: Draft,
    /// `type` of an element, `referenceType` of a reference.
    kind: String,
    /// `referenceLocator` of a reference.
    locator: String,
}

/// What a container is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Document,
    Packages,
    Package,
    References,
    Reference,
    Other,
}

impl Place {
    fn within(parent: Option<Self>, key: &str) -> Self {
        match (parent, key) {
            (None, _) => Self::Document,
            (Some(Self::Document), "packages" | "@graph") => Self::Packages,
            (Some(Self::Packages), _) => Self::Package,
            (Some(Self::Package), "externalRefs" | "externalIdentifier") => Self::References,
            (Some(Self::References), _) => Self::Reference,
            _ => Self::Other,
        }
    }
}

impl Visit for Reader<'_> {
    fn open(&mut self, key: &str, at: usize) {
        let place = Place::within(self.open.last().map(|frame| frame.place), key);
        let draft = Draft { at: Some(at), ..Draft::default() };
        self.open.push(Frame { place, draft, kind: String::new(), locator: String::new() });
    }

    fn value(&mut self, key: &str, text: &str, at: usize) {
        let Some(frame) = self.open.last_mut() else { return };
        match (frame.place, key) {
            (Place::Document, "spdxVersion") => self.spec_version = version_of(text),
            // 3.0 names itself by its context, and again in each element's creation info.
            (Place::Document, "@context") if self.spec_version.is_empty() => {
                self.spec_version = version_of_context(text)
            }
            (Place::Package, "name") => {
                text.clone_into(&mut frame.draft.name);
                frame.draft.at = Some(at);
            }
            (Place::Package, "versionInfo" | "software_packageVersion") => text.clone_into(&mut frame.draft.version),
            (Place::Package, "software_packageUrl") => text.clone_into(&mut frame.draft.purl),
            (Place::Package, "type") | (Place::Reference, "referenceType" | "externalIdentifierType") => {
                text.clone_into(&mut frame.kind);
            }
            (Place::Reference, "referenceLocator" | "identifier") => text.clone_into(&mut frame.locator),
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(frame) = self.open.pop() else { return };
        match frame.place {
            Place::Package => {
                let is_package = frame.kind.is_empty() || frame.kind == "software_Package";
                let is_known = is_known(&frame.draft.version) || !frame.draft.purl.is_empty();
                if let Some(listed) = Some(frame.draft).filter(|_| is_package && is_known).and_then(finish) {
                    (self.each)(listed);
                }
            }
            Place::Reference if is_purl(&frame.kind) => {
                let package = self.open.iter_mut().rev().find(|open| open.place == Place::Package);
                // Of several, the first: scanners put what they are sure of in front.
                if let Some(package) = package.filter(|package| package.draft.purl.is_empty()) {
                    package.draft.purl = frame.locator;
                }
            }
            _ => {}
        }
    }
}

/// `purl` in 2.x, also as a URI; `packageUrl` in 3.0.
pub(super) fn is_purl(kind: &str) -> bool {
    matches!(kind.rsplit(['/', '#']).next(), Some("purl" | "packageUrl" | "packageURL"))
}

/// SPDX has words for "unknown" and "none".
pub(super) fn is_known(version: &str) -> bool {
    !matches!(version, "" | "NOASSERTION" | "NONE")
}

/// The package, without a version that only says that there is none.
pub(super) fn finish(mut draft: Draft) -> Option<Listed> {
    if !is_known(&draft.version) {
        draft.version.clear();
    }
    draft.finish()
}

/// `SPDX-2.3`.
pub(super) fn version_of(text: &str) -> String {
    text.trim().trim_start_matches("SPDX-").to_owned()
}

/// `https://spdx.org/rdf/3.0.1/spdx-context.jsonld`.
fn version_of_context(url: &str) -> String {
    let rest = url.split_once("spdx.org/rdf/").map_or("", |(_, rest)| rest);
    rest.split('/').next().unwrap_or("").to_owned()
}

//! CycloneDX, JSON and XML, 1.0 to 1.7: the components, nested ones too, and what they are put together to.

use super::listed::{Draft, Listed};
use super::outline::{self, Visit};
use super::{List, Written};

/// Reads a list; `each` gets every component when it ends, so one within another comes before it.
pub(super) fn read(text: &str, written: Written, each: &mut dyn FnMut(Listed)) -> List {
    let mut reader = Reader { open: Vec::new(), each, subject: None, is_marked: false, spec_version: String::new() };
    let broken = match written {
        Written::Json => outline::json(text, &mut reader),
        Written::Xml => outline::xml(text, &mut reader),
    };
    let missing = if reader.is_marked { None } else { Some("nothing says that it is CycloneDX") };
    List::new("CycloneDX", &reader.spec_version, reader.subject, broken, missing)
}

struct Reader<'e> {
    open: Vec<Frame>,
    each: &'e mut dyn FnMut(Listed),
    subject: Option<Listed>,
    is_marked: bool,
    spec_version: String,
}

struct Frame {
    place: Place,
    draft: Draft,
    group: String,
    kind: String,
}

/// What a container is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Document,
    Metadata,
    Components,
    Component,
    /// What the list is about.
    Subject,
    Other,
}

impl Place {
    fn within(parent: Option<Self>, key: &str) -> Self {
        match (parent, key) {
            (None, "" | "bom") => Self::Document,
            (Some(Self::Document), "metadata") => Self::Metadata,
            (Some(Self::Metadata), "component") => Self::Subject,
            (Some(Self::Document | Self::Component | Self::Subject), "components") => Self::Components,
            (Some(Self::Components), "" | "component") => Self::Component,
            _ => Self::Other,
        }
    }
}

impl Visit for Reader<'_> {
    fn open(&mut self, key: &str, at: usize) {
        let place = Place::within(self.open.last().map(|frame| frame.place), key);
        let draft = Draft { at: Some(at), ..Draft::default() };
        self.open.push(Frame { place, draft, group: String::new(), kind: String::new() });
    }

    fn value(&mut self, key: &str, text: &str, at: usize) {
        let Some(frame) = self.open.last_mut() else { return };
        match (frame.place, key) {
            (Place::Component | Place::Subject, key) => frame.take(key, text, at),
            (Place::Document, "bomFormat") => self.is_marked = text == "CycloneDX",
            (Place::Document, "specVersion") => text.clone_into(&mut self.spec_version),
            (Place::Document, _) => {
                // XML says it by its namespace, with a prefix or without.
                if let Some(version) = text.strip_prefix("http://cyclonedx.org/schema/bom/") {
                    self.is_marked = true;
                    version.clone_into(&mut self.spec_version);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(frame) = self.open.pop() else { return };
        match frame.place {
            Place::Component => {
                if let Some(listed) = frame.finish() {
                    (self.each)(listed);
                }
            }
            Place::Subject => self.subject = frame.finish(),
            _ => {}
        }
    }
}

impl Frame {
    fn take(&mut self, key: &str, text: &str, at: usize) {
        match key {
            "name" => {
                text.clone_into(&mut self.draft.name);
                self.draft.at = Some(at);
            }
            "version" => text.clone_into(&mut self.draft.version),
            "purl" => text.clone_into(&mut self.draft.purl),
            "group" => text.clone_into(&mut self.group),
            "type" => text.clone_into(&mut self.kind),
            _ => {}
        }
    }

    /// The package that a component is; a file or a key is none, unless it says which.
    fn finish(mut self) -> Option<Listed> {
        if self.draft.purl.is_empty() && matches!(self.kind.as_str(), "file" | "data" | "cryptographic-asset") {
            return None;
        }
        if !self.group.is_empty() {
            self.draft.name = format!("{}/{}", self.group, self.draft.name);
        }
        self.draft.finish()
    }
}

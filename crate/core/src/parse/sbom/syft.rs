//! Syft's own JSON.

use super::List;
use super::listed::{Draft, Listed};
use super::outline::{self, Visit};

/// Reads a list; `each` gets every artifact.
pub(super) fn read(text: &str, each: &mut dyn FnMut(Listed)) -> List {
    let mut reader = Reader { open: Vec::new(), each, is_marked: false, subject: None };
    let broken = outline::json(text, &mut reader);
    let missing = if reader.is_marked { None } else { Some("no artifacts") };
    List::new("Syft JSON", "", reader.subject, broken, missing)
}

struct Reader<'e> {
    open: Vec<(Place, Draft)>,
    each: &'e mut dyn FnMut(Listed),
    is_marked: bool,
    subject: Option<Listed>,
}

/// What a container is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Document,
    Artifacts,
    Artifact,
    /// What the cataloger of the ecosystem adds to an artifact.
    Metadata,
    /// The image or folder that was searched.
    Source,
    Other,
}

impl Place {
    fn within(parent: Option<Self>, key: &str) -> Self {
        match (parent, key) {
            (None, _) => Self::Document,
            (Some(Self::Document), "artifacts") => Self::Artifacts,
            (Some(Self::Document), "source") => Self::Source,
            (Some(Self::Artifacts), _) => Self::Artifact,
            (Some(Self::Artifact), "metadata") => Self::Metadata,
            _ => Self::Other,
        }
    }
}

impl Visit for Reader<'_> {
    fn open(&mut self, key: &str, at: usize) {
        let place = Place::within(self.open.last().map(|(place, _)| *place), key);
        self.is_marked |= place == Place::Artifacts;
        self.open.push((place, Draft { at: Some(at), ..Draft::default() }));
    }

    fn value(&mut self, key: &str, text: &str, at: usize) {
        let Some((place, draft)) = self.open.last_mut() else { return };
        match (*place, key) {
            (Place::Artifact | Place::Source, "name") => {
                text.clone_into(&mut draft.name);
                draft.at = Some(at);
            }
            (Place::Artifact | Place::Source, "version") => text.clone_into(&mut draft.version),
            (Place::Artifact, "purl") => text.clone_into(&mut draft.purl),
            (Place::Artifact, "type") => draft.ecosystem = ecosystem(text),
            (Place::Metadata, "architecture" | "arch") => text.clone_into(&mut draft.architecture),
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some((place, draft)) = self.open.pop() else { return };
        match place {
            Place::Artifact => {
                if let Some(listed) = draft.finish() {
                    (self.each)(listed);
                }
            }
            Place::Metadata => {
                if let Some((_, artifact)) = self.open.last_mut() {
                    artifact.architecture = draft.architecture;
                }
            }
            Place::Source => self.subject = draft.finish(),
            _ => {}
        }
    }
}

/// Syft's package types as purl types, where the two differ or no package URL is given.
fn ecosystem(kind: &str) -> &'static str {
    match kind {
        "alpm" => "alpm",
        "apk" => "apk",
        "conan" => "conan",
        "dart-pub" => "pub",
        "deb" => "deb",
        "dotnet" => "nuget",
        "gem" => "gem",
        "github-action" | "github-action-workflow" => "github",
        "go-module" => "golang",
        "hackage" => "hackage",
        "hex" => "hex",
        "java-archive" | "jenkins-plugin" => "maven",
        "npm" => "npm",
        "php-composer" => "composer",
        "pod" => "cocoapods",
        "portage" => "portage",
        "python" => "pypi",
        "R-package" => "cran",
        "rpm" => "rpm",
        "rust-crate" => "cargo",
        "swift" => "swift",
        _ => "generic",
    }
}

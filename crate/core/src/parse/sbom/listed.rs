//! A package as a list names it, before it becomes a fact: of an SBOM or of a package manager's own records.

use crate::facts::{Package, PackageOrigin, excerpt};
use crate::parse::redact::redact;
use crate::parse::text::Text;

use super::purl::Purl;

/// Longest package URL that is taken over from a list. Syft's, with all their qualifiers, stay below 400 bytes.
const PURL_BYTES: usize = 1_024;

/// A package that a list names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Name in its ecosystem: `group:artifact`, `@scope/name`.
    pub(crate) name: String,
    /// Version as written; `""` where none is given.
    pub(crate) version: String,
    /// purl type; `generic` where the list gives none.
    pub(crate) ecosystem: String,
    /// The list's own package URL; `""` where it gives none.
    pub(crate) purl: String,
    /// The processor that it was built for, in the ecosystem's own word.
    pub(crate) architecture: Option<String>,
    /// Byte offset at which it is named.
    pub(crate) at: usize,
}

impl Listed {
    /// The fact.
    pub(crate) fn into_package(self, text: &Text<'_>) -> Package {
        let mut package = Package {
            name: excerpt(&self.name),
            version: excerpt(&self.version),
            ecosystem: excerpt(&self.ecosystem),
            origin: PackageOrigin::Listed,
            site: text.site(self.at),
            ..Package::default()
        };
        if is_showable(&self.purl) {
            package.purl = redact(&self.purl).into_owned();
        }
        package
    }
}

/// Whether a text can be shown as it is: a cut package URL would be another one.
fn is_showable(purl: &str) -> bool {
    purl.len() <= PURL_BYTES && purl.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What a record says of a package, as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) purl: String,
    /// purl type by the list's own word for it, where there is no package URL.
    pub(super) ecosystem: &'static str,
    pub(super) architecture: String,
    /// Where the name stands.
    pub(super) at: Option<usize>,
}

impl Draft {
    /// The package: by its package URL where there is one, since that has the name as its ecosystem writes it.
    pub(super) fn finish(self) -> Option<Listed> {
        let at = self.at.unwrap_or_default();
        let architecture = Some(self.architecture).filter(|word| !word.is_empty());
        let Some(purl) = Purl::read(&self.purl) else {
            let ecosystem = if self.ecosystem.is_empty() { "generic" } else { self.ecosystem }.to_owned();
            let listed =
                Listed { name: self.name, version: self.version, ecosystem, architecture, at, ..Listed::default() };
            return Some(listed).filter(|listed| !listed.name.is_empty());
        };
        Some(Listed {
            name: purl.full_name(),
            version: if self.version.is_empty() { purl.version } else { self.version },
            ecosystem: purl.ecosystem,
            purl: self.purl,
            architecture: architecture.or(purl.architecture),
            at,
        })
    }
}

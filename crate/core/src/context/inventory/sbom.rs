//! Lists of parts as an inventory: CycloneDX, SPDX, Syft.

use super::form::{Form, Named};
use super::listing::Listing;
use super::sample::Sample;
use crate::parse::sbom::Kind;
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let (form, sign) = match kind(sample.content)? {
        Kind::CycloneDx(_) => ("CycloneDX", "the document says that it is CycloneDX"),
        Kind::SpdxJson | Kind::SpdxTagValue => ("SPDX", "the document says that it is SPDX"),
        Kind::Syft => ("Syft JSON", "JSON with `artifacts` and how each was found"),
    };
    Some(Named::new(form, sign))
}

/// Whether a text is such a list.
pub(super) fn is_list(sample: &Sample<'_>) -> bool {
    kind(sample.content).is_some()
}

/// The kind by the contents; the name given is one that may have any of them and says nothing.
fn kind(content: &str) -> Option<Kind> {
    Kind::of("list.txt", content.as_bytes())
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    let Some(kind) = kind(text.content()) else { return };
    let list = kind.read(text.content(), &mut |listed| listing.listed(&listed, text));
    // What the list is of runs there, too; an image's digest is no version.
    if let Some(subject) = list.subject.filter(|of| !of.version.is_empty() && !of.version.starts_with("sha256:")) {
        listing.listed(&subject, text);
    }
    listing.name_form(&list.format);
    listing.broken(list.broken.as_ref(), text);
}

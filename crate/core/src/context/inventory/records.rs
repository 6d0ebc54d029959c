//! What package managers keep for themselves: dpkg's `status` and apk's `installed`, both in blocks of fields.

use super::form::{Form, Named};
use super::listing::Listing;
use super::sample::{Sample, quoted};
use crate::parse::system::{apk_installed, dpkg_status};
use crate::parse::text::Text;

pub(super) const DPKG: Form = Form { recognise: recognise_dpkg, read: read_dpkg };
pub(super) const APK: Form = Form { recognise: recognise_apk, read: read_apk };

fn recognise_dpkg(sample: &Sample<'_>) -> Option<Named> {
    let first = sample.lines.first().filter(|line| line.starts_with("Package: "))?;
    // The index of a repository looks the same but for the status.
    let status = sample.lines.iter().find(|line| line.starts_with("Status: "))?;
    Some(Named::new("dpkg status", format!("blocks with {} and {}", quoted(first), quoted(status))))
}

fn read_dpkg(text: &Text<'_>, listing: &mut Listing<'_>) {
    let broken = dpkg_status::read(text.content(), "deb", &mut |listed| listing.listed(&listed, text));
    listing.broken(broken.as_ref(), text);
}

fn recognise_apk(sample: &Sample<'_>) -> Option<Named> {
    let first = sample.lines.first().filter(|line| line.starts_with("C:Q"))?;
    // The index of a repository names no folders.
    sample.lines.iter().find(|line| line.starts_with("F:"))?;
    Some(Named::new("apk installed", format!("blocks of one-letter fields, the first {}", quoted(first))))
}

fn read_apk(text: &Text<'_>, listing: &mut Listing<'_>) {
    let broken = apk_installed::read(text.content(), &mut |listed| listing.listed(&listed, text));
    listing.broken(broken.as_ref(), text);
}

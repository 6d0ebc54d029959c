//! `pacman -Q`: name and `[epoch:]version-release`.

use super::form::{Form, Named};
use super::lines::{self, Line, begins_with_digit, only_words};
use super::listing::Listing;
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let row = sample.nearly_all(3, |line| row(line).is_some())?;
    Some(Named::new("pacman -Q", format!("lines of name and version-release: {}", quoted(row))))
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    lines::read(text, listing, "alpm", |line| Line::of(row(line)));
}

/// A package's release is a number, perhaps with a point (`-1`, `-1.1`); a Debian revision mostly has letters.
fn row(line: &str) -> Option<(&str, &str)> {
    if line.contains('\t') || line.starts_with(' ') {
        return None;
    }
    let [name, version] = only_words(line)?;
    let (upstream, release) = version.rsplit_once('-')?;
    let is_release = begins_with_digit(release) && release.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    // A hyphen in the version itself is what Debian allows and pacman does not.
    let is_version = begins_with_digit(upstream) && !upstream.contains('-') && !upstream.contains("+dfsg");
    (is_release && is_version && !name.contains(':')).then_some((name, version))
}

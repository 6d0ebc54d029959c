//! `dpkg-query -W`: name, perhaps with its architecture, a tab, and the version; blanks instead of the tab where the
//! format was given so.

use super::dpkg_list;
use super::form::{Form, Named};
use super::lines::{self, Line, begins_with_digit};
use super::listing::Listing;
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

/// Debian's architectures, as names and third columns have them.
const ARCHITECTURES: &[&str] =
    &["all", "amd64", "arm64", "armel", "armhf", "i386", "mips64el", "mipsel", "ppc64el", "riscv64", "s390x"];

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let first = sample.nearly_all(2, |line| row(line).is_some())?;
    // Other lists have two columns as well; an architecture or a Debian revision tells them apart.
    let typical = sample.lines.iter().copied().find(|line| row(line).is_some_and(is_typical)).or_else(|| {
        let is_tabbed = sample.lines.iter().all(|line| line.contains('\t'));
        is_tabbed.then_some(first).filter(|_| sample.lines.iter().any(|line| row(line).is_some_and(has_revision)))
    })?;
    Some(Named::new("dpkg-query -W", format!("lines of a Debian package and its version: {}", quoted(typical))))
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    lines::read(text, listing, "deb", |line| match row(line) {
        Some((name, version)) => Line::Software(dpkg_list::plain(name), version),
        // A package that is known and not installed has no version.
        None if is_name(line.trim()) => Line::Nothing,
        None => Line::Unread,
    });
}

/// Name and version, and nothing else but an architecture.
fn row(line: &str) -> Option<(&str, &str)> {
    let mut fields = line.split(['\t', ' ']).filter(|field| !field.is_empty());
    let (name, version) = (fields.next()?, fields.next()?);
    let is_whole = match (fields.next(), fields.next()) {
        (None, _) => true,
        (Some(architecture), None) => ARCHITECTURES.contains(&architecture),
        _ => false,
    };
    (is_whole && is_name(name) && begins_with_digit(version)).then_some((name, version))
}

/// Debian policy 5.6.1: lower case, digits, `+`, `-`, `.`.
fn is_name(name: &str) -> bool {
    let (name, architecture) = name.split_once(':').unwrap_or((name, "all"));
    let is_lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    ARCHITECTURES.contains(&architecture)
        && name.len() >= 2
        && name.bytes().next().is_some_and(is_lower)
        && name.bytes().all(|byte| is_lower(byte) || matches!(byte, b'+' | b'-' | b'.'))
}

fn is_typical((name, version): (&str, &str)) -> bool {
    name.contains(':') || ["+deb", "~deb", "ubuntu", "+b1", "+dfsg", "+nmu"].iter().any(|mark| version.contains(mark))
}

/// Whether the version has a Debian revision; one of RPM has its distribution in it (`-6.el9`).
fn has_revision((_, version): (&str, &str)) -> bool {
    version.rsplit_once('-').is_some_and(|(_, revision)| {
        begins_with_digit(revision)
            && !revision.split('.').any(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

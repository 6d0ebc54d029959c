//! Alpine's `apk info -v` and `apk list -I`: `name-version-rN`, perhaps with architecture, origin and state.

use super::form::{Form, Named};
use super::lines::{self, Line, begins_with_digit};
use super::listing::Listing;
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let is_row = |line: &str| line.split(' ').next().and_then(split).is_some();
    let row = sample.nearly_all(2, |line| is_row(line) || line.starts_with("WARNING:"))?;
    sample.lines.iter().find(|line| is_row(line))?;
    let form = if sample.lines.iter().any(|line| line.contains(") [")) { "apk list" } else { "apk info -v" };
    Some(Named::new(form, format!("lines of name-version-rN: {}", quoted(row))))
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    lines::read(text, listing, "apk", |line| {
        // `apk list` without `-I` also lists what could be installed; `apk list -u` says what it would replace.
        let is_absent = line.contains(") [") && !line.contains("[installed]");
        if let Some((_, from)) = line.split_once("[upgradable from: ") {
            return Line::of(split(from.trim_end_matches(']')));
        }
        if is_absent || line.starts_with("WARNING:") {
            return Line::Nothing;
        }
        Line::of(line.split(' ').next().and_then(split))
    });
}

/// Name and version. The version begins with a digit after a hyphen and ends with `-r` and a number.
fn split(word: &str) -> Option<(&str, &str)> {
    let (rest, revision) = word.rsplit_once("-r")?;
    let (name, version) = rest.rsplit_once('-')?;
    let is_revision = !revision.is_empty() && revision.bytes().all(|byte| byte.is_ascii_digit());
    if !is_revision || name.is_empty() || !begins_with_digit(version) {
        return None;
    }
    Some((name, word.get(name.len().saturating_add(1)..)?))
}

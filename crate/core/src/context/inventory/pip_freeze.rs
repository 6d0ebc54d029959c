//! `pip freeze`: `name==version`, or where a package came from (`name @ URL`, `-e URL#egg=name`).

use super::form::{Form, Named};
use super::lines::{self, Line};
use super::listing::Listing;
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let row = sample.lines.iter().find(|line| pinned(line).is_some())?;
    // A requirements file says what is wanted; a single open range or digest tells.
    let is_own = |line: &str| software(line) != Line::Unread;
    sample.nearly_all(1, is_own).filter(|_| sample.lines.iter().all(|line| is_own(line)))?;
    Some(Named::new("pip freeze", format!("lines of name==version: {}", quoted(row))))
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    lines::read(text, listing, "pypi", software);
}

fn software(line: &str) -> Line<'_> {
    let line = line.trim();
    if line.starts_with('#') || line.starts_with("WARNING:") || line.starts_with("[notice]") {
        return Line::Nothing;
    }
    if let Some(source) = line.strip_prefix("-e ") {
        let name = source.rsplit_once("#egg=").map(|(_, name)| name.split('&').next().unwrap_or(name));
        return name.map_or(Line::Nothing, |name| Line::Software(name, ""));
    }
    match line.split_once(" @ ") {
        Some((name, source)) if is_name(name) => Line::Software(name, version_of_file(source)),
        _ => Line::of(pinned(line)),
    }
}

fn pinned(line: &str) -> Option<(&str, &str)> {
    let (name, version) = line.trim().split_once("==")?;
    let is_version = !version.is_empty() && !version.contains([' ', ';', ',', '*', '=', '\\']);
    (is_name(name) && is_version).then_some((name, version))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// The version in the name of a wheel (`…/name-1.2.3-py3-none-any.whl#sha256=…`); `""` where there is none.
fn version_of_file(source: &str) -> &str {
    let file = source.split(['#', '?']).next().and_then(|path| path.rsplit('/').next()).unwrap_or("");
    file.strip_suffix(".whl").and_then(|stem| stem.split('-').nth(1)).unwrap_or("")
}

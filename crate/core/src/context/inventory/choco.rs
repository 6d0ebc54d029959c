//! `choco list`: name and version, with a title above and a count below; with `-r`, `name|version`.

use super::form::{Form, Named};
use super::lines::{self, Line, begins_with_digit, only_words};
use super::listing::Listing;
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    if sample.is_json() {
        return None;
    }
    let says_so = |line: &str| is_title(line) || is_count(line);
    if let Some(line) = sample.lines.iter().find(|line| says_so(line))
        && sample.nearly_all(2, |line| says_so(line) || row(line).is_some()).is_some()
    {
        return Some(Named::new("choco list", format!("a line says {}", quoted(line))));
    }
    let row = sample.nearly_all(1, |line| limited(line).is_some())?;
    Some(Named::new("choco list", format!("lines of name|version: {}", quoted(row))))
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    lines::read(text, listing, "generic", |line| match row(line) {
        _ if is_title(line) || is_count(line) => Line::Nothing,
        found => Line::of(found),
    });
}

fn is_title(line: &str) -> bool {
    line.strip_prefix("Chocolatey v").is_some_and(begins_with_digit)
}

fn is_count(line: &str) -> bool {
    begins_with_digit(line) && (line.ends_with("packages installed.") || line.ends_with("package installed."))
}

fn row(line: &str) -> Option<(&str, &str)> {
    limited(line).or_else(|| {
        let [name, version] = only_words(line)?;
        begins_with_digit(version).then_some((name, version))
    })
}

/// Output for programs (`--limit-output`).
fn limited(line: &str) -> Option<(&str, &str)> {
    let (name, version) = line.split_once('|')?;
    (!name.is_empty() && !name.contains(' ') && begins_with_digit(version) && !version.contains(['|', ' ']))
        .then_some((name, version))
}

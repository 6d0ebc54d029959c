//! `dpkg -l`: a table with status letters (dpkg-query(1), "ENVIRONMENT" and `--list`).

use super::form::{Form, Named};
use super::lines::{self, begins_with_digit, words};
use super::listing::{Listing, Row};
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    if sample.is_json() {
        return None;
    }
    let header = sample.line_near_top(|line| line.starts_with("Desired=") || line.starts_with("||/ "));
    if let Some(line) = header {
        return Some(Named::new("dpkg -l", format!("a line begins as its header does: {}", quoted(line))));
    }
    // `dpkg -l | grep …` has no header.
    let row = sample.nearly_all(1, |line| row(line).is_some())?;
    Some(Named::new("dpkg -l", format!("lines begin with status letters: {}", quoted(row))))
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    // A name that fills the line stands alone, and its version comes with the next.
    let mut wrapped: Option<(&str, u32)> = None;
    for (number, line) in text.lines() {
        let rest = wrapped.take().and_then(|(name, started)| {
            let version = line.strip_prefix(' ').and_then(words::<1>).map(|[version]| version)?;
            begins_with_digit(version).then_some((name, version, started))
        });
        let whole = row(line).filter(|(status, ..)| is_installed(status));
        let found = rest.or_else(|| whole.map(|(_, name, version)| (name, version, number)));
        match found {
            Some((name, version, line)) => {
                listing.add(Row { name: plain(name), version, ecosystem: "deb", line, ..Row::default() });
            }
            None => wrapped = name_alone(line).map(|name| (name, number)),
        }
    }
}

/// Status letters, name and version.
fn row(line: &str) -> Option<(&str, &str, &str)> {
    let [status, name, version] = words(line)?;
    (is_status(status) && begins_with_digit(version)).then_some((status, name, version))
}

/// The name of a wrapped row of an installed package.
fn name_alone(line: &str) -> Option<&str> {
    let [status, name] = lines::only_words(line)?;
    (is_status(status) && is_installed(status)).then_some(name)
}

/// Desired action, state, and perhaps an error flag.
fn is_status(word: &str) -> bool {
    match word.as_bytes() {
        [desired, state] | [desired, state, b'R'] => b"uihrp".contains(desired) && b"ncHUFWti".contains(state),
        _ => false,
    }
}

/// Whether the state is "installed"; what waits for triggers is, too. A package on hold (`hi`) runs as any other.
fn is_installed(status: &str) -> bool {
    matches!(status.as_bytes(), [_, b'i' | b'W' | b't', ..])
}

/// A name without its architecture (`libc6:amd64`).
pub(super) fn plain(name: &str) -> &str {
    name.split(':').next().unwrap_or(name)
}

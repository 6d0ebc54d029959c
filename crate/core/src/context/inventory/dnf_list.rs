//! `dnf list installed` and `yum list installed`: `name.architecture`, version-release, `@repository`; long names push the
//! rest to the next line.

use super::form::{Form, Named};
use super::lines::{begins_with_digit, words};
use super::listing::{Listing, Row};
use super::rpm;
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    if sample.is_json() {
        return None;
    }
    let has_rows = sample.lines.iter().any(|line| row(line).is_some());
    if let Some(title) = sample.line_near_top(|line| line == INSTALLED).filter(|_| has_rows) {
        return Some(Named::new("dnf list installed", format!("a line says {}", quoted(title))));
    }
    let is_whole = |line: &str| row(line).is_some_and(|row| row.is_from_repository());
    sample.nearly_all(1, |line| is_whole(line) || is_wrapped(line))?;
    let row = sample.lines.iter().find(|line| is_whole(line))?;
    Some(Named::new(
        "dnf list installed",
        format!("lines of name.architecture, version and repository: {}", quoted(row)),
    ))
}

/// Title of the section with what is installed.
const INSTALLED: &str = "Installed Packages";
/// Titles of sections with what is not.
const OTHERS: &[&str] = &["Available Packages", "Available Upgrades", "Obsoleting Packages", "Recently Added Packages"];

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    let mut is_other = false;
    let mut wrapped: Option<(&str, u32)> = None;
    for (number, line) in text.lines() {
        if line.starts_with(INSTALLED) || OTHERS.iter().any(|title| line.starts_with(title)) {
            is_other = !line.starts_with(INSTALLED);
            continue;
        }
        let rest = wrapped.take().and_then(|(name, started)| {
            let [version] = words(line).filter(|_| line.starts_with([' ', '\t']))?;
            begins_with_digit(version).then_some((name, version, started))
        });
        let found = rest.or_else(|| row(line).map(|row| (row.name, row.version, number)));
        match found {
            Some((name, version, line)) if !is_other => {
                listing.add(Row { name, version, ecosystem: "rpm", line, ..Row::default() });
            }
            Some(_) => {}
            None => wrapped = name(line.trim()).map(|name| (name, number)),
        }
    }
}

/// One whole row.
struct PackageRow<'l> {
    name: &'l str,
    version: &'l str,
    repository: &'l str,
}

impl PackageRow<'_> {
    /// Whether the last column says where it was installed from.
    fn is_from_repository(&self) -> bool {
        self.repository.starts_with('@') || self.repository == "installed"
    }
}

fn row(line: &str) -> Option<PackageRow<'_>> {
    let [first, version, repository] = words(line)?;
    let name = name(first)?;
    begins_with_digit(version).then_some(PackageRow { name, version, repository })
}

/// The name of `name.architecture`.
fn name(word: &str) -> Option<&str> {
    let (name, architecture) = word.rsplit_once('.')?;
    (rpm::is_architecture(architecture) && !name.is_empty() && !name.contains(' ')).then_some(name)
}

fn is_wrapped(line: &str) -> bool {
    name(line).is_some() || (line.starts_with(' ') && line.contains(" @"))
}

//! `gem list`: `name (1.2.3, default: 1.2.0)`.

use super::form::{Form, Named};
use super::lines::begins_with_digit;
use super::listing::{Listing, Row};
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

/// The title that RubyGems writes above its list.
const TITLE: &str = "*** LOCAL GEMS ***";

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let row = sample.nearly_all(1, |line| row(line).is_some() || line == TITLE)?;
    sample.lines.iter().find(|line| row_is_gem(line))?;
    Some(Named::new("gem list", format!("lines of a name and versions in parentheses: {}", quoted(row))))
}

fn row_is_gem(line: &str) -> bool {
    row(line).is_some()
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    for (line, content) in text.lines() {
        if content.trim().is_empty() || content == TITLE {
            continue;
        }
        let Some((name, versions)) = row(content) else {
            listing.unread(line);
            continue;
        };
        for version in versions.split(',') {
            listing.add(Row { name, version: plain(version), ecosystem: "gem", line, ..Row::default() });
        }
    }
}

fn row(line: &str) -> Option<(&str, &str)> {
    let (name, versions) = line.split_once(" (")?;
    let versions = versions.trim_end().strip_suffix(')')?;
    let is_name = !name.is_empty() && !name.contains(' ');
    (is_name && versions.split(',').all(|version| begins_with_digit(plain(version)))).then_some((name, versions))
}

/// A version without `default:` before it and the platform after it (`1.15.4 x86_64-linux`).
fn plain(version: &str) -> &str {
    let version = version.trim();
    let version = version.strip_prefix("default: ").unwrap_or(version);
    version.split(' ').next().unwrap_or(version)
}

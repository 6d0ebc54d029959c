//! `winget list`, a table with one rule under its whole header, and `winget export`, JSON.

use super::form::{Form, Named};
use super::json::{self, Interest, Path};
use super::listing::{Listing, Row};
use super::ruled::Columns;
use super::sample::{Sample, quoted};
use crate::parse::document::Node;
use crate::parse::text::Text;

pub(super) const LIST: Form = Form { recognise: recognise_list, read: read_list };
pub(super) const EXPORT: Form = Form { recognise: recognise_export, read: read_export };

fn recognise_list(sample: &Sample<'_>) -> Option<Named> {
    if sample.is_json() {
        return None;
    }
    let pairs = sample.lines.iter().zip(sample.lines.iter().skip(1));
    let (header, _) = pairs.into_iter().find(|(header, rule)| is_header(header, rule))?;
    Some(Named::new("winget list", format!("a rule stands under the header {}", quoted(after_spinner(header)))))
}

fn read_list(text: &Text<'_>, listing: &mut Listing<'_>) {
    let mut previous = "";
    let mut columns: Option<Columns> = None;
    for (line, content) in text.lines().filter(|(_, content)| !content.trim().is_empty()) {
        if let Some(columns) = &columns {
            let cells = columns.cells(content);
            let (name, version) = (cells.first().copied().unwrap_or(""), cells.get(2).copied().unwrap_or(""));
            listing.add(Row { name, version, ecosystem: "generic", line, ..Row::default() });
        } else if is_header(previous, content) {
            columns = Some(Columns::of_words(after_spinner(previous)));
        }
        previous = content;
    }
}

/// Name, ID, version and more, in any language, above a rule over the whole width.
fn is_header(header: &str, rule: &str) -> bool {
    let header = after_spinner(header);
    let rule = rule.trim_end();
    let mut words = header.split_ascii_whitespace();
    rule.len() >= 20
        && rule.bytes().all(|byte| byte == b'-')
        && words.next().is_some_and(|word| word.chars().next().is_some_and(char::is_alphabetic))
        && words.next().is_some_and(|word| word.eq_ignore_ascii_case("id"))
        && words.next().is_some()
}

/// A line without the spinner that winget overwrites with carriage returns.
fn after_spinner(line: &str) -> &str {
    let line = line.trim_end_matches('\r');
    line.rsplit('\r').next().unwrap_or(line)
}

fn recognise_export(sample: &Sample<'_>) -> Option<Named> {
    let shape = sample.shape.as_ref()?;
    shape
        .has("/Sources/0/Packages/0/PackageIdentifier")
        .then(|| Named::new("winget export", "JSON with `Sources`, their `Packages` and a `PackageIdentifier` each"))
}

fn read_export(text: &Text<'_>, listing: &mut Listing<'_>) {
    json::read(text, listing, interest, |_, package, line, listing| {
        let (Some(name), version) = (field(package, "PackageIdentifier"), field(package, "Version")) else {
            return listing.unread(line);
        };
        listing.add(Row { name, version: version.unwrap_or(""), ecosystem: "generic", line, ..Row::default() });
    });
}

fn interest(path: &Path) -> Interest {
    match path.len() {
        5.. => Interest::Skip,
        4 if path.key(2) == Some("Packages") => Interest::Take,
        _ => Interest::Enter,
    }
}

fn field<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key).and_then(Node::word)
}

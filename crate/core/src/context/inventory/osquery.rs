//! osquery's tables in JSON: `deb_packages`, `rpm_packages`, `programs` and the like, as `osqueryi --json` prints them, or
//! several by name.

use super::form::{Form, Named};
use super::json::{self, Interest, Path, Shape};
use super::listing::{Listing, Row};
use super::sample::Sample;
use crate::parse::document::Node;
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

/// A table, the columns that only it has, and the ecosystem of its rows.
struct Table {
    name: &'static str,
    marks: &'static [&'static str],
    ecosystem: &'static str,
}

const TABLES: &[Table] = &[
    Table { name: "deb_packages", marks: &["source", "arch", "revision"], ecosystem: "deb" },
    Table { name: "rpm_packages", marks: &["release", "arch"], ecosystem: "rpm" },
    Table { name: "programs", marks: &["identifying_number"], ecosystem: "generic" },
    Table { name: "programs", marks: &["uninstall_string", "install_location"], ecosystem: "generic" },
    Table { name: "apps", marks: &["bundle_identifier"], ecosystem: "generic" },
    Table { name: "python_packages", marks: &["summary", "directory"], ecosystem: "pypi" },
    Table { name: "npm_packages", marks: &["homepage", "directory"], ecosystem: "npm" },
    Table { name: "homebrew_packages", marks: &["prefix", "path"], ecosystem: "generic" },
    Table { name: "apk_packages", marks: &["arch", "license", "pkg_size"], ecosystem: "apk" },
];

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let shape = sample.shape.as_ref()?;
    let table = table(shape)?;
    Some(Named::new("osquery", format!("JSON: records with the columns of osquery's `{}`", table.name)))
}

/// Whether JSON is one of osquery's tables, or several.
pub(super) fn is_table(shape: &Shape) -> bool {
    table(shape).is_some()
}

fn table(shape: &Shape) -> Option<&'static Table> {
    TABLES.iter().find(|table| {
        let named = format!("/{}/0/name", table.name);
        shape.has(&named) || (shape.has("/0/name") && table.marks.iter().all(|key| shape.has(&format!("/0/{key}"))))
    })
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    json::read(text, listing, interest, |path, record, line, listing| {
        let named = path.key(0).and_then(|name| TABLES.iter().find(|table| table.name == name));
        let Some(table) = named.or_else(|| table_of(record)) else { return listing.unread(line) };
        take(record, table, line, listing);
    });
}

fn interest(path: &Path) -> Interest {
    let is_item = path.len().checked_sub(1).is_some_and(|last| path.item(last).is_some());
    match path.len() {
        _ if is_item => Interest::Take,
        0 | 1 => Interest::Enter,
        _ => Interest::Skip,
    }
}

fn table_of(record: &Node) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.marks.iter().all(|key| record.get(key).is_some()))
}

fn take(record: &Node, table: &Table, line: u32, listing: &mut Listing<'_>) {
    let field = |key: &str| record.get(key).and_then(Node::word).unwrap_or("");
    // Fleet managers add a column for the host.
    let hosts = ["host_hostname", "hostname", "host_display_name", "hostIdentifier"];
    let host = hosts.into_iter().map(field).find(|name| !name.is_empty()).map(|name| listing.host(name, "", ""));
    let version = match (field("version"), table.ecosystem) {
        ("", "generic") => field("bundle_short_version").to_owned(),
        (version, "rpm") => super::rpm::full_version(field("epoch"), version, field("release")),
        (version, _) => version.to_owned(),
    };
    listing.add(Row { host, name: field("name"), version: &version, ecosystem: table.ecosystem, line });
}

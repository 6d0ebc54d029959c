//! `helm list`: releases with their charts, as a table between tabs or as JSON.
//!
//! A chart's version is not the version of what it installs; that one stands in `app_version`.

use super::form::{Form, Named};
use super::json::{self, Interest, Shape};
use super::lines::begins_with_digit;
use super::listing::{Listing, Row};
use super::sample::{Sample, quoted};
use crate::parse::document::Node;
use crate::parse::text::Text;

pub(super) const LIST: Form = Form { recognise: recognise_list, read: read_list };
pub(super) const JSON: Form = Form { recognise: recognise_json, read: read_json };

fn recognise_list(sample: &Sample<'_>) -> Option<Named> {
    if sample.is_json() {
        return None;
    }
    let header = sample.line_near_top(is_header)?;
    Some(Named::new("helm list", format!("its header is {}", quoted(header))))
}

fn is_header(line: &str) -> bool {
    let cells = cells(line);
    ["NAME", "REVISION", "CHART"].iter().all(|name| cells.iter().any(|cell| cell == name))
}

fn read_list(text: &Text<'_>, listing: &mut Listing<'_>) {
    let mut header: Option<Vec<&str>> = None;
    for (line, content) in text.lines().filter(|(_, content)| !content.trim().is_empty()) {
        let Some(header) = &header else {
            header = is_header(content).then(|| cells(content));
            continue;
        };
        let cells = cells(content);
        let cell = |name: &str| {
            let at = header.iter().position(|cell| *cell == name);
            at.and_then(|at| cells.get(at).copied()).unwrap_or("")
        };
        let release = Release { namespace: cell("NAMESPACE"), chart: cell("CHART"), app_version: cell("APP VERSION") };
        release.add(line, listing);
    }
}

/// Cells between tabs, or between blanks where the table was copied from a terminal; times have single blanks in them.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        return line.split('\t').map(str::trim).collect();
    }
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()
}

fn recognise_json(sample: &Sample<'_>) -> Option<Named> {
    let shape = sample.shape.as_ref()?;
    is_list(shape).then(|| Named::new("helm list -o json", "JSON: a list of records with `chart` and `app_version`"))
}

/// Whether JSON is a list of releases.
pub(super) fn is_list(shape: &Shape) -> bool {
    shape.has("/0/chart") && (shape.has("/0/app_version") || shape.has("/0/revision"))
}

fn read_json(text: &Text<'_>, listing: &mut Listing<'_>) {
    let interest = |path: &json::Path| if path.len() == 0 { Interest::Enter } else { Interest::Take };
    json::read(text, listing, interest, |_, record, line, listing| {
        let field = |key: &str| record.get(key).and_then(Node::word).unwrap_or("");
        let release =
            Release { namespace: field("namespace"), chart: field("chart"), app_version: field("app_version") };
        release.add(line, listing);
    });
}

struct Release<'l> {
    namespace: &'l str,
    chart: &'l str,
    app_version: &'l str,
}

impl Release<'_> {
    fn add(&self, line: u32, listing: &mut Listing<'_>) {
        let Some((name, version)) = split_chart(self.chart) else { return listing.unread(line) };
        let host = match self.namespace {
            "" => None,
            namespace => Some(listing.host(&format!("namespace/{namespace}"), "", "")),
        };
        listing.add(Row { host, name, version, ecosystem: "helm", line });
        if !self.app_version.is_empty() {
            listing.add(Row { host, name, version: self.app_version, ecosystem: "generic", line });
        }
    }
}

/// Name and version of `name-1.2.3`; both may have hyphens in them, but only the version has digits and a point after one.
fn split_chart(chart: &str) -> Option<(&str, &str)> {
    chart.match_indices('-').find_map(|(at, _)| {
        let (name, version) = (chart.get(..at)?, chart.get(at.saturating_add(1)..)?);
        let number = version.strip_prefix('v').unwrap_or(version);
        let is_version = begins_with_digit(number) && number.split(['-', '+']).next()?.contains('.');
        (!name.is_empty() && is_version).then_some((name, version))
    })
}

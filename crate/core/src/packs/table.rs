//! A key matrix kept in a spreadsheet, as the document that a pack in TOML would be.

mod builder;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::PackProblem;
use crate::parse::delimited::Records;
use crate::parse::document::{Break, Node};
use crate::parse::text::Text;
use builder::Builder;

/// What can stand between columns.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Rows in which the header is looked for; there may be a title above it.
const HEADER_ROWS: usize = 10;

/// What a column may hold: field of a `[[key]]` row, names of columns, and what stands between several values in a cell
/// (`""` where it holds one).
const COLUMNS: &[(&str, &[&str], &str)] = &[
    ("product", &["product", "component", "software"], ""),
    ("match", &["key", "keys", "match", "setting", "parameter", "option", "property", "oldkey"], "|\n"),
    ("kind", &["kind", "change", "changetype"], ""),
    ("id", &["id"], ""),
    ("since", &["since", "deprecatedsince", "deprecatedin", "addedin", "requiredsince"], ""),
    ("removed_in", &["removedin", "removed", "removedsince"], ""),
    ("replacement", &["replacement", "replacements", "replacedby", "newkey", "instead"], "|\n,"),
    ("old_default", &["olddefault", "defaultbefore"], ""),
    ("new_default", &["newdefault", "defaultafter"], ""),
    ("values", &["values", "value"], "|\n"),
    ("allowed", &["allowed", "allowedvalues"], "|\n"),
    ("require", &["required", "requiredvalue", "mustbe"], ""),
    ("in", &["in", "form", "forms", "format"], "|\n,"),
    ("files", &["files", "file"], "|\n,"),
    ("effect", &["effect"], ""),
    ("severity", &["severity"], ""),
    ("phase", &["phase"], ""),
    ("note", &["note", "notes", "comment", "remark", "remarks"], ""),
    ("source", &["source", "sources", "reference", "url", "link"], ""),
    ("scheme", &["scheme", "versionscheme"], ""),
];

/// Whether a text has a row that names the columns of a key matrix.
pub(super) fn is_table(text: &Text<'_>) -> bool {
    header(text).is_some()
}

/// A table as a document.
pub(super) struct Table {
    pub(super) root: Node,
    /// Where the table has more values than are held, and the rest was not read.
    pub(super) cut: Option<Break>,
    /// Names of the columns as the header has them, by their fields.
    names: BTreeMap<&'static str, String>,
}

/// The document that a table stands for; `None` where the text is no key matrix.
pub(super) fn document(file: &str, text: &Text<'_>) -> Option<Table> {
    let header = header(text)?;
    let mut builder = Builder::of(file);
    let mut records = Records::new(text.content(), header.delimiter);
    let mut cells = Vec::new();
    while !builder.is_full() {
        let Some(line) = records.next(&mut cells) else { break };
        if line > header.line && cells.iter().any(|cell| !cell.trim().is_empty()) {
            builder.row(&header, &cells, records.starts());
        }
    }
    let cut = builder.cut();
    let names = header.columns.into_iter().map(|column| (column.field, column.name)).collect();
    Some(Table { root: builder.finish(), cut, names })
}

impl Table {
    /// Names the column where a problem is, in the place of the field of a pack in TOML.
    pub(super) fn in_columns(&self, mut problems: Vec<PackProblem>) -> Vec<PackProblem> {
        for problem in &mut problems {
            let path = problem.field.split_once("].").map_or(problem.field.as_str(), |(_, path)| path);
            let field = match path.split(['.', '[']).next().unwrap_or(path) {
                // What the builder made of a cell beside the field itself.
                "ref" => "source",
                "fix" => "require",
                field => field,
            };
            problem.field = self.names.get(field).cloned().unwrap_or_else(|| field.to_owned());
        }
        problems.dedup();
        problems
    }
}

struct Header {
    delimiter: u8,
    line: u32,
    columns: Vec<Column>,
}

struct Column {
    field: &'static str,
    /// As the header has it.
    name: String,
    place: usize,
    /// What stands between several values in a cell.
    between: &'static str,
}

fn header(text: &Text<'_>) -> Option<Header> {
    DELIMITERS.iter().find_map(|&delimiter| {
        let mut records = Records::new(text.content(), delimiter);
        let mut cells = Vec::new();
        for _ in 0..HEADER_ROWS {
            let line = records.next(&mut cells)?;
            let columns = columns(&cells);
            let has = |field: &str| columns.iter().any(|column| column.field == field);
            if has("product") && has("match") && has("kind") {
                return Some(Header { delimiter, line, columns });
            }
        }
        None
    })
}

fn columns(cells: &[Cow<'_, str>]) -> Vec<Column> {
    let plain =
        |cell: &str| cell.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    // A header's words are short: what is longer is no name, and not worth a copy.
    let keys: Vec<String> =
        cells.iter().map(|cell| if cell.len() <= 60 { plain(cell) } else { String::new() }).collect();
    let column = |&(field, names, between): &(&'static str, &[&str], &'static str)| {
        let place = names.iter().find_map(|name| keys.iter().position(|key| key == name))?;
        let name = cells.get(place)?.trim().to_owned();
        Some(Column { field, name, place, between })
    };
    COLUMNS.iter().filter_map(column).collect()
}

#[cfg(test)]
mod tests;

//! Tables whose header says what the columns are: exports of SCCM and ServiceNow, of `Get-Package`, and what people keep
//! themselves, between commas, semicolons, tabs or bars.

mod columns;

pub(super) use columns::{Mapping, TableRow, key};

pub(super) use crate::parse::delimited::Records;

use super::form::Named;
use super::listing::Listing;
use crate::context::Columns;
use crate::facts::excerpt;
use crate::limits::TABLE_COLUMNS;
use crate::parse::redact::redact;
use crate::parse::text::Text;

/// Rows in which the header is looked for; reports have titles and empty lines above it.
const HEADER_ROWS: usize = 30;

/// What can stand between columns.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A table with its header.
#[derive(Clone, Debug)]
pub(in crate::context) struct Table {
    delimiter: u8,
    /// Line of the header, from 1.
    header_line: u32,
    /// The header's cells.
    header: Vec<String>,
    mapping: Mapping,
}

fn header(text: &Text<'_>, delimiter: u8, fits: &impl Fn(&Mapping) -> bool) -> Option<Table> {
    let mut records = Records::new(text.content(), delimiter);
    let mut cells = Vec::new();
    for _ in 0..HEADER_ROWS {
        let line = records.next(&mut cells)?;
        let mapping = Mapping::of_header(cells.iter().map(AsRef::as_ref));
        if cells.len() > 1 && fits(&mapping) {
            let header = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            return Some(Table { delimiter, header_line: line, header, mapping });
        }
    }
    None
}

impl Table {
    /// The table that a text is, where a row names the columns of software and of its versions or hosts.
    pub(in crate::context) fn with_inventory_header(text: &Text<'_>) -> Option<Self> {
        Self::best(text, Mapping::is_inventory)
    }

    /// The table that a text is where the first row with several columns is its header.
    pub(in crate::context) fn with_any_header(text: &Text<'_>) -> Option<Self> {
        Self::best(text, |_| true)
    }

    fn best(text: &Text<'_>, fits: impl Fn(&Mapping) -> bool) -> Option<Self> {
        let candidates = DELIMITERS.iter().filter_map(|&delimiter| header(text, delimiter, &fits));
        candidates.max_by_key(|table| (table.mapping.known(), table.header.len()))
    }

    /// Whether a word of the header is one that says what a column is.
    pub(in crate::context) fn has_known_column(&self) -> bool {
        self.mapping.known() > 0
    }

    /// The form by its usual name, and the reason.
    pub(in crate::context) fn named(&self) -> Named {
        let has = |names: &[&str]| names.iter().all(|name| self.header.iter().any(|cell| key(cell) == *name));
        let form = if has(&["fastpackagereference"]) || has(&["providername", "name", "version"]) {
            "Get-Package CSV"
        } else if has(&["displayname", "displayversion"]) {
            "Get-ItemProperty CSV"
        } else if has(&["netbiosname"])
            || has(&["resourceid"])
            || self.header.iter().any(|cell| cell.ends_with("Name0"))
        {
            "SCCM export"
        } else if has(&["installedon"]) || has(&["syscreatedon"]) || has(&["configurationitem"]) {
            "ServiceNow export"
        } else {
            match self.delimiter {
                b'\t' => "TSV",
                b';' => "CSV (`;`)",
                b'|' => "table (`|`)",
                _ => "CSV",
            }
        };
        let columns: Vec<String> = self.mapping.described(&self.header);
        Named::new(form, format!("its header (line {}) names {}", self.header_line, columns.join(", ")))
    }

    /// Puts the user's columns in the place of those that were guessed.
    pub(in crate::context) fn choose(&mut self, columns: &Columns) {
        self.mapping.choose(columns);
    }

    /// Whether it is known which column names the software.
    pub(in crate::context) fn is_readable(&self) -> bool {
        self.mapping.columns.name.is_some()
    }

    /// The header as it may be shown.
    pub(in crate::context) fn shown_header(&self) -> Vec<String> {
        self.header.iter().map(|cell| excerpt(&redact(cell))).collect()
    }

    /// The columns in use.
    pub(in crate::context) fn columns(&self) -> Columns {
        self.mapping.columns.clone()
    }

    /// Takes every row below the header.
    pub(in crate::context) fn read(&self, text: &Text<'_>, listing: &mut Listing<'_>) {
        let mut records = Records::new(text.content(), self.delimiter);
        let mut cells = Vec::new();
        let mut other_widths = OtherWidths::default();
        while let Some(line) = records.next(&mut cells) {
            let is_blank = cells.iter().all(|cell| cell.trim().is_empty());
            if line <= self.header_line || is_blank {
                continue;
            }
            if cells.len() != self.header.len() {
                other_widths.note(line, cells.len());
            }
            self.mapping.add(&TableRow { cells: &cells, line, ecosystem: "generic" }, listing);
        }
        if let Some((line, column)) = records.unclosed() {
            listing.problem(format!("line {line}, column {column}: a quotation mark opens here and does not end"));
        }
        other_widths.tell(self.header.len(), listing);
        if records.is_cut() {
            listing.problem(format!("only the first {TABLE_COLUMNS} columns were read (TABLE_COLUMNS)"));
        }
    }
}

/// Rows that have other than the header's number of columns.
#[derive(Default)]
struct OtherWidths {
    rows: u64,
    /// Line and number of columns of the first.
    first: Option<(u32, usize)>,
}

impl OtherWidths {
    fn note(&mut self, line: u32, width: usize) {
        self.rows = self.rows.saturating_add(1);
        self.first.get_or_insert((line, width));
    }

    fn tell(&self, wanted: usize, listing: &mut Listing<'_>) {
        if let Some((line, width)) = self.first {
            let rows = match self.rows {
                1 => format!("a row, line {line},"),
                rows => format!("{rows} rows, the first line {line},"),
            };
            listing.problem(format!("not {wanted} columns as the header has: {rows} with {width}"));
        }
    }
}

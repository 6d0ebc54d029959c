//! Tables for a terminal, with a line of hyphens under each word of the header: `pip list`, and what PowerShell prints
//! (`Get-Package`, `Format-Table`).

use super::form::{Form, Named};
use super::listing::Listing;
use super::sample::{Sample, quoted};
use super::table::{Mapping, TableRow};
use crate::parse::text::Text;

pub(super) const PIP_LIST: Form =
    Form { recognise: recognise_pip_list, read: |text, listing| read(text, listing, "pypi") };
pub(super) const OTHER: Form =
    Form { recognise: recognise_other, read: |text, listing| read(text, listing, "generic") };

fn recognise_pip_list(sample: &Sample<'_>) -> Option<Named> {
    let header = header(sample).filter(|header| is_pip(header))?;
    Some(Named::new("pip list", format!("its header is {}", quoted(header))))
}

fn recognise_other(sample: &Sample<'_>) -> Option<Named> {
    let header = header(sample).filter(|header| !is_pip(header))?;
    let is_package = header.contains("ProviderName") || header.contains("Source");
    let form = if is_package { "Get-Package" } else { "table for a terminal" };
    Some(Named::new(form, format!("a ruled header names software and version: {}", quoted(header))))
}

/// `Package Version`, and perhaps `Editable project location`, `Latest`, `Type`.
fn is_pip(header: &str) -> bool {
    let mut words = header.split_ascii_whitespace();
    words.next() == Some("Package") && words.next() == Some("Version")
}

/// The header that has hyphens below it and names software.
fn header<'t>(sample: &Sample<'t>) -> Option<&'t str> {
    if sample.is_json() {
        return None;
    }
    let pairs = sample.lines.iter().zip(sample.lines.iter().skip(1));
    let found = pairs.into_iter().find(|(header, rule)| ruled_columns(header, rule).is_some());
    found.map(|(header, _)| *header)
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>, ecosystem: &str) {
    let mut previous = "";
    let mut table: Option<(Columns, Mapping)> = None;
    for (line, content) in text.lines() {
        if let Some((columns, mapping)) = &table {
            let cells = columns.cells(content);
            if !content.trim().is_empty() && !content.starts_with("[notice]") {
                mapping.add(&TableRow { cells: &cells, line, ecosystem }, listing);
            }
        } else if !content.trim().is_empty() {
            table = ruled_columns(previous, content);
            previous = content;
        }
    }
}

/// The columns of a header with a rule below it, where they are those of an inventory.
fn ruled_columns(header: &str, rule: &str) -> Option<(Columns, Mapping)> {
    let rule = rule.trim_end();
    let is_rule = rule.contains("--") && rule.bytes().all(|byte| matches!(byte, b'-' | b' '));
    if !is_rule || !rule.contains(' ') {
        return None;
    }
    let columns = Columns::of_words(rule);
    let mapping = Mapping::of_header(columns.cells(header).into_iter());
    mapping.is_inventory().then_some((columns, mapping))
}

/// Where the columns of a table of fixed widths begin, in cells of the terminal.
pub(super) struct Columns {
    starts: Vec<usize>,
}

impl Columns {
    /// Columns that begin where the words of a line do.
    pub(super) fn of_words(line: &str) -> Self {
        let mut starts = Vec::new();
        let mut is_blank = true;
        let mut cell: usize = 0;
        for c in line.chars() {
            if is_blank && c != ' ' {
                starts.push(cell);
            }
            is_blank = c == ' ';
            cell = cell.saturating_add(width(c));
        }
        Self { starts }
    }

    /// The cells of a line, trimmed.
    pub(super) fn cells<'l>(&self, line: &'l str) -> Vec<&'l str> {
        let mut offsets = Vec::with_capacity(self.starts.len());
        let mut cell: usize = 0;
        for (at, c) in line.char_indices() {
            while self.starts.get(offsets.len()).is_some_and(|&start| start <= cell) {
                offsets.push(at);
            }
            cell = cell.saturating_add(width(c));
        }
        offsets.resize(self.starts.len(), line.len());
        let ends = offsets.iter().skip(1).copied().chain(std::iter::once(line.len()));
        offsets.iter().zip(ends).map(|(&start, end)| line.get(start..end).unwrap_or("").trim()).collect()
    }
}

/// Cells of a terminal that a character takes: two for East Asian wide ones (UAX 11, the large blocks).
fn width(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}' => 2,
        _ => 1,
    }
}

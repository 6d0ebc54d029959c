//! Records of cells between delimiters: RFC 4180, with any delimiter, and without trusting that quotation marks end.

use std::borrow::Cow;

use crate::limits::TABLE_COLUMNS;

/// Longest cell in quotation marks. What is longer is a mark that does not end.
const QUOTED_BYTES: usize = 64 << 10;

/// Marks without an end that are searched for; after that, a mark must end in its own line. So the search costs little
/// however many there are.
const UNCLOSED_MARKS: u32 = 50;

/// Reads a text record by record.
pub(crate) struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    /// Byte offset of the next record.
    at: usize,
    /// Line of the next record, from 1.
    line: u32,
    line_start: usize,
    unclosed_marks: u32,
    unclosed: Option<(u32, u32)>,
    is_cut: bool,
    /// Byte offsets of the last record's cells.
    starts: Vec<usize>,
}

impl<'t> Records<'t> {
    pub(crate) fn new(text: &'t str, delimiter: u8) -> Self {
        // Spreadsheets and PowerShell write a line of their own before the header.
        let mut records = Self {
            text,
            delimiter,
            at: 0,
            line: 1,
            line_start: 0,
            unclosed_marks: 0,
            unclosed: None,
            is_cut: false,
            starts: Vec::new(),
        };
        while records.rest().starts_with("sep=") || records.rest().starts_with("#TYPE") {
            records.skip_line();
        }
        records
    }

    /// Reads the next record that is not empty into `cells` and gives its line; `None` at the end.
    pub(crate) fn next(&mut self, cells: &mut Vec<Cow<'t, str>>) -> Option<u32> {
        cells.clear();
        self.starts.clear();
        while self.rest().starts_with(['\n', '\r']) {
            self.skip_line();
        }
        if self.at >= self.text.len() {
            return None;
        }
        let line = self.line;
        loop {
            let start = self.at;
            let cell = if self.rest().starts_with('"') { self.quoted() } else { Cow::Borrowed(self.plain()) };
            if cells.len() < TABLE_COLUMNS {
                cells.push(cell);
                self.starts.push(start);
            } else {
                self.is_cut = true;
            }
            let ended = self.text.as_bytes().get(self.at).copied();
            self.at = self.at.saturating_add(1);
            if ended != Some(self.delimiter) {
                self.line = self.line.saturating_add(1);
                self.line_start = self.at;
                return Some(line);
            }
        }
    }

    /// Byte offsets at which the cells of the last record begin, quotation marks included.
    pub(crate) fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// Line and column of the first quotation mark that does not end.
    pub(crate) fn unclosed(&self) -> Option<(u32, u32)> {
        self.unclosed
    }

    /// Whether a record had more columns than are read.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// A cell as it stands, up to the delimiter or the end of the line, which stays.
    fn plain(&mut self) -> &'t str {
        let rest = self.rest();
        let length = rest.bytes().position(|byte| byte == self.delimiter || byte == b'\n').unwrap_or(rest.len());
        self.at = self.at.saturating_add(length);
        let cell = rest.get(..length).unwrap_or("");
        cell.strip_suffix('\r').unwrap_or(cell)
    }

    /// A cell in quotation marks; two of them stand for one.
    fn quoted(&mut self) -> Cow<'t, str> {
        let rest = self.rest();
        let most = if self.unclosed_marks < UNCLOSED_MARKS { QUOTED_BYTES } else { line_length(rest) };
        let Some(length) = closing_mark(rest, self.delimiter, most) else {
            self.unclosed_marks = self.unclosed_marks.saturating_add(1);
            let before = self.text.get(self.line_start..self.at).unwrap_or("");
            self.unclosed.get_or_insert((self.line, clamp(before.chars().count().saturating_add(1))));
            return Cow::Borrowed(self.plain());
        };
        let inside = rest.get(1..length).unwrap_or("");
        let breaks = inside.bytes().filter(|&byte| byte == b'\n').count();
        if let Some(last) = inside.rfind('\n') {
            self.line = self.line.saturating_add(clamp(breaks));
            self.line_start = self.at.saturating_add(last).saturating_add(2);
        }
        self.at = self.at.saturating_add(length).saturating_add(1);
        // What stands between the mark and the delimiter belongs to no cell.
        self.plain();
        if inside.contains("\"\"") { Cow::Owned(inside.replace("\"\"", "\"")) } else { Cow::Borrowed(inside) }
    }

    fn skip_line(&mut self) {
        self.at = self.at.saturating_add(line_length(self.rest())).saturating_add(1);
        self.line = self.line.saturating_add(1);
        self.line_start = self.at;
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }
}

/// Offset of the mark that ends the cell which begins with a mark, within `most` bytes. A mark with more text behind it
/// ends nothing (`"7" nails"`).
fn closing_mark(text: &str, delimiter: u8, most: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at: usize = 1;
    while at < most {
        let step = bytes.get(at..)?.iter().position(|&byte| byte == b'"')?;
        at = at.saturating_add(step);
        let after = bytes.get(at.saturating_add(1)..).unwrap_or_default();
        let next = after.iter().copied().find(|&byte| byte != b' ');
        if after.first() == Some(&b'"') {
            at = at.saturating_add(2);
        } else if next.is_none_or(|next| next == delimiter || matches!(next, b'\n' | b'\r')) {
            return (at <= most).then_some(at);
        } else {
            at = at.saturating_add(1);
        }
    }
    None
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn line_length(text: &str) -> usize {
    text.bytes().position(|byte| byte == b'\n').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn records(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut records = Records::new(text, b',');
        let mut cells = Vec::new();
        let mut all = Vec::new();
        while let Some(line) = records.next(&mut cells) {
            all.push((line, cells.iter().map(ToString::to_string).collect()));
        }
        all
    }

    fn row(line: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (line, cells.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn cells_may_be_quoted_and_span_lines() {
        let text = "sep=,\r\na,\"b, \"\"c\"\"\nd\",e\r\n\r\n\"f\" ,,\r\ng";
        assert_eq!(records(text), [row(2, &["a", "b, \"c\"\nd", "e"]), row(5, &["f", "", ""]), row(6, &["g"])]);
    }

    #[test]
    fn a_mark_that_does_not_end_is_a_plain_character() {
        let mut table = Records::new("a,\"b\nc,d\n", b',');
        let mut cells = Vec::new();
        table.next(&mut cells).unwrap();
        assert_eq!(cells, ["a", "\"b"]);
        assert_eq!(table.starts(), [0, 2]);
        assert_eq!(table.unclosed(), Some((1, 3)));
        assert_eq!(table.next(&mut cells), Some(2));
        assert_eq!(cells, ["c", "d"]);
    }

    #[test]
    fn a_mark_within_a_cell_does_not_end_it() {
        assert_eq!(records("\"7\" nails\",b\n"), [row(1, &["7\" nails", "b"])]);
        assert_eq!(records("\"a,1\n\"b,2\n"), [row(1, &["\"a", "1"]), row(2, &["\"b", "2"])]);
    }

    #[test]
    fn many_marks_without_an_end_cost_no_more_than_their_lines() {
        let text = format!("\"{}\n", "x".repeat(QUOTED_BYTES)).repeat(300);
        assert!(!records(&text).is_empty());
    }
}

//! Where a form's reader puts what a list says.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Host, Inventory};
use crate::facts::excerpt;
use crate::limits::{EXCERPT_CHARS, INVENTORY_ROWS};
use crate::parse::document::Break;
use crate::parse::redact::redact;
use crate::parse::sbom::Listed;
use crate::parse::text::Text;

/// One list on its way into the inventory.
pub(in crate::context) struct Listing<'i> {
    inventory: &'i mut Inventory,
    /// Place of the list in the report's inputs.
    input: u32,
    /// Name of the host that the list is about where it names none.
    own_host: String,
    /// Its place, once something is known to be on it.
    own_place: Option<u32>,
    /// Rows that the inventory holds at most.
    most_rows: usize,
    taken: Taken,
}

/// What came of a list.
#[derive(Debug, Default)]
pub(in crate::context) struct Taken {
    /// The hosts that it names or is about.
    pub(in crate::context) hosts: BTreeSet<u32>,
    /// Pieces of software that it names.
    pub(in crate::context) components: u32,
    /// The form by a more exact name than it was recognised by.
    pub(in crate::context) form: Option<String>,
    /// Sentences about what could not be read.
    pub(in crate::context) problems: Vec<String>,
    /// Rows over the limit.
    rows_over: u64,
    /// Rows that make no sense, and the first of them.
    unread: u64,
    first_unread: u32,
}

/// One piece of software, as a list names it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row<'r> {
    /// The host by its place; `None` for the one that the list is about.
    pub(super) host: Option<u32>,
    pub(super) name: &'r str,
    /// `""` where the list gives none.
    pub(super) version: &'r str,
    pub(super) ecosystem: &'r str,
    /// From 1; 0 where the list has no lines.
    pub(super) line: u32,
}

impl<'i> Listing<'i> {
    /// Begins a list that is about `own_host` where it names no host itself.
    pub(in crate::context) fn new(inventory: &'i mut Inventory, input: u32, own_host: &str) -> Self {
        let own_host = excerpt(own_host);
        Self { inventory, input, own_host, own_place: None, most_rows: INVENTORY_ROWS, taken: Taken::default() }
    }

    /// The place of a host that the list names. Where nothing more is taken, a new host is none either, and has the place
    /// of no host.
    pub(super) fn host(&mut self, name: &str, os: &str, architecture: &str) -> u32 {
        let [name, os, architecture] = [name, os, architecture].map(excerpt);
        if self.is_full() && !self.inventory.knows_host(&name) {
            return u32::MAX;
        }
        let place = self.inventory.add_host(Host { name, os, architecture });
        self.taken.hosts.insert(place);
        place
    }

    /// The host that the list is about, for what it says of the host itself.
    pub(super) fn own_host(&mut self, os: &str, architecture: &str) -> u32 {
        let name = self.own_host.clone();
        let place = self.host(&name, os, architecture);
        self.own_place = Some(place);
        place
    }

    /// Takes a piece of software. One without a name is a row that makes no sense.
    pub(super) fn add(&mut self, row: Row<'_>) {
        let [name, version, ecosystem] = [row.name, row.version, row.ecosystem].map(shown);
        if name.is_empty() {
            return self.unread(row.line);
        }
        if self.is_full() {
            self.taken.rows_over = self.taken.rows_over.saturating_add(1);
            return;
        }
        let host = match row.host.or(self.own_place) {
            Some(host) => host,
            None => self.own_host("", ""),
        };
        let before = self.inventory.installed().len();
        let place = self.inventory.take(host, [&name, &version, &ecosystem], (self.input, row.line));
        // What another list said before is still named by this one; a repetition within it is not counted again.
        let is_new = self.inventory.installed().len() > before;
        let first = self.inventory.installed().get(usize::try_from(place).unwrap_or(usize::MAX));
        if is_new || first.is_some_and(|first| first.input != self.input) {
            self.taken.components = self.taken.components.saturating_add(1);
        }
    }

    fn is_full(&self) -> bool {
        self.inventory.installed().len() >= self.most_rows
    }

    /// Takes a piece of software that a manifest's reader found.
    pub(super) fn listed(&mut self, listed: &Listed, text: &Text<'_>) {
        let Listed { name, version, ecosystem, at, .. } = listed;
        self.add(Row { host: None, name, version, ecosystem, line: text.line_of(*at) });
    }

    /// Notes where and why a document could not be read on.
    pub(super) fn broken(&mut self, broken: Option<&Break>, text: &Text<'_>) {
        if let Some(broken) = broken {
            let (line, column) = text.position(broken.at);
            let reason = excerpt(&redact(&broken.reason));
            self.problem(format!("line {line}, column {column}: {reason}"));
        }
    }

    /// Gives the form by a more exact name than it was recognised by.
    pub(super) fn name_form(&mut self, form: &str) {
        self.taken.form = Some(form.to_owned());
    }

    /// Counts a row that makes no sense.
    pub(super) fn unread(&mut self, line: u32) {
        if self.taken.unread == 0 {
            self.taken.first_unread = line;
        }
        self.taken.unread = self.taken.unread.saturating_add(1);
    }

    /// Notes what is wrong with the list.
    pub(super) fn problem(&mut self, sentence: impl Into<String>) {
        if self.taken.problems.len() < MOST_PROBLEMS {
            self.taken.problems.push(sentence.into());
        }
    }

    /// Ends the list.
    pub(in crate::context) fn finish(mut self) -> Taken {
        match (self.taken.unread, self.taken.first_unread) {
            (0, _) => {}
            (1, line) => self.problem(format!("line {line}: could not be read as a row of this list")),
            (many, line) => self.problem(format!("{many} lines could not be read as rows; the first is line {line}")),
        }
        if self.taken.rows_over > 0 {
            let (over, most) = (self.taken.rows_over, self.most_rows);
            self.problem(format!("{over} more rows were not taken: an inventory holds {most} (INVENTORY_ROWS)"));
        }
        self.taken
    }

    #[cfg(test)]
    pub(super) fn with_most_rows(mut self, most_rows: usize) -> Self {
        self.most_rows = most_rows;
        self
    }
}

/// Sentences about one list; what comes after tells nothing new.
const MOST_PROBLEMS: usize = 20;

/// A name or version of a hostile list; as it stands where it is plain, which nearly all are.
fn shown(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let is_plain = text.len() <= EXCERPT_CHARS && text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain { Cow::Borrowed(text) } else { Cow::Owned(excerpt(text)) }
}

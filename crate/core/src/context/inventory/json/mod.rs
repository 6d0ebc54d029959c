//! Lists in JSON, read record by record: a list of any length is never held as a tree.

mod rows;
mod shape;
mod walk;

pub(super) use rows::{PIP_LIST, ROWS};
pub(in crate::context) use shape::Shape;
pub(super) use walk::{Interest, Path, walk};

use super::listing::Listing;
use crate::facts::excerpt;
use crate::parse::document::Node;
use crate::parse::redact::redact;
use crate::parse::text::Text;

/// Walks over a whole document; `take` gets each value that is taken, with the line at which it begins. Where the document
/// is broken, what stands before the break is kept.
pub(super) fn read(
    text: &Text<'_>,
    listing: &mut Listing<'_>,
    interest: impl FnMut(&Path) -> Interest,
    take: impl FnMut(&Path, &Node, u32, &mut Listing<'_>),
) {
    read_from(text, 0, listing, interest, take);
}

/// As [`read`], for a document that begins at a byte offset and may be followed by something else. Gives the offset
/// of its end; `None` where it is broken.
pub(super) fn read_from(
    text: &Text<'_>,
    start: usize,
    listing: &mut Listing<'_>,
    mut interest: impl FnMut(&Path) -> Interest,
    mut take: impl FnMut(&Path, &Node, u32, &mut Listing<'_>),
) -> Option<usize> {
    let mut lines = Lines { content: text.content(), at: 0, line: 1 };
    let end =
        walk(text.content(), start, &mut interest, &mut |path, node, at| take(path, node, lines.line(at), listing));
    match end {
        Ok(end) => Some(end),
        Err(broken) => {
            let (line, column) = text.position(broken.at);
            let reason = excerpt(&redact(&broken.reason));
            listing.problem(format!("line {line}, column {column}: {reason}; what stands after it was not read"));
            None
        }
    }
}

/// Counts lines on the way, so that a list in one long line costs no more than one in many.
struct Lines<'t> {
    content: &'t str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of a byte offset that does not lie before the last one asked for.
    fn line(&mut self, at: usize) -> u32 {
        let passed = self.content.get(self.at..at).unwrap_or("");
        let breaks = passed.bytes().filter(|&byte| byte == b'\n').count();
        self.line = self.line.saturating_add(super::clamp(breaks));
        self.at = self.at.max(at);
        self.line
    }
}

//! Lists in JSON, read record by record: a list of any length is never held as a tree.

mod rows;
mod shape;
mod walk;

pub(super) use rows::{PIP_LIST, ROWS};
pub(in crate::context) use shape::Shape;
pub(super) use walk::{Interest, Path, walk};

use super::listing::Listing;
use crate::parse::document::Node;
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
    let mut take = |path: &Path, node: &Node, at| take(path, node, text.line_of(at), listing);
    let end = walk(text.content(), start, &mut interest, &mut take);
    listing.broken(end.as_ref().err(), text);
    end.ok()
}

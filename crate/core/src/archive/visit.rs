//! What the walker tells about the entries that it passes.

use crate::facts::{ArchiveFact, FileFact, Observation};

/// How much of an entry's contents the visitor wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Nothing beyond size and checksum.
    Nothing,
    /// The whole contents, unless they are larger than this many bytes (then nothing, and `skipped` says so).
    Whole {
        /// Most bytes to hold.
        limit_bytes: u64,
    },
    /// The contents up to this many bytes: what is told is at their beginning.
    Beginning {
        /// Most bytes to hold.
        limit_bytes: u64,
    },
}

/// Takes what the walker finds, entry after entry, nested archives included.
///
/// For each entry: `head` once (unless its contents cannot be read), then `end` once. An archive inside the package is
/// opened by the walker itself: its entries come between `head` and `end` of the entry that is the archive, or after it.
pub trait Visitor {
    /// The first bytes of the contents, at most `head_bytes`. Sets what the file is (`content`, `purpose`) and says how
    /// much to keep.
    fn head(&mut self, file: &mut FileFact, head: &[u8]) -> Keep;

    /// The entry is done. `contents` where they were asked for, fitted the limit and could be read to the end; fewer bytes
    /// than the entry has where its beginning was asked for.
    fn end(&mut self, file: FileFact, contents: Option<&[u8]>);

    /// A nested archive was opened.
    fn archive(&mut self, fact: ArchiveFact);

    /// Something is not as a plain archive would have it.
    fn observe(&mut self, observation: Observation);

    /// Something was not read.
    fn skip(&mut self, path: &str, reason: String);
}

//! Archive structure: the directory by random access, the contents pushed.
//!
//! [`open`] reads the end of the file and the central directory; [`plan()`] cuts the entries into batches of contiguous
//! bytes; a [`Walker`] takes one batch's bytes as they are pushed and tells a [`Visitor`] what it passes: headers,
//! contents, nested archives, and what is not as it should be.

mod bytes;
mod central;
mod codec;
mod container;
mod end_record;
mod entry;
mod error;
pub mod extra;
pub mod local;
mod locate;
pub mod name;
mod nested;
mod plan;
mod structure;
mod time;
mod visit;
mod walk;

pub use central::READ_METHODS;
pub use entry::Entry;
pub use error::OpenError;
pub use plan::{Batch, BatchKind, plan};
pub use visit::{Keep, Visitor};
pub use walk::Walker;

use end_record::Tail;
use locate::Search;

use crate::facts::{ArchiveFact, Observation, Skipped};
use crate::limits::Limits;
use crate::source::ReadAt;

/// The package's container, opened: what its directory says.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// The container as a whole.
    pub fact: ArchiveFact,
    /// Entries in the order of the central directory. Empty where the container has no directory (tar, gzip).
    pub entries: Vec<Entry>,
    /// Indexes into `entries`, sorted by `header_offset` (then index): who owns which bytes of the file.
    pub by_offset: Vec<u32>,
    /// Entries that are there but were left out of `entries` by a limit. Where there are any, bytes without an owner may
    /// be theirs.
    pub entries_left_out: u64,
    /// What the structural pass over the end records and the directory saw.
    pub observations: Vec<Observation>,
    /// Entries beyond a limit, and the like.
    pub skipped: Vec<Skipped>,
    /// Where the entries' bytes end: the first byte of the central directory, or the file's size.
    pub data_end: u64,
    /// What has to be added to the offsets that the directory states (bytes were put before the archive).
    pub base_offset: u64,
}

/// Opens a package: finds out what the container is, reads its directory, and looks at the structure.
///
/// # Errors
/// [`OpenError`] says what the file is instead of a package, or why it cannot be read.
pub fn open(source: &dyn ReadAt, limits: &Limits) -> Result<Directory, OpenError> {
    let size_bytes = source.size_bytes();
    if size_bytes == 0 {
        return Err(OpenError::Empty);
    }
    let mut head = vec![0; usize::try_from(size_bytes.min(limits.head_bytes.max(512))).unwrap_or(512)];
    source.read_exact_at(0, &mut head)?;
    let tail = Tail::read(source)?;
    let search = locate::search(&tail, source)?;
    let is_foreign = container::is_foreign(&head);
    if let Search::Found(found) = &search {
        // What begins as something else is a ZIP only where the end record closes the file: a tar or a 7z may hold a ZIP.
        if !is_foreign || found.record.stated_end() == size_bytes {
            return structure::read(found, &tail, source, limits);
        }
    }
    if let Some(format) = container::format(&head) {
        return Ok(container::streamed(format, size_bytes));
    }
    let begins_as_zip =
        head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08");
    let record = match &search {
        Search::Senseless(record) if begins_as_zip || (!is_foreign && record.stated_end() == size_bytes) => {
            Some(record)
        }
        _ => None,
    };
    if begins_as_zip || record.is_some() {
        return Err(container::broken_zip(record.map(|record| &**record), source)?);
    }
    Err(OpenError::NotAnArchive { content: crate::parse::content(&head), size_bytes })
}

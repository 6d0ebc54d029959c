//! Archive structure: the directory by random access, the contents pushed.
//!
//! [`open`] reads the end of the file and the central directory; [`plan`] cuts the entries into batches of contiguous
//! bytes; a [`Walker`] takes one batch's bytes as they are pushed and tells a [`Visitor`] what it passes: headers,
//! contents, nested archives, and what is not as it should be.

mod entry;
mod error;
mod plan;
mod visit;
mod walk;

pub use entry::Entry;
pub use error::OpenError;
pub use plan::{Batch, BatchKind};
pub use visit::{Keep, Visitor};
pub use walk::Walker;

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
pub fn open(_source: &dyn ReadAt, _limits: &Limits) -> Result<Directory, OpenError> {
    Err(OpenError::Empty)
}

/// Cuts the work into batches: first the few small entries that are worth most, then contiguous ranges.
pub fn plan(_directory: &Directory, _limits: &Limits) -> Vec<Batch> {
    Vec::new()
}

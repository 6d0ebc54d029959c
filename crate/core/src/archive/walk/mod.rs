//! The pushed walker.

use super::{Batch, Directory, Visitor};
use crate::limits::Limits;
use crate::source::{ReadAt, ReadError};

/// Takes the bytes of one batch and tells a visitor what it passes.
pub struct Walker<'a, V: Visitor> {
    visitor: V,
    directory: &'a Directory,
    batch: &'a Batch,
    source: &'a dyn ReadAt,
    limits: &'a Limits,
}

impl<'a, V: Visitor> Walker<'a, V> {
    /// A walker at the beginning of a batch.
    pub fn new(
        directory: &'a Directory,
        batch: &'a Batch,
        source: &'a dyn ReadAt,
        limits: &'a Limits,
        visitor: V,
    ) -> Self {
        Self { visitor, directory, batch, source, limits }
    }

    /// The visitor, to look at.
    pub fn visitor(&self) -> &V {
        &self.visitor
    }

    /// Takes the next bytes of the batch's range.
    ///
    /// # Errors
    /// [`ReadError`] where an entry has to be read by random access and the file cannot be read.
    pub fn push(&mut self, _chunk: &[u8]) -> Result<(), ReadError> {
        let _ = (self.directory, self.batch, self.source, self.limits);
        Ok(())
    }

    /// Ends the batch: reads what could not be pushed, and gives the visitor back.
    ///
    /// # Errors
    /// As [`Walker::push`].
    pub fn finish(self) -> Result<V, ReadError> {
        Ok(self.visitor)
    }
}

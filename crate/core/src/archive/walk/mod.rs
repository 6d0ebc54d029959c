//! The pushed walker.

pub(super) mod cx;
mod fact;
mod gap;
mod header;
mod run;
pub(super) mod sink;
pub(super) mod zip;

use super::nested::{Nest, Scope};
use super::{Batch, Directory, Visitor};
use crate::limits::Limits;
use crate::source::{ReadAt, ReadError};
use cx::{Cx, Shared};
use zip::ZipWalk;

/// Takes the bytes of one batch and tells a visitor what it passes.
///
/// What it tells depends on the bytes, the batch and the limits, never on how the bytes were cut into chunks.
pub struct Walker<'a, V: Visitor> {
    visitor: V,
    limits: &'a Limits,
    shared: Shared,
    container: Container<'a>,
}

enum Container<'a> {
    Zip(Box<ZipWalk<'a>>),
    Stream(Box<Nest>),
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
        let container = match Nest::container(directory.fact.format, directory.fact.size_bytes) {
            Some(nest) => Container::Stream(Box::new(nest)),
            None => Container::Zip(Box::new(ZipWalk::new(directory, batch, source, Scope::default()))),
        };
        Self { visitor, limits, shared: Shared::new(batch.length, limits), container }
    }

    /// The visitor, to look at.
    pub fn visitor(&self) -> &V {
        &self.visitor
    }

    /// Takes the next bytes of the batch's range.
    ///
    /// # Errors
    /// [`ReadError`] where an entry has to be read by random access and the file cannot be read.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), ReadError> {
        let mut cx = Cx { visitor: &mut self.visitor, limits: self.limits, shared: &mut self.shared };
        match &mut self.container {
            Container::Zip(walk) => walk.push(chunk, &mut cx),
            Container::Stream(nest) => nest.push(chunk, &mut cx),
        }
    }

    /// Ends the batch: reads what could not be pushed, and gives the visitor back.
    ///
    /// # Errors
    /// As [`Walker::push`].
    pub fn finish(mut self) -> Result<V, ReadError> {
        let mut cx = Cx { visitor: &mut self.visitor, limits: self.limits, shared: &mut self.shared };
        match self.container {
            Container::Zip(walk) => walk.finish(&mut cx)?,
            Container::Stream(nest) => nest.end(true, None, &mut cx)?,
        }
        Ok(self.visitor)
    }
}

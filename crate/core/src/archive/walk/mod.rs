//! The pushed walker.

pub(super) mod cx;
mod gap;
mod header;
mod run;
pub(super) mod sink;
pub(super) mod zip;

use super::nested::{Nest, Scope};
use super::{Batch, Directory, Visitor};
use crate::facts::FileType;
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

/// The type that a Unix mode states.
pub(super) fn type_of_mode(mode: u32) -> FileType {
    match mode & 0o170_000 {
        0o040_000 => FileType::Directory,
        0o120_000 => FileType::Symlink,
        0o020_000 => FileType::CharDevice,
        0o060_000 => FileType::BlockDevice,
        0o010_000 => FileType::Fifo,
        0o140_000 => FileType::Socket,
        _ => FileType::File,
    }
}

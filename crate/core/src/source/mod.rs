//! Where the bytes come from: random access for directories and excerpts; everything else is pushed.

use std::fmt;

use serde::Serialize;

/// Random access to the package file.
pub trait ReadAt {
    /// Size of the file in bytes.
    fn size_bytes(&self) -> u64;

    /// Fills `buffer` from `offset`, or fails; never fills a part of it.
    ///
    /// # Errors
    /// [`ReadError`] where the range lies outside of the file, or the file cannot be read (it was changed, moved, removed).
    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ReadError>;
}

/// The file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadError {
    /// Where in the file, in bytes.
    pub offset: u64,
    /// How many bytes were asked for.
    pub length: u64,
    /// What the platform said.
    pub reason: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes at offset {} cannot be read: {}", self.length, self.offset, self.reason)
    }
}

impl std::error::Error for ReadError {}

impl ReadAt for [u8] {
    fn size_bytes(&self) -> u64 {
        self.len() as u64
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ReadError> {
        let found = usize::try_from(offset).ok().and_then(|start| self.get(start..start.checked_add(buffer.len())?));
        match found {
            Some(bytes) => {
                buffer.copy_from_slice(bytes);
                Ok(())
            }
            None => Err(ReadError { offset, length: buffer.len() as u64, reason: "beyond the end of the file".into() }),
        }
    }
}

impl ReadAt for Vec<u8> {
    fn size_bytes(&self) -> u64 {
        self.as_slice().size_bytes()
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ReadError> {
        self.as_slice().read_exact_at(offset, buffer)
    }
}

/// A part of another source, as if it were a file of its own: a stored nested archive is read in place through it.
pub struct Window<'a> {
    /// The source that the window looks into.
    pub source: &'a dyn ReadAt,
    /// Where the window begins, in bytes.
    pub offset: u64,
    /// Length of the window in bytes.
    pub length: u64,
}

impl ReadAt for Window<'_> {
    fn size_bytes(&self) -> u64 {
        self.length
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ReadError> {
        let length = buffer.len() as u64;
        let inside = offset.checked_add(length).is_some_and(|end| end <= self.length);
        match self.offset.checked_add(offset) {
            Some(absolute) if inside => self.source.read_exact_at(absolute, buffer),
            _ => Err(ReadError { offset, length, reason: "beyond the end of the entry".into() }),
        }
    }
}

//! A native file as a source.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use dropscope_core::source::{ReadAt, ReadError};

/// A file with the size that it had when it was opened.
pub struct FileSource {
    file: File,
    size_bytes: u64,
    modified: Option<SystemTime>,
}

impl FileSource {
    /// Opens a regular file.
    pub fn open(path: &Path) -> io::Result<Self> {
        // Looked at before it is opened: opening a FIFO would wait for somebody to write to it.
        let kind = std::fs::metadata(path)?;
        if kind.is_dir() {
            return Err(io::Error::other("it is a directory; give the package itself, as one file"));
        }
        if !kind.is_file() {
            return Err(io::Error::other("it is not a regular file, and its end has to be read first"));
        }
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        Ok(Self { size_bytes: metadata.len(), modified: modified(&metadata), file })
    }

    /// Whether somebody has written to the file since it was opened.
    pub fn has_changed(&self) -> bool {
        self.file.metadata().map_or(true, |now| now.len() != self.size_bytes || modified(&now) != self.modified)
    }
}

fn modified(metadata: &Metadata) -> Option<SystemTime> {
    metadata.modified().ok()
}

impl ReadAt for FileSource {
    fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ReadError> {
        let length = buffer.len() as u64;
        read_exact_at(&self.file, buffer, offset).map_err(|error| ReadError {
            offset,
            length,
            reason: error.to_string(),
        })
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut buffer: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !buffer.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, buffer, offset)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                buffer = buffer.get_mut(read..).unwrap_or_default();
                offset += read as u64;
            }
        }
    }
    Ok(())
}

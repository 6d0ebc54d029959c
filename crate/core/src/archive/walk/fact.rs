//! An entry of a ZIP as a fact, before its contents are read.

use crate::archive::nested::Scope;
use crate::archive::{Entry, codec};
use crate::facts::{FileFact, FileType};

/// What the directory says about an entry.
pub(super) fn fact(entry: &Entry, scope: &Scope) -> FileFact {
    FileFact {
        path: scope.join(&entry.path),
        file_type: file_type(entry),
        size_bytes: entry.uncompressed_bytes,
        compressed_bytes: entry.compressed_bytes,
        method: codec::method_name(entry.method),
        modified: entry.modified,
        unix_mode: entry.unix_mode,
        ..FileFact::default()
    }
}

fn file_type(entry: &Entry) -> FileType {
    if entry.is_directory {
        return FileType::Directory;
    }
    match type_of_mode(entry.unix_mode.unwrap_or(0)) {
        // Writers that read from a pipe note its mode (Info-ZIP's `-`), but what they wrote is a file.
        FileType::Fifo if entry.uncompressed_bytes > 0 => FileType::File,
        other => other,
    }
}

/// The type that a Unix mode states.
fn type_of_mode(mode: u32) -> FileType {
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

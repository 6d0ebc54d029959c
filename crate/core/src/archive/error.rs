//! Why a file cannot be opened as a package.

use std::fmt;

use serde::Serialize;

use crate::facts::Content;
use crate::source::ReadError;

/// Why a file cannot be opened as a package. The page and the CLI make the sentence; the data is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum OpenError {
    /// The file has no bytes.
    Empty,
    /// It is something else than an archive that can be read.
    NotAnArchive {
        /// What it is by its first bytes.
        content: Content,
        /// Size in bytes.
        size_bytes: u64,
    },
    /// It begins like a ZIP, but its end is missing: a download that broke off.
    Truncated {
        /// Size in bytes, as far as it goes.
        size_bytes: u64,
        /// Size that it should have at least, where that can be told.
        expected_bytes: Option<u64>,
    },
    /// The end record is there, but the directory it names cannot be made sense of.
    DamagedDirectory {
        /// Where in the file.
        offset: u64,
        /// What is wrong.
        reason: String,
    },
    /// One part of an archive that is split over several files.
    Split {
        /// Which part this is, from 0.
        disk: u32,
    },
    /// The directory itself is encrypted.
    EncryptedDirectory,
    /// The directory is larger than the limit.
    OverLimit {
        /// The limit's name.
        limit: &'static str,
        /// Its value.
        value: u64,
        /// What the file would need.
        needed: u64,
    },
    /// The file cannot be read (any more).
    Unreadable(ReadError),
}

impl From<ReadError> for OpenError {
    fn from(error: ReadError) -> Self {
        Self::Unreadable(error)
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the file is empty (0 bytes)"),
            Self::NotAnArchive { content, size_bytes } => {
                write!(f, "not an archive, but {} ({size_bytes} bytes)", content.noun())
            }
            Self::Truncated { size_bytes, expected_bytes: Some(expected) } => {
                write!(f, "the file is cut off at {size_bytes} bytes; it should have at least {expected}")
            }
            Self::Truncated { size_bytes, expected_bytes: None } => {
                write!(
                    f,
                    "the file is cut off at {size_bytes} bytes: its directory, which a ZIP has at the end, is missing"
                )
            }
            Self::DamagedDirectory { offset, reason } => {
                write!(f, "the directory of the archive is damaged at offset {offset}: {reason}")
            }
            Self::Split { disk } => {
                write!(
                    f,
                    "this is part {} of an archive that is split over several files; join the parts first",
                    disk + 1
                )
            }
            Self::EncryptedDirectory => {
                write!(f, "the directory of the archive is encrypted, so not even its file names can be read")
            }
            Self::OverLimit { limit, value, needed } => {
                write!(f, "over the limit {limit} = {value}: the file needs {needed}")
            }
            Self::Unreadable(error) => write!(f, "the file cannot be read: {error}"),
        }
    }
}

impl std::error::Error for OpenError {}

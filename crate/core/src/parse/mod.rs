//! Bytes to facts, one file a format.
//!
//! A parser says what stands in a file and where; whether that is good or bad is for the rules. A file that cannot be
//! read is a fact too ([`crate::facts::ManifestState::Unreadable`]), never an error of the analysis.

use crate::facts::{Content, Facts, FileFact, Purpose};

/// An entry whose contents were kept.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// What is known about the entry.
    pub file: &'a FileFact,
    /// Its contents, whole.
    pub bytes: &'a [u8],
    /// Most facts of one kind to take from it (`limits.facts_per_file`).
    pub most_facts: usize,
}

/// A format that can be read.
pub struct Format {
    /// The format by its usual name.
    pub name: &'static str,
    /// Whether an entry looks like it, by path and first bytes; several formats may want the same entry.
    pub matches: fn(file: &FileFact, head: &[u8]) -> bool,
    /// Adds what stands in it.
    pub parse: fn(input: Input<'_>, facts: &mut Facts),
}

/// Every format, in the order in which they are tried.
pub const FORMATS: &[Format] = &[];

/// The formats that want an entry.
pub fn wanted(file: &FileFact, head: &[u8]) -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(move |format| (format.matches)(file, head))
}

/// What contents are, by their first bytes.
pub fn content(head: &[u8]) -> Content {
    if head.is_empty() { Content::Empty } else { Content::Unknown }
}

/// What a file is for, by its path and contents.
pub fn purpose(file: &FileFact) -> Purpose {
    file.purpose
}

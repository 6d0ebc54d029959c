//! Bytes to facts, one file a format.
//!
//! A parser says what stands in a file and where; whether that is good or bad is for the rules. A file that cannot be
//! read is a fact too ([`crate::facts::ManifestState::Unreadable`]), never an error of the analysis.

mod content;
mod document;
mod dpkg_control;
mod jar_manifest;
mod nuspec;
mod package_json;
mod place;
mod pom_properties;
mod purl;
mod purpose;
mod python_metadata;
mod redact;
mod requirements;
mod script;
mod sink;
mod text;
mod vendor;
mod version;
mod vsix;
mod web_extension;

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
    /// Whether an entry looks like it, by path and first bytes; several formats may want the same entry. Asked for every
    /// entry, so it looks at the last part of the path first.
    pub matches: fn(file: &FileFact, head: &[u8]) -> bool,
    /// Adds what stands in it.
    pub parse: fn(input: Input<'_>, facts: &mut Facts),
}

/// Every format, in the order in which they are tried.
pub const FORMATS: &[Format] = &[
    package_json::FORMAT,
    python_metadata::FORMAT,
    python_metadata::SETUP_PY,
    jar_manifest::FORMAT,
    pom_properties::FORMAT,
    nuspec::FORMAT,
    nuspec::SCRIPT,
    vsix::FORMAT,
    web_extension::FORMAT,
    dpkg_control::FORMAT,
    dpkg_control::SCRIPT,
    vendor::FORMAT,
    requirements::FORMAT,
    script::FORMAT,
];

/// The formats that want an entry.
pub fn wanted(file: &FileFact, head: &[u8]) -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(move |format| (format.matches)(file, head))
}

/// What contents are, by their first bytes.
pub fn content(head: &[u8]) -> Content {
    content::content(head)
}

/// What a file is for, by its path and contents.
pub fn purpose(file: &FileFact) -> Purpose {
    purpose::purpose(file)
}

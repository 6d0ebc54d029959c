//! Bytes to facts, one file a format.
//!
//! A parser says what stands in a file and where; whether that is good or bad is for the rules. A file that cannot be
//! read is a fact too ([`crate::facts::ManifestState::Unreadable`]), never an error of the analysis.

mod config;
pub(crate) mod container;
mod content;
pub(crate) mod delimited;
pub(crate) mod document;
mod dotnet;
mod extension;
mod fact;
mod golang;
pub(crate) mod head;
mod interpolate;
mod java;
mod javascript;
mod language;
mod listing;
mod php;
mod place;
mod platform;
mod purpose;
mod python;
mod reach;
pub(crate) mod redact;
mod requirements;
mod ruby;
mod rust;
pub(crate) mod sbom;
mod schedule;
pub(crate) mod script;
mod sink;
mod sketch;
pub(crate) mod system;
pub(crate) mod text;
mod vendor;

use crate::facts::{Content, Facts, FileFact, Purpose, Sketch};

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

/// An entry of which only the beginning is known.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// What is known about the entry.
    pub file: &'a FileFact,
    /// The last part of its path.
    pub name: &'a str,
    /// Its first bytes (`limits.head_bytes`).
    pub head: &'a [u8],
    /// What stands behind the last dot of its name. Half of the formats ask for it.
    extension: Option<&'a str>,
}

impl<'a> Candidate<'a> {
    /// The candidate that an entry is.
    pub fn new(file: &'a FileFact, head: &'a [u8]) -> Self {
        let name = file.name();
        Self { file, name, head, extension: name.rsplit_once('.').map(|(_, last)| last) }
    }

    /// Whether the name ends in this extension (without a dot), in any case.
    pub(crate) fn has_extension(&self, extension: &str) -> bool {
        self.extension.is_some_and(|last| last.eq_ignore_ascii_case(extension))
    }

    /// Whether the name is one of these, in exactly this case.
    pub(crate) fn is_named(&self, names: &[&str]) -> bool {
        names.contains(&self.name)
    }

    /// Whether these bytes stand somewhere in the head.
    pub(crate) fn head_holds(&self, needle: &[u8]) -> bool {
        head::holds(self.head, needle)
    }
}

/// A format that can be read.
pub struct Format {
    /// The format by its usual name.
    pub name: &'static str,
    /// Whether an entry looks like it; several formats may want the same entry. Asked for every entry, so it looks at the
    /// name first.
    pub matches: fn(&Candidate<'_>) -> bool,
    /// Adds what stands in it.
    pub parse: fn(input: Input<'_>, facts: &mut Facts),
}

/// Every format by family, in the order in which they are tried.
pub const FORMATS: &[&[Format]] = &[
    javascript::FORMATS,
    python::FORMATS,
    java::FORMATS,
    dotnet::FORMATS,
    golang::FORMATS,
    rust::FORMATS,
    ruby::FORMATS,
    php::FORMATS,
    language::FORMATS,
    extension::FORMATS,
    platform::FORMATS,
    system::FORMATS,
    container::FORMATS,
    sbom::FORMATS,
    config::FORMATS,
    schedule::FORMATS,
    &[vendor::FORMAT, requirements::FORMAT, script::FORMAT],
];

/// The formats that want an entry.
pub fn wanted(candidate: Candidate<'_>) -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().copied().flatten().filter(move |format| (format.matches)(&candidate))
}

/// What contents are, by their first bytes.
pub fn content(head: &[u8]) -> Content {
    content::content(head)
}

/// What a file is for, by its path and contents.
pub fn purpose(file: &FileFact) -> Purpose {
    purpose::purpose(file)
}

/// What the lines of a text are like; `None` where it has too few.
pub fn sketch(bytes: &[u8]) -> Option<Sketch> {
    sketch::sketch(bytes)
}

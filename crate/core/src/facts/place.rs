//! Where a fact was found.

use serde::{Deserialize, Serialize};

use super::Role;
use crate::limits::EXCERPT_CHARS;

/// A place that a finding points to. A nested entry's path is `outer.zip!/inner/path`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Location {
    /// The package as a whole.
    Package,
    /// One entry.
    Entry {
        /// Path of the entry.
        path: String,
    },
    /// Lines of a text entry.
    Lines {
        /// Path of the entry.
        path: String,
        /// First line, from 1.
        start: u32,
        /// Last line, inclusive.
        end: u32,
        /// The first of the lines, cut to [`EXCERPT_CHARS`], control characters replaced, secrets redacted.
        excerpt: String,
    },
    /// A member of a structured document.
    Pointer {
        /// Path of the entry.
        path: String,
        /// RFC 6901 JSON pointer.
        pointer: String,
    },
    /// Bytes of an entry, or of the package where `path` is empty.
    Bytes {
        /// Path of the entry; `""` for the package file.
        path: String,
        /// First byte.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        offset: u64,
        /// How many bytes.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        length: u64,
    },
    /// Something that the user gave beside the package.
    Context {
        /// Role of the input: `inventory`, `config`, `baseline`, `pack`.
        role: String,
        /// File name of the input.
        name: String,
        /// Place within it, in words; `""` for the whole file.
        pointer: String,
        /// Line, from 1; 0 where none is meant.
        #[serde(skip_serializing_if = "is_zero", default)]
        line: u32,
        /// What stands there, as [`Location::Lines`] has it.
        #[serde(skip_serializing_if = "String::is_empty", default)]
        excerpt: String,
    },
}

impl Location {
    /// A place in words in a file beside the package, or the whole of it.
    pub fn beside(role: Role, name: &str, pointer: &str) -> Self {
        let (role, name, pointer) = (role.as_str().to_owned(), name.to_owned(), pointer.to_owned());
        Self::Context { role, name, pointer, line: 0, excerpt: String::new() }
    }

    /// A line of a file beside the package.
    pub fn line_beside(role: Role, site: &Site) -> Self {
        let (role, name) = (role.as_str().to_owned(), site.path.clone());
        Self::Context { role, name, pointer: String::new(), line: site.line, excerpt: site.excerpt.clone() }
    }

    /// The entry that the place is in; `""` for the package and for other inputs.
    pub fn path(&self) -> &str {
        match self {
            Self::Package | Self::Context { .. } => "",
            Self::Entry { path } | Self::Lines { path, .. } | Self::Pointer { path, .. } | Self::Bytes { path, .. } => {
                path
            }
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// The place of a fact in a text entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Site {
    /// Path of the entry.
    pub path: String,
    /// Line, from 1; 0 where the format has no lines (then the whole entry is meant).
    pub line: u32,
    /// The line's text, made with [`excerpt`].
    pub excerpt: String,
}

impl Site {
    /// A place in a line of `text`.
    pub fn line(path: &str, line: u32, text: &str) -> Self {
        Self { path: path.to_owned(), line, excerpt: excerpt(text) }
    }

    /// The whole entry.
    pub fn entry(path: &str) -> Self {
        Self { path: path.to_owned(), line: 0, excerpt: String::new() }
    }

    /// The place as a finding shows it.
    pub fn location(&self) -> Location {
        if self.line == 0 {
            Location::Entry { path: self.path.clone() }
        } else {
            Location::Lines { path: self.path.clone(), start: self.line, end: self.line, excerpt: self.excerpt.clone() }
        }
    }
}

/// A value with the place where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Sited<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub site: Site,
}

/// A line of a hostile file as it may be shown: trimmed, cut, without control or direction-changing characters.
pub fn excerpt(text: &str) -> String {
    let mut out: String = text
        .trim()
        .chars()
        .take(EXCERPT_CHARS)
        .map(|c| {
            if is_invisible(c) {
                '\u{fffd}'
            } else if c.is_whitespace() {
                ' '
            } else {
                c
            }
        })
        .collect();
    if text.trim().chars().nth(EXCERPT_CHARS).is_some() {
        out.push('…');
    }
    out
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

//! The dotted path of a key, put together as a tree is walked.

use std::fmt::Write as _;

use crate::limits::CONFIG_KEY_BYTES;

/// A path, never much longer than [`CONFIG_KEY_BYTES`]: a deep tree of long names would else take memory without end.
#[derive(Debug, Default)]
pub(super) struct Path {
    text: String,
}

impl Path {
    /// Adds a name; gives the length to which [`Path::truncate`] takes it off again.
    pub(super) fn push(&mut self, name: &str) -> usize {
        let length = self.text.len();
        if !self.text.is_empty() {
            self.text.push('.');
        }
        self.text.push_str(cut(name, CONFIG_KEY_BYTES.saturating_sub(length)));
        length
    }

    /// Adds the place in a list.
    pub(super) fn push_index(&mut self, index: usize) -> usize {
        let length = self.text.len();
        if length <= CONFIG_KEY_BYTES {
            let _ = write!(self.text, "[{index}]");
        }
        length
    }

    /// Takes off what was pushed.
    pub(super) fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
    }

    /// The path so far.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

/// The beginning of a text, no longer than that many bytes.
pub(super) fn cut(text: &str, most_bytes: usize) -> &str {
    let mut end = most_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    text.get(..end).unwrap_or("")
}

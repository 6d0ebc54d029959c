//! Bytes to text with lines: the encodings that manifests and scripts come in.

use std::borrow::Cow;

use crate::facts::{Site, Sited};
use crate::limits::EXCERPT_CHARS;

use super::redact::redact;

/// A text entry, decoded, with its lines.
pub(crate) struct Text<'a> {
    /// Path of the entry.
    path: &'a str,
    /// The text without a byte-order mark.
    content: Cow<'a, str>,
    /// Byte offset at which each line begins.
    line_starts: Vec<usize>,
}

impl<'a> Text<'a> {
    /// Decodes an entry: UTF-8, UTF-16 by its mark (or by its zero bytes), else Latin-1. Never fails, so that a manifest
    /// in an odd encoding is still read; what is no text at all then fails in the format's own grammar.
    pub(crate) fn new(path: &'a str, bytes: &'a [u8]) -> Self {
        let content = decode(bytes);
        let line_starts =
            std::iter::once(0).chain(content.match_indices('\n').map(|(at, _)| at.saturating_add(1))).collect();
        Self { path, content, line_starts }
    }

    /// The whole text.
    pub(crate) fn content(&self) -> &str {
        &self.content
    }

    /// Path of the entry.
    pub(crate) fn path(&self) -> &'a str {
        self.path
    }

    /// The lines with their numbers from 1, without their ends.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (u32, &str)> {
        (1..).zip(self.content.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)))
    }

    /// The lines with the byte offsets at which they begin, without their ends.
    pub(crate) fn lines_at(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.content.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        self.line_starts.iter().copied().zip(lines)
    }

    /// Line and column (in characters), both from 1, of a byte offset.
    pub(crate) fn position(&self, at: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= at).max(1);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.content.get(start..at.min(self.content.len())).unwrap_or("");
        (clamp(line), clamp(before.chars().count().saturating_add(1)))
    }

    /// The line of a byte offset, from 1.
    pub(crate) fn line_of(&self, at: usize) -> u32 {
        clamp(self.line_starts.partition_point(|&start| start <= at).max(1))
    }

    /// Byte offset at which a line (from 1) begins; the end of the text where there is no such line.
    pub(crate) fn line_start(&self, line: usize) -> usize {
        self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(self.content.len())
    }

    /// The place of what stands at a byte offset.
    pub(crate) fn site(&self, at: usize) -> Site {
        let line = self.line_of(at);
        let [start, end] =
            [line, line.saturating_add(1)].map(|line| self.line_start(usize::try_from(line).unwrap_or(0)));
        let text = self.content.get(start..end).unwrap_or("");
        Site::line(self.path, line, &redact(window(text, at.saturating_sub(start))))
    }

    /// The place of a line, from 1.
    pub(crate) fn line_site(&self, line: u32) -> Site {
        self.site(self.line_start(usize::try_from(line).unwrap_or(usize::MAX)))
    }

    /// A value with the place at which it stands.
    pub(crate) fn sited(&self, value: impl Into<String>, at: usize) -> Sited<String> {
        Sited { value: value.into(), site: self.site(at) }
    }
}

/// The part of a line to show: all of it, or in a very long line (minified JSON) what begins at `at`. Nothing before
/// that, so that no value is shown whose key is cut off and would tell that it is a secret.
fn window(line: &str, at: usize) -> &str {
    if line.len() <= EXCERPT_CHARS {
        return line;
    }
    let mut end = at.saturating_add(EXCERPT_CHARS * 6).min(line.len());
    while !line.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    // A fact's place is where a character begins; a whole line is meant where it is the line's first.
    line.get(at..end).unwrap_or("")
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8_or_latin1(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
        // UTF-16 without a mark: the text of a manifest begins with ASCII.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Cow::Owned(utf16(bytes, u16::from_le_bytes)),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Cow::Owned(utf16(bytes, u16::from_be_bytes)),
        _ => utf8_or_latin1(bytes),
    }
}

fn utf8_or_latin1(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0xFFFD,
    });
    char::decode_utf16(units).map(|decoded| decoded.unwrap_or('\u{fffd}')).collect()
}

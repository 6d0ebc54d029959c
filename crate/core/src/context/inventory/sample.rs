//! What forms look at to recognise themselves.

use super::json::Shape;
use crate::facts::excerpt;
use crate::parse::redact::redact;
use crate::parse::text::Text;

/// Lines that are looked at. Enough that one odd line does not decide.
const SAMPLE_LINES: usize = 200;

/// The beginning of a list.
pub(in crate::context) struct Sample<'t> {
    /// The whole text.
    pub(super) content: &'t str,
    /// The first lines that are not empty, without blanks at their end.
    pub(super) lines: Vec<&'t str>,
    /// What a JSON document is made of.
    pub(in crate::context) shape: Option<Shape>,
}

impl<'t> Sample<'t> {
    pub(in crate::context) fn new(text: &'t Text<'_>) -> Self {
        let lines = text.lines().map(|(_, line)| line.trim_end()).filter(|line| !line.is_empty());
        let content = text.content();
        Self { content, lines: lines.take(SAMPLE_LINES).collect(), shape: Shape::of(content) }
    }

    /// Whether the text is JSON, so that no form made of lines applies.
    pub(super) fn is_json(&self) -> bool {
        self.shape.is_some()
    }

    /// The first of the first lines that fits.
    pub(in crate::context) fn line_near_top(&self, fits: impl Fn(&str) -> bool) -> Option<&'t str> {
        self.lines.iter().take(NEAR_TOP).copied().find(|line| fits(line))
    }

    /// The first line, where at least `least` lines and nine in ten of all fit.
    pub(in crate::context) fn nearly_all(&self, least: usize, fits: impl Fn(&str) -> bool) -> Option<&'t str> {
        if self.is_json() {
            return None;
        }
        let mut fitting = self.lines.iter().copied().filter(|line| fits(line));
        let first = fitting.next()?;
        let count = fitting.count().saturating_add(1);
        (count >= least && count.saturating_mul(10) >= self.lines.len().saturating_mul(9)).then_some(first)
    }
}

/// Lines in which a header stands; a shell's greeting or a warning may come before.
const NEAR_TOP: usize = 20;

/// A line as a reason shows it.
pub(super) fn quoted(line: &str) -> String {
    format!("`{}`", excerpt(&redact(line)))
}

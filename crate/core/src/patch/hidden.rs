//! Lines that no diff may show: those that hold a secret, or may.

use crate::config;
use crate::facts::ConfigFormat;
use crate::parse::redact::redact;

use super::draft::Draft;

/// Which lines of a file hold a secret, or may: those of keys whose value is masked, up to the next key; those in which a
/// word names a secret, with the line after, where the value may stand; keys and certificates.
pub(super) struct Hidden {
    lines: Vec<bool>,
}

impl Hidden {
    /// `is_ascii_only` is for a file in an encoding that a diff, which is UTF-8, cannot express: its other lines are hidden.
    pub(super) fn of(draft: &Draft, is_ascii_only: bool) -> Self {
        let mut hidden = Self { lines: vec![false; draft.len()] };
        hidden.mark_keys(draft);
        let mut has_key = vec![false; draft.len()];
        for key in &draft.read.keys {
            if let Some(has_key) = has_key.get_mut(index(key.line)) {
                *has_key = true;
            }
        }
        let mut is_block = false;
        for at in 0..draft.len() {
            let line = draft.line(at).trim();
            is_block |= line.contains("-----BEGIN ");
            if is_block || is_ascii_only && !line.is_ascii() || redact(line) != line {
                hidden.mark(at);
            }
            if config::may_name_secret(line) {
                hidden.mark(at);
                let next = at.saturating_add(1);
                // A key that stands there has its own value, and is judged by it.
                if !has_key.get(next).copied().unwrap_or(false) {
                    hidden.mark(next);
                }
            }
            is_block &= !line.contains("-----END ");
        }
        hidden
    }

    /// Whether a line, from 0, must not be shown.
    pub(super) fn is(&self, line: usize) -> bool {
        self.lines.get(line).copied().unwrap_or(true)
    }

    fn mark_keys(&mut self, draft: &Draft) {
        // From the last to the first, to know at each the next line that has a key.
        let (mut line, mut next, mut marked) = (u32::MAX, u32::MAX, u32::MAX);
        let mut aliases: Vec<&str> = Vec::new();
        for key in draft.read.keys.iter().rev() {
            if key.line < line {
                (line, next) = (key.line, line);
            }
            if !config::is_masked(&key.value) || marked == key.line {
                continue;
            }
            marked = key.line;
            let [from, to] = [key.line, next].map(index);
            let text = draft.line(from).trim();
            // The next key may stand on the line on which the value ends, where lines are not what ends it.
            let to = if has_braces(key.format) && goes_on(text) { to.saturating_add(1) } else { to };
            for at in from..to.min(self.lines.len()) {
                self.mark(at);
            }
            aliases.extend(text.rsplit_once(": *").map(|(_, name)| name.trim()));
        }
        self.mark_anchors(draft, &aliases);
    }

    /// What a secret is an alias of holds the secret, whatever it is called there.
    fn mark_anchors(&mut self, draft: &Draft, aliases: &[&str]) {
        if aliases.is_empty() {
            return;
        }
        for at in 0..draft.len() {
            let mut anchors = draft.line(at).split('&').skip(1).filter_map(|rest| rest.split_whitespace().next());
            if anchors.any(|anchor| aliases.contains(&anchor)) {
                self.mark(at);
            }
        }
    }

    fn mark(&mut self, line: usize) {
        if let Some(is_hidden) = self.lines.get_mut(line) {
            *is_hidden = true;
        }
    }
}

/// A line from 1 as one from 0.
fn index(line: u32) -> usize {
    usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX)
}

/// Whether the value of a line's key ends on another line, as far as the line tells.
fn goes_on(line: &str) -> bool {
    let is_open = |quote: char| line.matches(quote).count() % 2 == 1;
    line.ends_with([':', '=', '\\', '[', '{']) || is_open('"') || is_open('\'')
}

/// Formats in which several keys stand on a line.
fn has_braces(format: ConfigFormat) -> bool {
    use ConfigFormat::{Json, Json5, Jsonc, Xml, Yaml};
    matches!(format, Yaml | Json | Jsonc | Json5 | Xml)
}

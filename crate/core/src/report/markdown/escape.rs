//! Hostile text in Markdown.
//!
//! Trackers turn more into links and mentions than Markdown does (`@name`, `#12`, `!12`, `ABC-12`, commit digests, bare
//! addresses), some of them after the Markdown was read, when a backslash is gone. Only in code do all of them leave text
//! alone. So whatever is not a plain word stands in a code span.

use std::fmt::Write as _;

/// Text for the middle of a line. Spans between backticks stay spans.
pub(super) fn inline(text: &str) -> String {
    let clean = one_line(text);
    let mut out = String::with_capacity(clean.len());
    for (at, part) in clean.split('`').enumerate() {
        if at % 2 == 1 {
            code(&mut out, part);
        } else {
            words(&mut out, part);
        }
    }
    out
}

/// A command in a fenced block within a list item. The fence is longer than any run of backticks in it.
pub(super) fn code_block(out: &mut String, command: &str) {
    let longest = command.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.saturating_add(1).max(3));
    let _ = writeln!(out, "\n  {fence}");
    for line in command.lines() {
        let _ = writeln!(out, "  {}", one_line(line));
    }
    let _ = writeln!(out, "  {fence}\n");
}

/// Without what drives a terminal, turns the direction of text, or ends the line.
fn one_line(text: &str) -> String {
    let is_invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().map(|c| if is_invisible(c) { ' ' } else { c }).collect()
}

/// A span holds no backtick, so that nothing in it can end it.
fn code(out: &mut String, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        let _ = write!(out, "`{text}`");
    }
}

fn words(out: &mut String, text: &str) {
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let opening = word.len().saturating_sub(word.trim_start_matches(OPENING).len());
        let (before, rest) = word.split_at_checked(opening).unwrap_or(("", word));
        let core = rest.trim_end_matches(ENDING);
        let after = rest.get(core.len()..).unwrap_or_default();
        out.push_str(before);
        if is_plain(core) {
            out.push_str(core)
        } else {
            code(out, core)
        }
        out.push_str(after);
    }
}

/// Signs that may stand before and after a plain word without a meaning in Markdown.
const OPENING: &[char] = &['(', '“', '‘', '"', '\''];
const ENDING: &[char] = &['.', ',', ';', ':', ')', '”', '’', '?', '!', '…', '"', '\''];

/// Letters, with hyphens and apostrophes between them; or a short number.
fn is_plain(word: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '’' | '–' | '→' | '…' | '\'' | '/' | '%');
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let is_number = word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 4;
    let is_dash = matches!(word, "-" | "/" | "%" | "–" | "→" | "…" | "×");
    is_number || is_dash || (word.chars().all(is_word) && !has_digit && !word.starts_with(['-', '%', '/', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_a_link_a_mention_or_html() {
        assert_eq!(inline("see https://evil.example/x now"), "see `https://evil.example/x` now");
        assert_eq!(inline("ask @admin, #12 or OPS-4411."), "ask `@admin`, `#12` or `OPS-4411`.");
        assert_eq!(inline("<img src=x onerror=y>"), "`<img` `src=x` `onerror=y>`");
        assert_eq!(inline("![a](http://b) [c](d)"), "`![a](http://b`) `[c](d`)");
        assert_eq!(inline("www.evil.example"), "`www.evil.example`");
        assert_eq!(inline("a\n# b\u{202e}"), "a `#` b ");
        assert_eq!(inline("*bold* _so_ a|b"), "`*bold*` `_so_` `a|b`");
        assert_eq!(inline("deadbeef1 1234567"), "`deadbeef1` `1234567`");
    }

    #[test]
    fn plain_words_and_spans_stay() {
        assert_eq!(
            inline("Don’t run `x @y` in (most) cases: 15 minutes."),
            "Don’t run `x @y` in (most) cases: 15 minutes."
        );
        assert_eq!(inline("an odd ` mark @me"), "an odd `mark @me`");
    }

    #[test]
    fn a_fence_is_longer_than_what_is_in_it() {
        let mut out = String::new();
        code_block(&mut out, "echo ````\n```\n# x");
        assert_eq!(out, "\n  `````\n  echo ````\n  ```\n  # x\n  `````\n\n");
    }
}

//! The unified diff between a file and what it became.
//!
//! GNU `patch` takes a hunk with fewer lines before the change than after it for one at the beginning of the file, and one
//! with fewer after it for one at the end. So where a line must not be shown, both sides are cut alike, down to nothing.

use std::fmt::Write as _;
use std::ops::Range;

use super::draft::Draft;

/// Lines of context at most.
const CONTEXT_LINES: usize = 3;

/// The diff; `""` where nothing changed. `is_hidden` says which lines of the old file must not be in it as context.
pub(super) fn unified(name: &str, old: &Draft, new: &Draft, is_hidden: impl Fn(usize) -> bool) -> String {
    let changes = changes(old, new);
    let hunks = hunks(&changes, old.len(), is_hidden);
    if hunks.is_empty() {
        return String::new();
    }
    // A tab ends a name that has blanks in it.
    let end = if name.contains(char::is_whitespace) { "\t" } else { "" };
    let mut out = format!("--- a/{name}{end}\n+++ b/{name}{end}\n");
    for hunk in &hunks {
        print(&mut out, hunk, old, new);
    }
    out
}

/// Lines in the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Lines of the old file, from 0.
    pub(super) old: Range<usize>,
    /// Lines of the new file, from 0.
    pub(super) new: Range<usize>,
}

/// What is not as it was, in the order of the lines. `old` is the file in which the new one's lines have their origin.
pub(super) fn changes(old: &Draft, new: &Draft) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut old_next, mut new_next) = (0_usize, 0_usize);
    let kept = (0..new.len()).filter_map(|at| Some((new.origin(at)?, at)));
    for (origin, at) in kept.chain([(old.len(), new.len())]) {
        if origin > old_next || at > new_next {
            changes.push(Change { old: old_next..origin, new: new_next..at });
        }
        (old_next, new_next) = (origin.saturating_add(1), at.saturating_add(1));
    }
    changes
}

/// Changes that stand together, with the lines of context before the first and after the last.
struct Hunk<'c> {
    changes: &'c [Change],
    before: usize,
    after: usize,
}

fn hunks(changes: &[Change], old_lines: usize, is_hidden: impl Fn(usize) -> bool) -> Vec<Hunk<'_>> {
    let joins = |a: &Change, b: &Change| {
        let gap = a.old.end..b.old.start;
        gap.len() <= CONTEXT_LINES.saturating_mul(2) && !gap.into_iter().any(&is_hidden)
    };
    let mut hunks = Vec::new();
    // The first line that no hunk has yet.
    let mut free: usize = 0;
    for changes in changes.chunk_by(joins) {
        let (Some(first), Some(last)) = (changes.first(), changes.last()) else { continue };
        let before = (free..first.old.start).rev().take(CONTEXT_LINES).take_while(|at| !is_hidden(*at)).count();
        let after = (last.old.end..old_lines).take(CONTEXT_LINES).take_while(|at| !is_hidden(*at)).count();
        let is_at_start = before == first.old.start;
        let is_at_end = last.old.end.saturating_add(after) == old_lines;
        let (before, after) = match (is_at_start, is_at_end) {
            (true, true) => (before, after),
            // Fewer lines before are true at the beginning, and fewer after at the end.
            (true, false) => (before.min(after), after),
            (false, true) => (before, after.min(before)),
            (false, false) => (before.min(after), before.min(after)),
        };
        // Where cutting took it away from the beginning or the end, both sides are alike again.
        let (before, after) = match (before == first.old.start, last.old.end.saturating_add(after) == old_lines) {
            (false, false) => (before.min(after), before.min(after)),
            _ => (before, after),
        };
        free = last.old.end.saturating_add(after);
        hunks.push(Hunk { changes, before, after });
    }
    hunks
}

fn print(out: &mut String, hunk: &Hunk<'_>, old: &Draft, new: &Draft) {
    let (Some(first), Some(last)) = (hunk.changes.first(), hunk.changes.last()) else { return };
    let old_range = first.old.start.saturating_sub(hunk.before)..last.old.end.saturating_add(hunk.after);
    let new_range = first.new.start.saturating_sub(hunk.before)..last.new.end.saturating_add(hunk.after);
    let _ = writeln!(out, "@@ -{} +{} @@", span(&old_range), span(&new_range));
    let mut next = old_range.start;
    for change in hunk.changes {
        lines(out, ' ', old, next..change.old.start);
        lines(out, '-', old, change.old.clone());
        lines(out, '+', new, change.new.clone());
        next = change.old.end;
    }
    lines(out, ' ', old, next..old_range.end);
}

/// `start,count`, from 1; of no lines the line before.
fn span(range: &Range<usize>) -> String {
    let start = if range.is_empty() { range.start } else { range.start.saturating_add(1) };
    format!("{start},{}", range.len())
}

fn lines(out: &mut String, sign: char, draft: &Draft, range: Range<usize>) {
    for at in range {
        let line = draft.line(at);
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

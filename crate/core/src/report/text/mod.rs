//! The report for a terminal: the verdict, what to do first, what it does and what a snapshot leaves
//! behind, what the user's own configuration needs and what changed, then the findings with evidence, and what was not looked at.
//!
//! Every list is bounded, and says how much more there is; the JSON has it all.

mod comparison;
mod effects;
mod findings;
mod head;
mod keys;
mod matrix;
mod needs;
mod reach;
mod steps;
mod window;

pub use keys::keys_text;

use std::fmt::Write as _;

use super::Report;
use crate::facts::{Location, excerpt};
use crate::finding::Severity;
use crate::rules::OutcomeKind;

/// Skipped entries listed.
const SKIPPED_SHOWN: usize = 20;

/// The report as plain text. `colour` adds ANSI colours and nothing else.
pub fn text(report: &Report, colour: bool) -> String {
    let mut out = String::new();
    let paint = Paint { colour };
    head::head(&mut out, report, &paint);
    let told = steps::first(&mut out, report, &paint);
    effects::effects(&mut out, report, &paint);
    effects::rollback(&mut out, &report.rollback, &paint);
    reach::reach(&mut out, &report.facts, &paint);
    window::window(&mut out, &report.plan, &paint);
    matrix::matrix(&mut out, &report.matrix, &paint);
    comparison::comparison(&mut out, report, &paint);
    findings::findings(&mut out, report, &told, &paint);
    needs::needs(&mut out, report, &paint);
    needs::upgrades(&mut out, &report.upgrades, &paint);
    not_looked_at(&mut out, report, &paint);
    matrix::patches(&mut out, &report.matrix.patches, &paint);
    out
}

fn not_looked_at(out: &mut String, report: &Report, paint: &Paint) {
    let unchecked: Vec<_> = report.outcomes.iter().filter(|o| o.outcome == OutcomeKind::NotChecked).collect();
    if unchecked.is_empty() && report.skipped.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "NOT LOOKED AT"));
    for outcome in unchecked {
        let _ = writeln!(out, "  {}: {}", outcome.rule, printable(outcome.why.as_deref().unwrap_or("")));
    }
    for skipped in report.skipped.iter().take(SKIPPED_SHOWN) {
        let path = if skipped.path.is_empty() { "the package" } else { &skipped.path };
        let _ = writeln!(out, "  {}: {}", printable(path), printable(&skipped.reason));
    }
    and_more(out, "  ", report.skipped.len(), SKIPPED_SHOWN, "");
}

/// Says how many of a list were left out.
fn and_more(out: &mut String, indent: &str, all: usize, shown: usize, what: &str) {
    if let Some(more) = all.checked_sub(shown).filter(|&more| more > 0) {
        let _ = writeln!(out, "{indent}… {more} more{what} (--format json has them all)");
    }
}

/// "3 hosts", "1 host".
fn count(number: u32, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn place(location: &Location) -> String {
    match location {
        Location::Package => "the package".to_owned(),
        Location::Entry { path } => printable(path),
        Location::Lines { path, start, excerpt, .. } => format!("{}:{start}  {}", printable(path), printable(excerpt)),
        Location::Pointer { path, pointer } => format!("{}#{}", printable(path), printable(pointer)),
        Location::Bytes { path, offset, length } if path.is_empty() => {
            format!("the package, {length} bytes at {offset}")
        }
        Location::Bytes { path, offset, length } => format!("{}, {length} bytes at {offset}", printable(path)),
        Location::Context { role, name, pointer, line: 0, .. } => {
            format!("{role} {} {}", printable(name), printable(pointer))
        }
        Location::Context { role, name, line, excerpt, .. } => {
            format!("{role} {}:{line}  {}", printable(name), printable(excerpt))
        }
    }
}

/// A place without what stands there.
fn spot(location: &Location) -> String {
    match location {
        Location::Lines { path, start, .. } => format!("{}:{start}", printable(path)),
        Location::Context { name, line, .. } if *line > 0 => format!("{}:{line}", printable(name)),
        Location::Context { name, pointer, .. } => printable(format!("{name} {pointer}").trim_end()),
        other => place(other),
    }
}

/// A hostile string for a terminal: no control, escape or direction-changing characters, bounded length.
fn printable(text: &str) -> String {
    const MOST_CHARS: usize = 400;
    let mut shown: String = text
        .chars()
        .take(MOST_CHARS)
        .flat_map(|c| if is_safe(c) { vec![c] } else { c.escape_unicode().collect() })
        .map(|c| if c == '\n' || c == '\t' || c == '\r' { ' ' } else { c })
        .collect();
    if text.chars().nth(MOST_CHARS).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a character neither drives a terminal nor changes the direction of what follows.
fn is_safe(c: char) -> bool {
    !excerpt(&c.to_string()).contains('\u{fffd}')
}

const SEVERITIES: [Severity; 5] = [Severity::Blocker, Severity::High, Severity::Medium, Severity::Low, Severity::Info];

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => "blocker",
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
        Severity::Info => "info",
    }
}

const RED: &str = "1;31";
const YELLOW: &str = "1;33";
const GREEN: &str = "1;32";
const BOLD: &str = "1";

fn colour_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker | Severity::High => RED,
        Severity::Medium => YELLOW,
        Severity::Low | Severity::Info => BOLD,
    }
}

struct Paint {
    colour: bool,
}

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn a_name_cannot_drive_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(printable("a\u{202e}gpj.exe"), "a\\u{202e}gpj.exe");
        assert_eq!(printable("line\nline"), "line line");
        assert!(printable(&"x".repeat(70_000)).chars().count() <= 401);
    }
}

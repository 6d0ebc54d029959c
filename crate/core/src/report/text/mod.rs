//! The report for a terminal: verdict first, then the findings with evidence, then what was not looked at.

mod needs;

use std::fmt::Write as _;

use super::{Plan, Report, ReportInput, VerdictState};
use crate::facts::{Location, excerpt};
use crate::finding::{Finding, Severity};
use crate::rules::OutcomeKind;

/// Related places shown with a finding; the JSON has them all.
const RELATED_SHOWN: usize = 5;
/// Findings of one rule shown in full; the JSON has them all.
const FINDINGS_SHOWN: usize = 20;
/// Problems of one file beside the package; the JSON has them all.
const PROBLEMS_SHOWN: usize = 3;
/// Skipped entries listed; the JSON has them all.
const SKIPPED_SHOWN: usize = 20;

/// The report as plain text. `colour` adds ANSI colours and nothing else.
pub fn text(report: &Report, colour: bool) -> String {
    let mut out = String::new();
    let paint = Paint { colour };
    head(&mut out, report, &paint);
    findings(&mut out, report, &paint);
    needs::needs(&mut out, report, &paint);
    needs::upgrades(&mut out, &report.upgrades, &paint);
    not_looked_at(&mut out, report, &paint);
    plan(&mut out, &report.plan, &paint);
    out
}

fn head(out: &mut String, report: &Report, paint: &Paint) {
    let (code, words) = match report.verdict.state {
        VerdictState::NotAdvised => (RED, "NOT ADVISED: do not install it as it is"),
        VerdictState::WithCare => (YELLOW, "WITH CARE: deal with the findings first"),
        VerdictState::NoObjections => (GREEN, "NO OBJECTIONS: nothing found that speaks against it"),
        VerdictState::CannotSay => (YELLOW, "CANNOT SAY: too little of the package could be looked at"),
    };
    let _ = writeln!(out, "{}\n", paint.with(code, words));
    for input in &report.inputs {
        let digest = input.sha256.as_deref().unwrap_or("not computed");
        let _ = writeln!(
            out,
            "  {:9} {} ({} bytes, SHA-256 {digest})",
            input.role.as_str(),
            excerpt(&input.name),
            input.size
        );
        recognised(out, input, paint);
    }
    if let Some(archive) = report.facts.archives.first() {
        let nested = report.facts.archives.len().saturating_sub(1);
        let _ = writeln!(out, "  contents  {} entries, {nested} nested archives", report.facts.files.len());
        let _ = writeln!(out, "            {} bytes unpacked, by its own account", archive.unpacked_bytes);
    }
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let by_severity: Vec<String> = SEVERITIES
        .iter()
        .map(|&severity| (count(severity), name(severity)))
        .filter(|&(count, _)| count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let not_checked = report.outcomes.iter().filter(|outcome| outcome.outcome == OutcomeKind::NotChecked).count();
    let summary = if by_severity.is_empty() { "none".to_owned() } else { by_severity.join(", ") };
    let _ = writeln!(
        out,
        "  findings  {summary}; {not_checked} of {} rules could not be checked, {} places not read",
        report.outcomes.len(),
        report.skipped.len()
    );
    if !report.complete {
        let _ = writeln!(out, "  {}", paint.with(YELLOW, "The analysis is incomplete."));
    }
}

/// What a file beside the package was taken for, and why.
fn recognised(out: &mut String, input: &ReportInput, paint: &Paint) {
    let Some(recognised) = &input.recognised else { return };
    let holds = match (recognised.hosts, recognised.components) {
        (0, 0) => String::new(),
        (0, components) => format!(" ({})", count(components, "component")),
        (hosts, components) => format!(" ({} on {})", count(components, "component"), count(hosts, "host")),
    };
    let form = if recognised.form.is_empty() { "not recognised" } else { &recognised.form };
    let _ = writeln!(out, "            {}{holds}: {}", printable(form), printable(&recognised.reason));
    for problem in recognised.problems.iter().take(PROBLEMS_SHOWN) {
        let _ = writeln!(out, "            {}", paint.with(YELLOW, &printable(problem)));
    }
    if let Some(more) = recognised.problems.len().checked_sub(PROBLEMS_SHOWN).filter(|&more| more > 0) {
        let _ = writeln!(out, "            … {more} more problems (--format json has them all)");
    }
}

fn findings(out: &mut String, report: &Report, paint: &Paint) {
    for severity in SEVERITIES {
        let of_severity: Vec<&Finding> = report.findings.iter().filter(|f| f.severity == severity).collect();
        if of_severity.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}", paint.with(colour_of(severity), &name(severity).to_uppercase()));
        for same_rule in of_severity.chunk_by(|a, b| a.rule == b.rule) {
            for finding in same_rule.iter().take(FINDINGS_SHOWN) {
                one_finding(out, finding, paint);
            }
            if let Some(more) = same_rule.len().checked_sub(FINDINGS_SHOWN).filter(|&more| more > 0) {
                let rule = same_rule.first().map_or("", |finding| finding.rule.as_str());
                let _ = writeln!(out, "  … {more} more of {rule} (--format json has them all)");
            }
        }
    }
}

fn one_finding(out: &mut String, finding: &Finding, paint: &Paint) {
    let doubt = match finding.confidence {
        crate::finding::Confidence::High => "",
        crate::finding::Confidence::Medium => " (likely)",
        crate::finding::Confidence::Low => " (perhaps)",
    };
    let _ = writeln!(out, "  {}{doubt}  {}", paint.with(BOLD, &finding.rule), printable(&finding.message));
    let _ = writeln!(out, "      at {}", place(&finding.primary));
    for related in finding.related.iter().take(RELATED_SHOWN) {
        let _ = writeln!(out, "      {}: {}", printable(&related.label), place(&related.location));
    }
    if let Some(more) = finding.related.len().checked_sub(RELATED_SHOWN).filter(|&more| more > 0) {
        let _ = writeln!(out, "      … {more} more places");
    }
    for step in &finding.steps {
        let _ = writeln!(out, "      → {}", printable(&step.text));
    }
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
    if let Some(more) = report.skipped.len().checked_sub(SKIPPED_SHOWN).filter(|&more| more > 0) {
        let _ = writeln!(out, "  … {more} more (--format json has them all)");
    }
}

fn plan(out: &mut String, plan: &Plan, paint: &Paint) {
    let phases =
        [("BEFORE", &plan.before), ("DURING", &plan.during), ("VERIFY", &plan.verify), ("ROLL BACK", &plan.rollback)];
    for (title, steps) in phases {
        if steps.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}", paint.with(BOLD, title));
        for (number, step) in steps.iter().enumerate() {
            let _ = writeln!(out, "  {}. {}", number + 1, printable(&step.text));
        }
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

/// A hostile string for a terminal: no control, escape or direction-changing characters, bounded length.
fn printable(text: &str) -> String {
    const MOST_CHARS: usize = 400;
    let mut shown: String = text
        .chars()
        .take(MOST_CHARS)
        .flat_map(|c| if excerpt(&c.to_string()).contains('\u{fffd}') { c.escape_unicode().collect() } else { vec![c] })
        .map(|c| if c == '\n' || c == '\t' || c == '\r' { ' ' } else { c })
        .collect();
    if text.chars().nth(MOST_CHARS).is_some() {
        shown.push('…');
    }
    shown
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

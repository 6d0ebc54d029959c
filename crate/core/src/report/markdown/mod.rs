//! The runbook in Markdown, for a ticket; and the ticks of one that comes back.
//!
//! What comes from a package is escaped: it makes no link, no picture, no HTML, and calls nobody.

mod escape;
#[cfg(test)]
mod tests;
mod ticks;

pub use ticks::{Ticks, ticks};

use std::fmt::Write as _;

use super::{Plan, PlanStep, Report, VerdictState, Window};
use crate::facts::Location;
use crate::finding::{Finding, Severity};
use crate::rules::OutcomeKind;

use escape::{code, escaped, fence};

/// Findings that are listed; the report has them all.
const FINDINGS: usize = 50;

/// The runbook without ticks.
pub fn markdown(report: &Report) -> String {
    markdown_with_ticks(report, &Ticks::default())
}

/// The runbook with the ticks of an earlier one. What of them belongs to no step of this report stands at its end.
pub fn markdown_with_ticks(report: &Report, ticks: &Ticks) -> String {
    let mut out = String::new();
    head(&mut out, report);
    plan(&mut out, &report.plan, ticks);
    if let Some(of) = &report.plan.window {
        window(&mut out, of);
    }
    gates_and_messages(&mut out, &report.plan);
    findings(&mut out, &report.findings);
    not_checked(&mut out, report);
    let steps = all_steps(&report.plan);
    let gone: Vec<&str> = ticks.without(&steps).collect();
    if !gone.is_empty() {
        let _ = writeln!(out, "\n## Ticked before, no longer in the plan\n");
        for text in gone {
            let _ = writeln!(out, "- {}", escaped(text));
        }
    }
    out
}

fn all_steps(plan: &Plan) -> Vec<&PlanStep> {
    [&plan.before, &plan.during, &plan.verify, &plan.rollback].into_iter().flatten().collect()
}

fn head(out: &mut String, report: &Report) {
    let name = report.inputs.first().map_or("", |input| &input.name);
    let _ = writeln!(out, "# Upgrade runbook: {}\n", escaped(name));
    let verdict = match report.verdict.state {
        VerdictState::NotAdvised => "Not advised as it is.",
        VerdictState::WithCare => "With care.",
        VerdictState::NoObjections => "No objections.",
        VerdictState::CannotSay => "Cannot say.",
    };
    let _ = writeln!(out, "**{verdict}**");
    if let Some(sha256) = report.inputs.first().and_then(|input| input.sha256.as_ref()) {
        let _ = writeln!(out, "Package SHA-256: `{sha256}`");
    }
    let reasons = report.findings.iter().filter(|finding| report.verdict.reasons.contains(&finding.fingerprint));
    let reasons: Vec<&Finding> = reasons.collect();
    if !reasons.is_empty() {
        let _ = writeln!(out);
    }
    for finding in reasons {
        let _ = writeln!(out, "- {}", escaped(&finding.message));
    }
}

fn plan(out: &mut String, plan: &Plan, ticks: &Ticks) {
    let parts =
        [("Before", &plan.before), ("During", &plan.during), ("Verify", &plan.verify), ("Roll back", &plan.rollback)];
    for (title, steps) in parts.into_iter().filter(|(_, steps)| !steps.is_empty()) {
        let _ = writeln!(out, "\n## {title}\n");
        for step in steps {
            let mark = if ticks.is_done(step) { 'x' } else { ' ' };
            let _ = writeln!(out, "- [{mark}] {} <!-- step:{} -->", escaped(&step.text), step.id);
            if !step.command.is_empty() {
                let fence = fence(&step.command);
                let _ = writeln!(out, "  {fence}sh\n  {}\n  {fence}", step.command.replace('\n', "\n  "));
            }
            for (label, text) in [("Expected", &step.expected), ("Turn back if", &step.abort_if)] {
                if !text.is_empty() {
                    let _ = writeln!(out, "  {label}: {}", escaped(text));
                }
            }
            for place in step.evidence.iter().filter_map(place) {
                let _ = writeln!(out, "  Seen in {place}");
            }
        }
    }
}

/// A place as code; `None` for the package as a whole.
fn place(location: &Location) -> Option<String> {
    match location {
        Location::Lines { path, start, .. } => Some(code(&format!("{path}:{start}"))),
        Location::Context { name, line, .. } => Some(code(&format!("{name}:{line}"))),
        _ => Some(location.path()).filter(|path| !path.is_empty()).map(code),
    }
}

fn window(out: &mut String, window: &Window) {
    let _ = writeln!(out, "\n## Window (estimates)\n\n| Minutes | What | Basis |\n|---:|---|---|");
    for part in &window.parts {
        let _ = writeln!(out, "| {} | {} | {} |", part.minutes, escaped(&part.what), escaped(&part.basis));
    }
    let _ = writeln!(out, "| {} | the way back, if it is needed | |", window.rollback_minutes);
    let _ = writeln!(out, "| {} | kept free | |", window.buffer_minutes);
    let _ = writeln!(out, "| **{}** | in all | |", window.total_minutes);
    let _ = writeln!(out);
    for unknown in &window.unknown {
        let _ = writeln!(out, "- Not known: {}", escaped(unknown));
    }
    if let (Some(start), Some(end)) = (&window.start, &window.end) {
        let _ = writeln!(out, "- From {} to {}", escaped(start), escaped(end));
    }
    if let Some(turn) = &window.turn_back_at {
        let _ = writeln!(out, "- **Turn back at {} at the latest**", escaped(turn));
    }
    if window.is_too_short {
        let _ = writeln!(out, "- By these estimates the window is too short.");
    }
    if let Some(point) = &window.point_of_no_return {
        let place = place(&point.location).map_or_else(String::new, |place| format!(", {place}"));
        let _ = writeln!(out, "- A snapshot is no longer enough from here on: {}{place}", escaped(&point.text));
    }
}

fn gates_and_messages(out: &mut String, plan: &Plan) {
    if !plan.gates.is_empty() {
        let _ = writeln!(out, "\n## Go or no-go\n");
    }
    for gate in &plan.gates {
        let _ =
            writeln!(out, "- {}: {} No-go: {}.", escaped(&gate.when), escaped(&gate.question), escaped(&gate.no_go));
    }
    if !plan.messages.is_empty() {
        let _ = writeln!(out, "\n## Messages");
    }
    for message in &plan.messages {
        let _ = writeln!(out, "\n**{}**\n\n> {}", escaped(&message.when), escaped(&message.text));
    }
}

fn findings(out: &mut String, findings: &[Finding]) {
    let worth: Vec<&Finding> = findings.iter().filter(|finding| finding.severity >= Severity::Medium).collect();
    if worth.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## Findings of medium or above\n");
    for finding in worth.iter().take(FINDINGS) {
        let place = place(&finding.primary).map_or_else(String::new, |place| format!(" ({place})"));
        let severity = format!("{:?}", finding.severity).to_lowercase();
        let _ = writeln!(out, "- {severity}, `{}`: {}{place}", finding.rule, escaped(&finding.message));
    }
    if let Some(more) = worth.len().checked_sub(FINDINGS).filter(|&more| more > 0) {
        let _ = writeln!(out, "- … {more} more");
    }
}

fn not_checked(out: &mut String, report: &Report) {
    let unchecked: Vec<_> = report.outcomes.iter().filter(|o| o.outcome == OutcomeKind::NotChecked).collect();
    if unchecked.is_empty() && report.skipped.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## Not checked\n");
    for outcome in unchecked {
        let _ = writeln!(out, "- `{}`: {}", outcome.rule, escaped(outcome.why.as_deref().unwrap_or("")));
    }
    if !report.skipped.is_empty() {
        let _ = writeln!(out, "- {} notes on what was not read stand in the report", report.skipped.len());
    }
}

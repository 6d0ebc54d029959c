//! The runbook as Markdown, for a ticket.
//!
//! Nothing that comes from a package becomes a link, a mention, a picture or HTML: see `escape`.

mod escape;
mod lists;
mod ticks;

pub use ticks::{Ticks, ticks};

use std::fmt::Write as _;

use super::{Plan, PlanStep, Report, VerdictState, Window};
use crate::facts::Location;
use crate::finding::{Finding, Severity};
use crate::rules::OutcomeKind;
use escape::{code_block, inline};
use ticks::Kept;

/// The report as a runbook, no step ticked.
pub fn markdown(report: &Report) -> String {
    markdown_with_ticks(report, &Ticks::default())
}

/// The same with the ticks of an earlier copy. It says which ticked steps are gone and which steps are new.
pub fn markdown_with_ticks(report: &Report, ticks: &Ticks) -> String {
    let kept = Kept::new(&report.plan, ticks);
    let mut out = String::new();
    head(&mut out, report);
    kept.tell(&mut out);
    reasons(&mut out, report);
    lists::changes(&mut out, report);
    plan(&mut out, &report.plan, &kept);
    lists::rollback(&mut out, report);
    if let Some(window) = &report.plan.window {
        self::window(&mut out, window);
    }
    gates(&mut out, &report.plan);
    messages(&mut out, &report.plan);
    not_looked_at(&mut out, report);
    out
}

fn head(out: &mut String, report: &Report) {
    let package = report.inputs.first();
    let name = package.map_or("a package", |input| input.name.as_str());
    let _ = writeln!(out, "# Runbook: {}\n", inline(name));
    let verdict = match report.verdict.state {
        VerdictState::NotAdvised => "Not advised: do not install it as it is.",
        VerdictState::WithCare => "With care: deal with the findings first.",
        VerdictState::NoObjections => "No objections: nothing found that speaks against it.",
        VerdictState::CannotSay => "Cannot say: too little of the package could be looked at.",
    };
    let _ = writeln!(out, "**{verdict}**\n");
    let unchecked = report.outcomes.iter().filter(|outcome| outcome.outcome == OutcomeKind::NotChecked).count();
    let (findings, rules, skipped) = (report.findings.len(), report.outcomes.len(), report.skipped.len());
    let _ = writeln!(
        out,
        "{findings} findings; {unchecked} of {rules} rules could not be checked, {skipped} places not read."
    );
    if let Some(digest) = package.and_then(|input| input.sha256.as_deref()) {
        let _ = writeln!(out, "SHA-256 of the package: {}", inline(digest));
    }
    if !report.complete {
        out.push_str("\n**The analysis is incomplete.**\n");
    }
}

/// The findings that the verdict rests on, each with its place.
fn reasons(out: &mut String, report: &Report) {
    const SHOWN: usize = 30;
    let worst: Vec<&Finding> =
        report.findings.iter().filter(|own| own.severity >= Severity::Medium && own.accepted.is_none()).collect();
    if worst.is_empty() {
        return;
    }
    out.push_str("\n## Reasons\n\n");
    for finding in worst.iter().take(SHOWN) {
        let severity = match finding.severity {
            Severity::Blocker => "blocker",
            Severity::High => "high",
            _ => "medium",
        };
        let _ = writeln!(out, "- **{severity}** {} ({})", inline(&finding.message), place(&finding.primary));
    }
    more(out, worst.len(), SHOWN);
}

fn plan(out: &mut String, plan: &Plan, kept: &Kept<'_>) {
    let phases =
        [("Before", &plan.before), ("During", &plan.during), ("Verify", &plan.verify), ("Roll back", &plan.rollback)];
    for (title, steps) in phases.into_iter().filter(|(_, steps)| !steps.is_empty()) {
        let _ = writeln!(out, "\n## {title}\n");
        steps.iter().for_each(|own| step(out, own, kept));
    }
}

fn step(out: &mut String, step: &PlanStep, kept: &Kept<'_>) {
    let mark = if kept.is_ticked(step) { 'x' } else { ' ' };
    let new = if kept.is_new(step) { " **(new)**" } else { "" };
    let _ = writeln!(out, "- [{mark}] {}{new} <!-- step:{} -->", inline(&step.text), step.id);
    if !step.command.is_empty() {
        code_block(out, &step.command);
    }
    if !step.expected.is_empty() {
        let _ = writeln!(out, "  - Expected: {}", inline(&step.expected));
    }
    if !step.abort_if.is_empty() {
        let _ = writeln!(out, "  - Stop and go back if {}.", inline(step.abort_if.trim_end_matches('.')));
    }
    if !step.evidence.is_empty() {
        let places: Vec<String> = step.evidence.iter().map(place).collect();
        let _ = writeln!(out, "  - Why: {}", places.join(", "));
    }
}

fn window(out: &mut String, window: &Window) {
    out.push_str("\n## Window\n\n| what | minutes | rests on |\n|---|---:|---|\n");
    let rows = window.parts.iter().chain(&window.rollback_parts);
    for part in rows {
        let _ = writeln!(out, "| {} | {} | {} |", cell(&part.what), part.minutes, cell(&part.basis));
    }
    let _ = writeln!(out, "| buffer | {} | {} |", window.buffer_minutes, cell(&window.buffer_basis));
    let _ = writeln!(
        out,
        "| **together** | **{}** | work {}, way back {}, buffer {} |\n",
        window.total_minutes, window.work_minutes, window.rollback_minutes, window.buffer_minutes
    );
    for sentence in &window.unknown {
        let _ = writeln!(out, "- Not counted: {}", inline(sentence));
    }
    if let (Some(start), Some(end)) = (&window.start, &window.end) {
        let _ = writeln!(out, "- From {} until {}", inline(start), inline(end));
    }
    if let Some(time) = &window.turn_back_at {
        let _ = writeln!(out, "- **Latest time to turn back: {}**", inline(time));
    }
    if window.is_too_short {
        out.push_str("- **The window is shorter than that.**\n");
    }
    if let Some(point) = &window.point_of_no_return {
        let _ = writeln!(out, "- Point of no return: {}", inline(&point.text));
    }
}

fn gates(out: &mut String, plan: &Plan) {
    if plan.gates.is_empty() {
        return;
    }
    out.push_str("\n## Go or no-go\n\n");
    for gate in &plan.gates {
        let _ = writeln!(out, "- {}: {} No-go: {}", inline(&gate.when), inline(&gate.question), inline(&gate.no_go));
    }
}

fn messages(out: &mut String, plan: &Plan) {
    if plan.messages.is_empty() {
        return;
    }
    out.push_str("\n## Messages\n");
    for message in &plan.messages {
        let _ = writeln!(out, "\n{}:\n\n> {}", inline(&message.when), inline(&message.text));
    }
}

fn not_looked_at(out: &mut String, report: &Report) {
    const SHOWN: usize = 20;
    let unchecked = report.outcomes.iter().filter(|outcome| outcome.outcome == OutcomeKind::NotChecked);
    let rules = unchecked.map(|own| (own.rule.as_str(), own.why.as_deref().unwrap_or_default()));
    let skipped = report.skipped.iter().map(|own| (own.path.as_str(), own.reason.as_str()));
    let all: Vec<(&str, &str)> = rules.chain(skipped).collect();
    if all.is_empty() {
        return;
    }
    out.push_str("\n## Not looked at\n\n");
    for (what, why) in all.iter().take(SHOWN) {
        let what = if what.is_empty() { "the package" } else { what };
        let _ = writeln!(out, "- {}: {}", inline(what), inline(why));
    }
    more(out, all.len(), SHOWN);
}

/// Says how many of a list were left out.
fn more(out: &mut String, all: usize, shown: usize) {
    if let Some(more) = all.checked_sub(shown).filter(|&more| more > 0) {
        let _ = writeln!(out, "- … {more} more in the report");
    }
}

/// A place, on one line.
fn place(location: &Location) -> String {
    match location {
        Location::Package => "the package".to_owned(),
        Location::Lines { path, start, .. } => inline(&format!("`{}`", format!("{path}:{start}").replace('`', "'"))),
        Location::Context { name, line, .. } if *line > 0 => {
            inline(&format!("`{}`", format!("{name}:{line}").replace('`', "'")))
        }
        Location::Context { name, .. } => inline(&format!("`{}`", name.replace('`', "'"))),
        other => inline(&format!("`{}`", other.path().replace('`', "'"))),
    }
}

/// In a table, where a bar would end the cell.
fn cell(text: &str) -> String {
    inline(text).replace('|', "/")
}

#[cfg(test)]
mod tests;

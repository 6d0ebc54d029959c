//! The verdict, and what it is about.

use std::fmt::Write as _;

use super::{GREEN, Paint, RED, SEVERITIES, YELLOW, and_more, count, name, printable};
use crate::context::Role;
use crate::report::{Report, ReportInput, VerdictState};
use crate::rules::OutcomeKind;

/// Problems of one file beside the package.
const PROBLEMS_SHOWN: usize = 3;

pub(super) fn head(out: &mut String, report: &Report, paint: &Paint) {
    let (code, words) = match report.verdict.state {
        VerdictState::NotAdvised => (RED, "NOT ADVISED: do not install it as it is"),
        VerdictState::WithCare => (YELLOW, "WITH CARE: deal with the findings first"),
        VerdictState::NoObjections => (GREEN, "NO OBJECTIONS: nothing found that speaks against it"),
        VerdictState::CannotSay => (YELLOW, "CANNOT SAY: too little of the package could be looked at"),
    };
    let _ = writeln!(out, "{}", paint.with(code, words));
    let _ = writeln!(out, "  {}", summary(report));
    if !report.complete {
        let _ = writeln!(out, "  {}", paint.with(YELLOW, "The analysis is incomplete."));
    }
    out.push('\n');
    for input in &report.inputs {
        file(out, report, input, paint);
    }
}

/// Findings by severity, never without what could not be checked.
fn summary(report: &Report) -> String {
    let of = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let counted = SEVERITIES.iter().map(|&severity| (of(severity), name(severity))).filter(|&(number, _)| number > 0);
    let findings: Vec<String> = counted.map(|(number, name)| format!("{number} {name}")).collect();
    let findings = if findings.is_empty() { "no findings".to_owned() } else { findings.join(", ") };
    let unchecked = report.outcomes.iter().filter(|outcome| outcome.outcome == OutcomeKind::NotChecked).count();
    let (rules, places) = (report.outcomes.len(), report.skipped.len());
    format!("{findings}; {unchecked} of {rules} rules could not be checked, {places} places not read")
}

fn file(out: &mut String, report: &Report, input: &ReportInput, paint: &Paint) {
    let holds = match (&input.recognised, input.role) {
        (Some(_), _) => recognised(input),
        (None, Role::Package) => format!(
            "{} bytes, {} entries, {} nested archives; SHA-256 {}",
            input.size,
            report.facts.files.len(),
            report.facts.archives.len().saturating_sub(1),
            input.sha256.as_deref().unwrap_or("not computed")
        ),
        (None, _) => format!("{} bytes", input.size),
    };
    let _ = writeln!(out, "  {:9} {}: {holds}", input.role.as_str(), printable(&input.name));
    let problems = input.recognised.iter().flat_map(|recognised| &recognised.problems);
    for problem in problems.clone().take(PROBLEMS_SHOWN) {
        let _ = writeln!(out, "            {}", paint.with(YELLOW, &printable(problem)));
    }
    and_more(out, "            ", problems.count(), PROBLEMS_SHOWN, " problems");
}

/// What a file beside the package was taken for.
fn recognised(input: &ReportInput) -> String {
    let Some(recognised) = &input.recognised else { return String::new() };
    let form = match (input.role, recognised.form.as_str()) {
        // What a pack says of itself is worth more than that it is one.
        (Role::Pack, _) => &recognised.reason,
        (_, "") => "not recognised",
        (_, form) => form,
    };
    let holds = match (input.role, recognised.hosts, recognised.components) {
        (Role::Inventory, 0, components) => format!(", {}", count(components, "component")),
        (Role::Inventory, hosts, components) => {
            format!(", {} on {}", count(components, "component"), count(hosts, "host"))
        }
        (Role::Config, _, keys) if keys > 0 => format!(", {}", count(keys, "key")),
        (Role::Unknown, ..) => format!(": {}", recognised.reason),
        _ => String::new(),
    };
    printable(&format!("{form}{holds}"))
}

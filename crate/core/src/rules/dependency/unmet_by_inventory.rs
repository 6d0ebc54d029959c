//! `dependency/unmet-by-inventory`

use std::collections::BTreeSet;

use crate::context::{Context, Installed};
use crate::facts::{Scope, excerpt};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::needs::{Found, Kinship, Row, Supply, is_close, is_distribution, supply};
use crate::report::NeedState;
use crate::rules::hosts::{hosts, missing_inventory, with_places};
use crate::rules::weight::RELATED;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "dependency/unmet-by-inventory",
    severity: Severity::Blocker,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("unmet_by_inventory.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let context = case.context;
    let rows = case.needs();
    if rows.is_empty() {
        return Outcome::NotApplicable("the package's own manifests name no dependencies".into());
    }
    if let Some(why) = missing_inventory(context) {
        return Outcome::NotChecked(why);
    }
    if rows.iter().all(|row| row.state == NeedState::NotChecked) {
        return Outcome::NotChecked("the inventory lists nothing of the kind that the package needs".into());
    }
    let unmet = rows.iter().filter(|row| row.state == NeedState::Unmet);
    Outcome::of(unmet.filter_map(|row| finding(rule, row, context)).collect())
}

fn finding(rule: &Rule, row: &Row<'_>, context: &Context) -> Option<Finding> {
    let (first, others) = row.asked.split_first()?;
    let name = &first.dependency.name;
    let served: BTreeSet<u32> = versions(row, |found| found.is_admitted != Some(false)).flat_map(Found::hosts).collect();
    let refused: Vec<&Found<'_>> = versions(row, |found| found.is_admitted == Some(false)).collect();
    let affected: BTreeSet<u32> =
        refused.iter().flat_map(|found| found.hosts()).filter(|host| !served.contains(host)).collect();
    let refused: Vec<&Found<'_>> =
        refused.into_iter().filter(|found| found.hosts().iter().any(|host| affected.contains(host))).collect();
    let (requirement, on) = (row.requirement(), hosts(&context.inventory, affected.iter().copied()));
    let there: Vec<String> = refused.iter().map(|found| shown(found, name)).collect();
    let verb = if there.len() == 1 { "is" } else { "are" };
    let mut message = format!("`{name}` must be {requirement}; {} {verb} installed on {on}.", there.join(", "));
    if refused.iter().any(|found| found.may_be_patched && is_near(row, found)) {
        message.push_str(" A distribution built it: it may be patched without a higher number.");
    }
    if refused.iter().all(|found| found.kinship == Kinship::Namesake) {
        message.push_str(" It may be something else of that name.");
    }
    let mut finding = Finding::new(rule, name, message, first.dependency.site.location())
        .severity(severity(row))
        .confidence(confidence(row, &refused));
    for other in others.iter().take(RELATED) {
        finding = finding.related("is asked for here too", other.dependency.site.location());
    }
    let rows: Vec<&Installed> =
        refused.iter().flat_map(|found| &found.installed).copied().filter(|row| affected.contains(&row.host)).collect();
    let these = if affected.len() == 1 { "this host" } else { "these hosts" };
    let (action, step) = step(row, name, &on, these);
    Some(with_places(finding, context, &rows).step(action, step))
}

/// `12.19`, and under which name, where that is another.
fn shown(found: &Found<'_>, need: &str) -> String {
    let version = excerpt(found.compared());
    found.other_name(need).map_or_else(|| version.clone(), |name| format!("{version} (`{}`)", excerpt(name)))
}

fn versions<'r, 'a>(row: &'r Row<'a>, keep: impl Fn(&Found<'a>) -> bool) -> impl Iterator<Item = &'r Found<'a>> {
    row.found.iter().filter(move |found| keep(found))
}

/// A library's own package manager fetches a version that will do, unless the application around it brings the library.
/// A distribution's fetches one too, where the host may reach its archive.
fn severity(row: &Row<'_>) -> Severity {
    let is_of = |is_kind: fn(&str) -> bool| row.asked.iter().all(|needed| is_kind(&needed.dependency.ecosystem));
    if is_of(is_distribution) {
        return Severity::High;
    }
    let is_peer = row.asked.iter().any(|needed| needed.dependency.scope == Scope::Peer);
    match (is_of(is_library), is_peer) {
        (false, _) => Severity::Blocker,
        (true, true) => Severity::High,
        (true, false) => Severity::Medium,
    }
}

fn is_library(ecosystem: &str) -> bool {
    supply(ecosystem) == Supply::Library
}

/// What to do: a library is brought by its package manager, and what else uses it there has to go along.
fn step(row: &Row<'_>, name: &str, on: &str, these: &str) -> (&'static str, String) {
    let requirement = row.requirement();
    if row.asked.iter().all(|needed| is_library(&needed.dependency.ecosystem)) {
        let step = format!("See that what else uses `{name}` on {on} works with {requirement} too, or install apart from it.");
        return ("verify", step);
    }
    ("replace", format!("Bring `{name}` to {requirement} on {on}, or leave {these} out."))
}

fn confidence(row: &Row<'_>, refused: &[&Found<'_>]) -> Confidence {
    let by_kinship = |kinship| refused.iter().filter(move |found| found.kinship == kinship);
    if by_kinship(Kinship::Same).any(|found| !found.may_be_patched) {
        Confidence::High
    } else if by_kinship(Kinship::Same).any(|found| !is_near(row, found)) {
        Confidence::Medium
    } else {
        // A patched build, a distribution's library beside which another can be put, or a namesake.
        Confidence::Low
    }
}

/// Whether a distribution may have mended what the requirement asks for.
fn is_near(row: &Row<'_>, found: &Found<'_>) -> bool {
    let mut ranges = row.asked.iter().filter_map(|needed| needed.dependency.range.as_ref());
    ranges.any(|range| is_close(range, found.compared()))
}

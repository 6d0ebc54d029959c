//! `dependency/not-in-inventory`

use crate::context::Context;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::needs::{Needed, Row};
use crate::report::NeedState;
use crate::rules::hosts::missing_inventory;
use crate::rules::weight::RELATED;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "dependency/not-in-inventory",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("not_in_inventory.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let context = case.context;
    let rows: Vec<_> = case.needs().iter().filter(|row| row.asked.iter().any(Needed::is_vendors_own)).collect();
    if rows.is_empty() {
        return Outcome::NotApplicable("no manifest of the vendor's own names dependencies".into());
    }
    if let Some(why) = missing_inventory(context) {
        return Outcome::NotChecked(why);
    }
    if rows.iter().all(|row| row.state == NeedState::NotChecked) {
        return Outcome::NotChecked("the inventory lists no software of the machines themselves".into());
    }
    let absent = rows.iter().filter(|row| row.state == NeedState::NotInstalled);
    Outcome::of(absent.filter_map(|row| finding(rule, row, context)).collect())
}

fn finding(rule: &Rule, row: &Row<'_>, context: &Context) -> Option<Finding> {
    let (first, others) = row.asked.split_first()?;
    let name = &first.dependency.name;
    let nobody = match context.inventory.hosts().len() {
        1 => "the one host in the inventory does not have it".to_owned(),
        hosts => format!("none of the {hosts} hosts in the inventory has it"),
    };
    let message = format!("The package needs `{name}`, and {nobody}.");
    let finding = Finding::new(rule, name, message, first.dependency.site.location())
        .confidence(Confidence::Medium)
        .step("verify", format!("Look for `{name}` on the hosts under another name, or install it before the upgrade."))
        .step("ask-vendor", format!("Ask the vendor whether the package brings `{name}` along."));
    let places = others.iter().take(RELATED);
    Some(places.fold(finding, |finding, other| {
        finding.related("is asked for here too", other.dependency.site.location())
    }))
}

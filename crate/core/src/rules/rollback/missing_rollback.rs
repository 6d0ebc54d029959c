//! `rollback/missing-rollback`

use crate::facts::Location;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::report::Stage;
use crate::rules::weight::unread_scripts;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "rollback/missing-rollback",
    severity: Severity::Medium,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("missing_rollback.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let timeline = case.timeline();
    let first = timeline.steps.iter().find(|step| step.stage == Stage::Install);
    let Some(first) = first.and_then(|step| step.through.first()) else {
        return Outcome::NotApplicable("no script of the package does anything at install".into());
    };
    if timeline.files(Stage::Rollback).next().is_some() {
        return Outcome::Clean;
    }
    if let Some(unread) = unread_scripts(case.facts) {
        return Outcome::NotChecked(unread);
    }
    let left = case.rollback().items.len();
    let message = if left == 0 {
        "The package ships no script for the way back; what it does here a snapshot undoes.".to_owned()
    } else {
        "The package ships no script for the way back, and a snapshot does not undo all that it does.".to_owned()
    };
    let severity = if left == 0 { Severity::Low } else { rule.severity };
    let finding = Finding::new(rule, "way back", message, Location::Entry { path: first.clone() })
        .severity(severity)
        .confidence(Confidence::Medium)
        .step("ask-vendor", "Ask the vendor for the tested way back to the version that runs now.")
        .step("run", "Take a snapshot right before the upgrade, and try once that it can be restored.");
    Outcome::of(vec![finding])
}

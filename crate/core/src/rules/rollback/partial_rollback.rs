//! `rollback/partial-rollback`

use crate::facts::Location;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::report::{RollbackItem, Stage};
use crate::rules::weight::{RELATED, count};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "rollback/partial-rollback",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("partial_rollback.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let rollback = case.rollback();
    let Some(script) = rollback.scripts.first() else {
        return Outcome::NotApplicable("the package ships no script for the way back".into());
    };
    let left: Vec<&RollbackItem> = rollback
        .items
        .iter()
        .filter(|item| item.stage != Stage::ByHand && item.covered_by.is_none())
        .collect();
    if left.is_empty() {
        return Outcome::Clean;
    }
    let first = left.iter().take(SHOWN).map(|item| item.kind.as_str()).collect::<Vec<_>>().join(", ");
    let message = format!(
        "The package's own way back (`{script}`) leaves {} of what it does elsewhere: {first}{}.",
        count(left.len(), "thing", "things"),
        if left.len() > SHOWN { " and more" } else { "" },
    );
    let finding = Finding::new(rule, "way back", message, Location::Entry { path: script.clone() })
        .confidence(Confidence::Medium)
        .step("edit", "Add the inverse commands of the list to your own runbook: the script does not run them.")
        .step("ask-vendor", "Ask the vendor for a way back that covers what it did at other services.");
    Outcome::of(vec![
        left.iter().take(RELATED).fold(finding, |finding, item| finding.related(item.kind.as_str(), item.site.location())),
    ])
}

/// Kinds that the message names.
const SHOWN: usize = 6;

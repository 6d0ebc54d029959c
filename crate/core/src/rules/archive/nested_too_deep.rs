//! `archive/nested-too-deep`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown, whole};
use crate::facts::ObservationKind;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/nested-too-deep",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("nested_too_deep.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let deep: Vec<_> = facts
        .observations
        .iter()
        .filter_map(|observation| match &observation.kind {
            ObservationKind::NestedTooDeep { limit } => {
                let archive = archives.split(&observation.path).0;
                Some(Item { archive, kind: *limit, what: observation.path.as_str() })
            }
            _ => None,
        })
        .collect();
    if deep.is_empty() && facts.archives.iter().all(|archive| archive.path.is_empty()) {
        return Outcome::NotApplicable("no archive is nested in the package".into());
    }
    let single = |limit: &u64, path: &&str| {
        let name = shown(path);
        let message = format!("The archive `{name}` is nested deeper than the limit of {limit}: its contents were not checked.");
        Finding::new(rule, name, message, whole(path))
            .step("verify", "Unpack the outer archives and check the inner one by itself, or raise the limit `nested_depth`.")
            .step("ask-vendor", "Ask the vendor why archives are packed into archives so often.")
    };
    let joint = |limit: &u64, paths: &[&str]| Joint {
        subject: "archives nested too deep".into(),
        message: format!("{} archives are nested deeper than the limit of {limit}: their contents were not checked.", paths.len()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, deep, single, joint))
}

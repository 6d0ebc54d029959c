//! `archive/truncated`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown, size, whole};
use crate::facts::ObservationKind;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/truncated",
    severity: Severity::Blocker,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("truncated.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let cut = facts.observations.iter().filter_map(|observation| match &observation.kind {
        ObservationKind::Truncated { missing } => {
            let archive = archives.holder(&observation.path);
            Some(Item { archive, kind: (), what: (observation.path.as_str(), *missing) })
        }
        _ => None,
    });
    let single = |(): &(), (path, missing): &(&str, Option<u64>)| {
        let name = if path.is_empty() { "The package".to_owned() } else { format!("`{}`", shown(path)) };
        let subject = if path.is_empty() { "the package".to_owned() } else { shown(path) };
        let message = match missing {
            Some(missing) => format!("{name} ends {} before it should.", size(*missing)),
            None => format!("{name} ends before it should."),
        };
        Finding::new(rule, subject, message, whole(path))
            .step("replace", "Download the package again: the transfer broke off. Compare its size and digest with the vendor's.")
    };
    let joint = |(): &(), entries: &[(&str, Option<u64>)]| Joint {
        subject: "entries that are cut off".into(),
        message: format!("{} entries end before they should.", entries.len()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, cut, single, joint))
}

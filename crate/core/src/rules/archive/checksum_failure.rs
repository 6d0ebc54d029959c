//! `archive/checksum-failure`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown, whole};
use crate::facts::ObservationKind;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/checksum-failure",
    severity: Severity::Blocker,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("checksum_failure.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let damaged = facts.observations.iter().filter_map(|observation| match &observation.kind {
        ObservationKind::DamagedContents { reason } => {
            let archive = archives.holder(&observation.path);
            Some(Item { archive, kind: (), what: (observation.path.as_str(), reason.as_str()) })
        }
        _ => None,
    });
    let single = |(): &(), (path, reason): &(&str, &str)| {
        let name = if path.is_empty() { "the package".to_owned() } else { shown(path) };
        let message = format!("`{name}` is damaged: {}.", shown(reason.trim_end_matches('.')));
        Finding::new(rule, name, message, whole(path))
            .step("replace", "Download the package again and compare its digest with the vendor's.")
            .step("ask-vendor", "If the new download is damaged as well, ask the vendor for a whole one.")
    };
    let joint = |(): &(), entries: &[(&str, &str)]| Joint {
        subject: "damaged entries".into(),
        message: format!("{} entries are damaged: they do not unpack to what was packed.", entries.len()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, damaged, single, joint))
}

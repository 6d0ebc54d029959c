//! `archive/overlapping-data`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, bytes, gather, no_zip, shown, size};
use crate::facts::ObservationKind;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/overlapping-data",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("overlapping_data.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    if let Some(why) = no_zip(facts) {
        return Outcome::NotApplicable(why);
    }
    let archives = Archives::of(facts);
    let shared = facts.observations.iter().filter_map(|observation| match &observation.kind {
        ObservationKind::OverlappingData { other, length } => {
            let archive = archives.holder(&observation.path);
            Some(Item { archive, kind: (), what: Overlap { archive, path: &observation.path, other, offset: observation.offset, length: *length } })
        }
        _ => None,
    });
    let single = |(): &(), it: &Overlap<'_>| {
        let name = shown(it.path);
        // Several entries may overlap one: the pair is what the finding is about.
        let subject = if it.other.is_empty() { name.clone() } else { format!("{name} and {}", shown(it.other)) };
        let other = if it.other.is_empty() { "the central directory".into() } else { format!("`{}`", shown(it.other)) };
        let message = format!("`{name}` shares {} with {other}: one of them is not what it claims to be.", size(it.length));
        Finding::new(rule, subject, message, bytes(it.archive, it.offset, it.length))
            .step("verify", "Do not unpack it where disk space matters: overlapping entries are how small archives become huge.")
            .step("ask-vendor", "Ask the vendor to build the package again with an ordinary packer.")
    };
    let joint = |(): &(), all: &[Overlap<'_>]| Joint {
        subject: "entries that share bytes".into(),
        message: format!("{} entries share bytes with others: they are not what they claim to be.", all.len()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, shared, single, joint))
}

struct Overlap<'a> {
    archive: &'a str,
    path: &'a str,
    other: &'a str,
    offset: u64,
    length: u64,
}

//! `archive/trailing-data`

use super::gather::{Archives, archive_noun, bytes, size};
use crate::facts::ObservationKind;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/trailing-data",
    severity: Severity::Low,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("trailing_data.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let findings = facts.observations.iter().filter_map(|observation| {
        let ObservationKind::TrailingBytes { length, zeros: false } = &observation.kind else { return None };
        let archive = archives.holder(&observation.path);
        let noun = archive_noun(archive);
        let message = format!("{} after the end of {noun} belong to nothing: tools ignore them, or take the archive for damaged.", size(*length));
        let finding = Finding::new(rule, noun, message, bytes(archive, observation.offset, *length))
            .step("ask-vendor", "Ask the vendor what the bytes after the archive are; a signature that is appended says so in its instructions.");
        Some(if *length >= LARGE_BYTES { finding.severity(Severity::Medium) } else { finding })
    });
    Outcome::of(findings.collect())
}

/// Enough for a program: no longer a line end or a signature.
const LARGE_BYTES: u64 = 64 << 10;

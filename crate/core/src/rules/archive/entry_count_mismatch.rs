//! `archive/entry-count-mismatch`

use super::gather::{Archives, archive_noun, no_zip, shown, whole};
use crate::context::Context;
use crate::facts::{Facts, Observation, ObservationKind};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/entry-count-mismatch",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("entry_count_mismatch.md"),
    check,
};

fn check(rule: &Rule, facts: &Facts, _: &Context) -> Outcome {
    if let Some(why) = no_zip(facts) {
        return Outcome::NotApplicable(why);
    }
    let archives = Archives::of(facts);
    Outcome::of(facts.observations.iter().filter_map(|observation| judge(rule, &archives, observation)).collect())
}

/// What a count of 16 bits cannot hold: packers without ZIP64 let it wrap around.
const WRAP: u64 = 1 << 16;

fn judge(rule: &Rule, archives: &Archives<'_>, observation: &Observation) -> Option<Finding> {
    let archive = archives.holder(&observation.path);
    let noun = archive_noun(archive);
    let make = |subject: &str, message: String| Finding::new(rule, subject, message, whole(archive));
    let finding = match &observation.kind {
        ObservationKind::EntryCount { declared, found } if found.checked_rem(WRAP) == Some(*declared) => make(
            "number of entries",
            format!("The end record of {noun} counts {declared} entries, the directory has {found}: the packer's counter has 16 bits and wrapped around. Tools without a workaround see fewer entries."),
        )
        .severity(Severity::Medium)
        .confidence(Confidence::Medium),
        ObservationKind::EntryCount { declared, found } => make(
            "number of entries",
            format!("The end record of {noun} counts {declared} entries, the directory has {found}: tools that trust the one or the other list different entries."),
        ),
        ObservationKind::SeveralEndRecords { count } => make(
            "end records",
            format!("There are {count} end records that could be meant in {noun}: tools that choose differently see different archives."),
        ),
        ObservationKind::DirectoryMismatch { field, declared, found } => make(
            field,
            format!(
                "The end record of {noun} gives `{}` as {}, but it is {}: some tools refuse the archive, others look for the directory elsewhere.",
                shown(field),
                shown(declared),
                shown(found)
            ),
        )
        .confidence(Confidence::Medium),
        _ => return None,
    };
    Some(
        finding
            .step("ask-vendor", "Ask the vendor to build the package again with an ordinary packer, and compare the lists of entries.")
            .step("verify", "List the entries with the tool that the installation uses, and compare with the list here."),
    )
}

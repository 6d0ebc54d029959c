//! `archive/entry-count-mismatch`

use std::collections::BTreeMap;

use super::gather::{Archives, archive_noun, no_zip, number_of, shown, whole};
use crate::facts::{Location, ObservationKind};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/entry-count-mismatch",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("entry_count_mismatch.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    if let Some(why) = no_zip(facts) {
        return Outcome::NotApplicable(why);
    }
    let archives = Archives::of(facts);
    let mut findings = Vec::new();
    let mut fields: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for observation in &facts.observations {
        let archive = archives.holder(&observation.path);
        let noun = archive_noun(archive);
        match &observation.kind {
            ObservationKind::EntryCount { declared, found } => {
                findings.push(count(rule, &noun, *declared, *found, whole(archive)));
            }
            ObservationKind::SeveralEndRecords { count } => {
                let message = format!(
                    "There are {count} end records that could be meant in {noun}: tools that choose differently see different archives."
                );
                findings.push(Finding::new(rule, "end records", message, whole(archive)));
            }
            ObservationKind::DirectoryMismatch { field, declared, found } => {
                fields.entry(archive).or_default().push(sentence(field, declared, found));
            }
            _ => {}
        }
    }
    // One damaged record disagrees in several fields: one finding says it.
    findings.extend(fields.into_iter().map(|(archive, sentences)| {
        let listed = sentences.iter().take(MOST_FIELDS).cloned().collect::<Vec<_>>().join("; ");
        let message = format!(
            "The end record of {} does not fit its directory: {listed}. Some tools refuse the archive, others look for the directory elsewhere.",
            archive_noun(archive)
        );
        Finding::new(rule, "place and size of the directory", message, whole(archive)).confidence(Confidence::Medium)
    }));
    let steps = |finding: Finding| {
        finding
            .step("ask-vendor", "Ask the vendor to build the package again with an ordinary packer, and compare the lists of entries.")
            .step("verify", "List the entries with the tool that the installation uses, and compare with the list here.")
    };
    Outcome::of(findings.into_iter().map(steps).collect())
}

/// Fields that a message shows.
const MOST_FIELDS: usize = 4;

/// What a count of 16 bits cannot hold: packers without ZIP64 let it wrap around.
const WRAP: u64 = 1 << 16;

fn count(rule: &Rule, noun: &str, declared: u64, found: u64, place: Location) -> Finding {
    let both = format!("The end record of {noun} counts {}, the directory has {found}", number_of(declared, "entry", "entries"));
    let subject = "number of entries";
    if found > declared && found.checked_rem(WRAP) == Some(declared) {
        let message = format!("{both}: the packer's counter has 16 bits and wrapped around. Some tools see fewer entries.");
        return Finding::new(rule, subject, message, place).severity(Severity::Medium).confidence(Confidence::Medium);
    }
    let message = format!("{both}: tools that trust the one or the other list different entries.");
    Finding::new(rule, subject, message, place)
}

fn sentence(field: &str, declared: &str, found: &str) -> String {
    let (declared, found) = (shown(declared), shown(found));
    match field.strip_suffix(" (ZIP64 against classic)") {
        Some(field) => format!("`{}` is {declared} in the ZIP64 record and {found} in the classic one", shown(field)),
        None => format!("`{}` is given as {declared}, but is {found}", shown(field)),
    }
}

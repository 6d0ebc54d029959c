//! `archive/prepended-data`

use super::gather::{Archives, archive_noun, bytes, no_zip, size};
use crate::facts::{Location, ObservationKind};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/prepended-data",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("prepended_data.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    if let Some(why) = no_zip(facts) {
        return Outcome::NotApplicable(why);
    }
    let archives = Archives::of(facts);
    let findings = facts.observations.iter().filter_map(|observation| {
        let ObservationKind::PrependedBytes { length, looks_like } = &observation.kind else { return None };
        let archive = archives.holder(&observation.path);
        let place = bytes(archive, observation.offset, *length);
        Some(judge(rule, &archive_noun(archive), Look::of(looks_like, *length), *length, place))
    });
    Outcome::of(findings.collect())
}

/// A line such as `#!/usr/bin/env python3`, as zipapp, PEX and executable jars have it.
const MOST_LAUNCHER_BYTES: u64 = 256;

/// What stands before the archive.
#[derive(Clone, Copy)]
enum Look {
    /// One line that names an interpreter.
    Launcher,
    /// A program that unpacks what follows.
    Program(&'static str),
    /// Another archive, whose entries the directory does not list.
    Archive,
    /// Another kind of file: this one is two in one.
    Document(&'static str),
    /// The header of a format that is a ZIP behind it.
    Wrapper(&'static str),
    Zeros,
    Unknown,
}

impl Look {
    fn of(looks_like: &str, length: u64) -> Self {
        match looks_like {
            "script" if length <= MOST_LAUNCHER_BYTES => Self::Launcher,
            "script" => Self::Program("a script"),
            "elf" => Self::Program("a Linux program"),
            "pe" => Self::Program("a Windows program"),
            "mach-o" => Self::Program("a macOS program"),
            "zip" => Self::Archive,
            "png" | "jpeg" | "gif" => Self::Document("a picture"),
            "pdf" => Self::Document("a PDF document"),
            "crx" => Self::Wrapper("the header of a Chrome extension"),
            "zeros" => Self::Zeros,
            _ => Self::Unknown,
        }
    }
}

fn judge(rule: &Rule, noun: &str, look: Look, length: u64, place: Location) -> Finding {
    let length = size(length);
    let message = match look {
        Look::Launcher => format!("Before {noun} stands a line that starts it: a script of {length}."),
        Look::Program(what) => format!(
            "Before {noun} stands {what} of {length}: starting the file runs it. What it does was not checked."
        ),
        Look::Archive => format!(
            "Before {noun} stand {length} that begin like another ZIP archive: its directory does not list them, and tools that read from the beginning unpack them instead."
        ),
        Look::Document(what) => {
            format!("Before {noun} stands {what} of {length}: mail filters and viewers may take the file for that.")
        }
        Look::Wrapper(what) => format!("Before {noun} stands {what}, {length}."),
        Look::Zeros => format!("Before {noun} stand {length} of zeros."),
        Look::Unknown => format!("Before the first entry of {noun} stand {length} that belong to none."),
    };
    let finding = Finding::new(rule, noun, message, place);
    match look {
        Look::Launcher => {
            finding.severity(Severity::Low).step("verify", "Read the first line of the file before you start it.")
        }
        Look::Wrapper(_) => finding.severity(Severity::Info).step("none", "Nothing to do: the format has it so."),
        Look::Program(_) => finding
            .step("verify", "Unpack it with an ordinary tool instead of starting it.")
            .step("ask-vendor", "Ask the vendor for a plain archive, or for a signature of the program before it."),
        Look::Zeros => finding
            .severity(Severity::Low)
            .step("ask-vendor", "Ask the vendor for a build without the padding: some tools refuse it."),
        Look::Archive | Look::Document(_) | Look::Unknown => finding
            .confidence(Confidence::Medium)
            .step("ask-vendor", "Ask the vendor what the bytes before the archive are."),
    }
}

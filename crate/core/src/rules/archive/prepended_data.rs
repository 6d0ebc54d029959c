//! `archive/prepended-data`

use super::gather::{Archives, archive_noun, bytes, no_zip};
use crate::context::Context;
use crate::facts::{Facts, ObservationKind};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/prepended-data",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("prepended_data.md"),
    check,
};

fn check(rule: &Rule, facts: &Facts, _: &Context) -> Outcome {
    if let Some(why) = no_zip(facts) {
        return Outcome::NotApplicable(why);
    }
    let archives = Archives::of(facts);
    let findings = facts.observations.iter().filter_map(|observation| {
        let ObservationKind::PrependedBytes { length, looks_like } = &observation.kind else { return None };
        let archive = archives.holder(&observation.path);
        let noun = archive_noun(archive);
        let program = program(looks_like);
        let is_launcher = looks_like == "script" && *length <= MOST_LAUNCHER_BYTES;
        let message = match program {
            Some(what) if is_launcher => format!("{noun} begins with {what} of {length} bytes: made executable, the archive starts itself."),
            Some(what) => format!("{noun} begins with {what} of {length} bytes: it is a self-extracting archive. Starting it runs that program; what it does was not checked."),
            None => format!("{length} bytes stand before the first entry of {noun} and belong to none."),
        };
        let finding = Finding::new(rule, noun, message, bytes(archive, observation.offset, *length));
        Some(match program {
            Some(_) if is_launcher => finding
                .severity(Severity::Low)
                .step("verify", "Read the first line of the file before you start it."),
            Some(_) => finding
                .step("verify", "Unpack it with an ordinary tool instead of starting it.")
                .step("ask-vendor", "Ask the vendor for a plain archive, or for a signature of the program before it."),
            None => finding
                .confidence(Confidence::Medium)
                .step("ask-vendor", "Ask the vendor what the bytes before the archive are."),
        })
    });
    Outcome::of(findings.collect())
}

/// A line such as `#!/usr/bin/env python3`, as zipapp, PEX and executable jars have it.
const MOST_LAUNCHER_BYTES: u64 = 256;

fn program(looks_like: &str) -> Option<&'static str> {
    match looks_like {
        "elf" => Some("a Linux program"),
        "pe" => Some("a Windows program"),
        "mach-o" => Some("a macOS program"),
        "script" => Some("a script"),
        _ => None,
    }
}

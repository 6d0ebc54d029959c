//! `effect/download-and-run`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/download-and-run",
    severity: Severity::High,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("download_and_run.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::DownloadAndRun, ("runs what it downloads", "Ask for the script as part of the package; else download it, read it, keep its digest, and run that.")),
};

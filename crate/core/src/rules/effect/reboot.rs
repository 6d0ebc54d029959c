//! `effect/reboot`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/reboot",
    severity: Severity::Medium,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("reboot.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::Reboot, ("restarts this machine", "Plan it; keep console access at hand; drain the machine before.")),
};

//! `effect/firmware-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/firmware-change",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("firmware_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::FirmwareChange, ("changes firmware", "Do it apart from the upgrade, with console access.")),
};

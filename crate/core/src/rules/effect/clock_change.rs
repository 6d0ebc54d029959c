//! `effect/clock-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/clock-change",
    severity: Severity::Low,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("clock_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::ClockChange, ("changes the clock", "See that the machine has the right time afterwards, and that tasks did not run twice or not at all.")),
};

//! `effect/one-way-format`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/one-way-format",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("one_way_format.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::OneWayFormat, ("changes a format for good", "Back up every member; leave the step out until the new version has proved itself.")),
};

//! `effect/service-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/service-change",
    severity: Severity::Info,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("service_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::ServiceChange, ("changes which services run", "Write down the state of the units before (`systemctl is-enabled`, `is-active`) and compare afterwards.")),
};

//! `effect/cloud-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/cloud-change",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("cloud_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::CloudChange, ("changes resources in a cloud", "Keep the plan or the description of the resources from before; prepare the inverse call.")),
};

//! `effect/secret-rotation`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/secret-rotation",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("secret_rotation.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::SecretRotation, ("changes a secret that others use", "List who uses it; hand out the new value first, and keep the old one valid for a while.")),
};

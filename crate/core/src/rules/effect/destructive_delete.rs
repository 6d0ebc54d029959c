//! `effect/destructive-delete`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/destructive-delete",
    severity: Severity::High,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("destructive_delete.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::DestructiveDelete, ("deletes data", "Look at the place, save what is there, and see that every variable in the path has a value.")),
};

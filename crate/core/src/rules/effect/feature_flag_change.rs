//! `effect/feature-flag-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/feature-flag-change",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("feature_flag_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::FeatureFlag, ("changes a feature flag at another service", "Write down its state and who else reads it; switch it back when you go back, and mind that clients cache it.")),
};

//! `effect/licence-activation`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/licence-activation",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("licence_activation.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::LicenceActivation, ("activates a licence", "Ask the vendor how to go back; deactivate before you restore.")),
};

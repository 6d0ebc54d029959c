//! `effect/security-weakening`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/security-weakening",
    severity: Severity::High,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("security_weakening.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::SecurityWeakening, ("weakens the defence of this machine", "Ask the vendor why it is needed; do it by a rule for that one program, or put it back right after.")),
};

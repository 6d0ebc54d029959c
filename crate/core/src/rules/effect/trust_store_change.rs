//! `effect/trust-store-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/trust-store-change",
    severity: Severity::Medium,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("trust_store_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::TrustStore, ("changes what this machine trusts", "Compare the fingerprint with the vendor by another way, and ask why the authority is needed.")),
};

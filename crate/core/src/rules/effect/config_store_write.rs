//! `effect/config-store-write`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/config-store-write",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("config_store_write.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::ConfigStore, ("writes to a store of configuration", "Export the old values before; write them back when you go back.")),
};

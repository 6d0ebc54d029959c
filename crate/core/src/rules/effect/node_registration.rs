//! `effect/node-registration`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/node-registration",
    severity: Severity::Medium,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("node_registration.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::NodeRegistration, ("registers this machine at a server", "Unregister before you restore.")),
};

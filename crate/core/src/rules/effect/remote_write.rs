//! `effect/remote-write`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/remote-write",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("remote_write.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::RemoteWrite, ("writes to another service", "Ask what is written; look at it before; prepare the inverse call.")),
};

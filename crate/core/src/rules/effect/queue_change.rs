//! `effect/queue-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/queue-change",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("queue_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::QueueChange, ("changes queues or topics", "Describe the topics and policies before; stop the producers where messages may be lost.")),
};

//! `effect/message-sent`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/message-sent",
    severity: Severity::Medium,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("message_sent.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::MessageSent, ("sends messages to people", "Send it yourself when it is true; else prepare the correction.")),
};

//! `effect/webhook-registration`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/webhook-registration",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("webhook_registration.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::WebhookRegistration, ("registers a webhook or callback at another service", "List the registrations before the upgrade, keep the id that the call returns, delete the registration when you go back.")),
};

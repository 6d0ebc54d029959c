//! `effect/local-account`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/local-account",
    severity: Severity::Low,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("local_account.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::LocalAccount, ("changes accounts of this machine", "Agree on the account with whoever manages accounts; check its shell, groups and keys afterwards.")),
};

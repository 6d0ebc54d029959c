//! `effect/dns-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/dns-change",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("dns_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::DnsChange, ("changes names in the DNS", "Lower the time to live a day before; write the old records down.")),
};

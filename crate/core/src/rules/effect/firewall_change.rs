//! `effect/firewall-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/firewall-change",
    severity: Severity::Medium,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("firewall_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::Firewall, ("changes the firewall of this machine", "Compare with the ports that the product needs; tell whoever manages the network.")),
};

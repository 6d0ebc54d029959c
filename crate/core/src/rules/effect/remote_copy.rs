//! `effect/remote-copy`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/remote-copy",
    severity: Severity::Medium,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("remote_copy.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::RemoteCopy, "copies files to or from another machine"),
};

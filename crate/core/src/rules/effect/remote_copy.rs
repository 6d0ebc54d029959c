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
    check: |rule, case| frame::check(rule, case, EffectKind::RemoteCopy, ("copies files to or from another machine", "Find out whose machine it is and what is copied; delete the copy when you go back.")),
};

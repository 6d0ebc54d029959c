//! `effect/directory-account`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/directory-account",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("directory_account.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::DirectoryAccount, ("changes accounts of a directory", "Ask whoever runs the directory; plan to join the domain again after a restore.")),
};

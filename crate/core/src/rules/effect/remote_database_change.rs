//! `effect/remote-database-change`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/remote-database-change",
    severity: Severity::High,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("remote_database_change.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::RemoteDatabase, ("changes a database on another machine", "Back the database up right before; try the migration for the way back on a copy.")),
};

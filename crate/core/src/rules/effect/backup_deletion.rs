//! `effect/backup-deletion`

use super::frame;
use crate::facts::EffectKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "effect/backup-deletion",
    severity: Severity::Blocker,
    phase: Phase::Rollback,
    scope: RuleScope::Package,
    document: include_str!("backup_deletion.md"),
    check: |rule, case| frame::check(rule, case, EffectKind::BackupDeletion, ("deletes backups", "Take it out of the script; copy the backups elsewhere before anything is run.")),
};

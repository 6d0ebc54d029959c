//! `schedule/database-event`

use super::frame;
use crate::facts::ScheduleKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "schedule/database-event",
    severity: Severity::Medium,
    phase: Phase::After,
    scope: RuleScope::Package,
    document: include_str!("database_event.md"),
    check: |rule, case| frame::check(rule, case, ScheduleKind::DatabaseEvent),
};

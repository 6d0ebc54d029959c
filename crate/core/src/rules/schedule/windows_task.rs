//! `schedule/windows-task`

use super::frame;
use crate::facts::ScheduleKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "schedule/windows-task",
    severity: Severity::Medium,
    phase: Phase::After,
    scope: RuleScope::Package,
    document: include_str!("windows_task.md"),
    check: |rule, case| frame::check(rule, case, ScheduleKind::WindowsTask),
};

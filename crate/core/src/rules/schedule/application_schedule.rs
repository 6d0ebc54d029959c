//! `schedule/application-schedule`

use super::frame;
use crate::facts::ScheduleKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "schedule/application-schedule",
    severity: Severity::Medium,
    phase: Phase::After,
    scope: RuleScope::Package,
    document: include_str!("application_schedule.md"),
    check: |rule, case| frame::check(rule, case, ScheduleKind::Application),
};

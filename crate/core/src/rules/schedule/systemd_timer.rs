//! `schedule/systemd-timer`

use super::frame;
use crate::facts::ScheduleKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "schedule/systemd-timer",
    severity: Severity::Medium,
    phase: Phase::After,
    scope: RuleScope::Package,
    document: include_str!("systemd_timer.md"),
    check: |rule, case| frame::check(rule, case, ScheduleKind::SystemdTimer),
};

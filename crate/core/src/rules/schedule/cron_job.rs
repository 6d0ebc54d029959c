//! `schedule/cron-job`

use super::frame;
use crate::facts::ScheduleKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "schedule/cron-job",
    severity: Severity::Medium,
    phase: Phase::After,
    scope: RuleScope::Package,
    document: include_str!("cron_job.md"),
    check: |rule, case| frame::check(rule, case, ScheduleKind::Cron),
};

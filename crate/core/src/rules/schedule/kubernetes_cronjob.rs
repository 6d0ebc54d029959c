//! `schedule/kubernetes-cronjob`

use super::frame;
use crate::facts::ScheduleKind;
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "schedule/kubernetes-cronjob",
    severity: Severity::Medium,
    phase: Phase::After,
    scope: RuleScope::Package,
    document: include_str!("kubernetes_cronjob.md"),
    check: |rule, case| frame::check(rule, case, ScheduleKind::KubernetesCronJob),
};

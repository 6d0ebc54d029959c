//! `unit/renamed-unit`

use super::frame::{self, State};
use crate::finding::{Phase, Severity};
use crate::rules::{Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "unit/renamed-unit",
    severity: Severity::High,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("renamed_unit.md"),
    check: |rule, case| frame::check(rule, case, |state| matches!(state, State::Renamed{ .. })),
};

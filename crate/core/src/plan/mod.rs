//! Findings and effects to a runbook.

mod gates;
mod messages;
mod steps;
#[cfg(test)]
mod tests;
mod window;

use crate::finding::Finding;
use crate::report::{Plan, PlannedWindow};
use crate::rules::Case;

/// What to do, in order. `wanted` is when the user wants to work; a time that is none is left out, for the caller has
/// checked it.
pub(crate) fn plan(case: &Case<'_>, findings: &[Finding], wanted: Option<&PlannedWindow>) -> Plan {
    let mut plan = steps::steps(case, findings);
    plan.window = window::window(case, wanted);
    plan.gates = gates::gates(case, findings, plan.window.as_ref());
    plan.messages = messages::messages(case, plan.window.as_ref());
    plan
}

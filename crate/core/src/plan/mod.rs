//! Findings and effects to a runbook.

use crate::finding::{Finding, Phase};
use crate::report::{Plan, PlanStep, Rollback};
use crate::rules::Case;

/// The steps of the findings, each once, in the order of the findings.
pub(crate) fn plan(_case: &Case<'_>, findings: &[Finding], _rollback: &Rollback) -> Plan {
    let mut plan = Plan::default();
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        let steps = match finding.phase {
            Phase::Before => &mut plan.before,
            Phase::During => &mut plan.during,
            Phase::After => &mut plan.verify,
            Phase::Rollback => &mut plan.rollback,
        };
        for step in &finding.steps {
            match steps.iter_mut().find(|known| known.text == step.text) {
                Some(known) => known.findings.push(finding.fingerprint.clone()),
                None => steps.push(PlanStep {
                    text: step.text.clone(),
                    findings: vec![finding.fingerprint.clone()],
                    ..PlanStep::default()
                }),
            }
        }
    }
    plan
}

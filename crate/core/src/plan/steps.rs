//! The steps: what has to be written down before, the installer, what shows that it went well, and the way back.

use std::collections::BTreeSet;

use crate::facts::{EffectKind, Location};
use crate::finding::{Finding, Phase, fingerprint};
use crate::report::{Plan, PlanStep, Stage};
use crate::rules::Case;

/// Units that are looked at one by one.
const UNITS: usize = 20;

pub(super) fn steps(case: &Case<'_>, findings: &[Finding]) -> Plan {
    let mut plan = Plan::default();
    let installers = installers(case);
    of_findings(&mut plan, findings);
    if !installers.is_empty() {
        before(&mut plan.before, case);
        plan.during.extend(installers.iter().map(|path| installer(path)));
        verify(&mut plan.verify, case);
        back(&mut plan.rollback, case);
    }
    for (phase, steps) in [
        ("before", &mut plan.before),
        ("during", &mut plan.during),
        ("verify", &mut plan.verify),
        ("rollback", &mut plan.rollback),
    ] {
        for step in steps {
            step.id = fingerprint(phase, &step.text, &step.command);
        }
    }
    plan
}

/// The steps of the findings, each once, in the order of the findings. The commands of effects stand in the lists of what to
/// write down and what to undo.
fn of_findings(plan: &mut Plan, findings: &[Finding]) {
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        let steps = match finding.phase {
            Phase::Before => &mut plan.before,
            Phase::During => &mut plan.during,
            Phase::After => &mut plan.verify,
            Phase::Rollback => &mut plan.rollback,
        };
        let is_listed = |action: &str| action == "run" && finding.rule.starts_with("effect/");
        for step in finding.steps.iter().filter(|step| !is_listed(&step.action)) {
            match steps.iter_mut().find(|known| known.text == step.text) {
                Some(known) => {
                    known.findings.push(finding.fingerprint.clone());
                    if known.evidence.len() < EVIDENCE {
                        known.evidence.push(finding.primary.clone());
                    }
                }
                None => steps.push(PlanStep {
                    text: step.text.clone(),
                    evidence: vec![finding.primary.clone()],
                    findings: vec![finding.fingerprint.clone()],
                    ..PlanStep::default()
                }),
            }
        }
    }
}

/// Places that one step shows.
const EVIDENCE: usize = 5;

/// The scripts that are started at install, in order.
fn installers<'c>(case: &'c Case<'_>) -> Vec<&'c str> {
    let mut known = BTreeSet::new();
    let steps = case.timeline().steps.iter().filter(|step| step.stage == Stage::Install);
    let first = steps.filter_map(|step| step.through.first().map(String::as_str));
    first.filter(|path| known.insert(*path)).collect()
}

fn before(steps: &mut Vec<PlanStep>, case: &Case<'_>) {
    for capture in &case.rollback().captures {
        steps.push(PlanStep {
            text: capture.text.clone(),
            command: capture.command.clone(),
            expected: "the present state, saved with the ticket".into(),
            evidence: capture.sites.iter().map(|site| site.location()).collect(),
            ..PlanStep::default()
        });
    }
    steps.push(PlanStep {
        text: "Take a snapshot of every machine that is upgraded, and write its name down.".into(),
        expected: "the snapshot is listed, and one like it was restored once".into(),
        abort_if: "there is no snapshot that can be restored".into(),
        ..PlanStep::default()
    });
}

fn installer(path: &str) -> PlanStep {
    PlanStep {
        text: format!("Run `{path}` and keep its output."),
        expected: "it ends with exit code 0 and says nothing of errors".into(),
        abort_if: "it ends with an error, or the latest time to turn back has come".into(),
        evidence: vec![Location::Entry { path: path.to_owned() }],
        ..PlanStep::default()
    }
}

fn verify(steps: &mut Vec<PlanStep>, case: &Case<'_>) {
    let mut known = BTreeSet::new();
    for step in case.timeline().steps.iter().filter(|step| step.stage == Stage::Install) {
        let effect = usize::try_from(step.effect).ok().and_then(|place| case.facts.effects.get(place));
        let Some(effect) =
            effect.filter(|effect| effect.kind == EffectKind::ServiceStart && effect.elsewhere.is_empty())
        else {
            continue;
        };
        for unit in effect.target.split_whitespace().filter(|unit| !unit.contains(['$', '`'])) {
            if known.len() < UNITS && known.insert(unit.to_owned()) {
                steps.push(PlanStep {
                    text: format!("See that {unit} runs, and look at its log."),
                    command: format!("systemctl is-active {unit}; journalctl -u {unit} -n 50"),
                    expected: "active, and no error in the log".into(),
                    abort_if: "it is not active after five minutes".into(),
                    evidence: vec![effect.site.location()],
                    ..PlanStep::default()
                });
            }
        }
    }
}

fn back(steps: &mut Vec<PlanStep>, case: &Case<'_>) {
    let mut list = vec![PlanStep {
        text: "Restore the snapshot.".into(),
        expected: "the version from before answers".into(),
        ..PlanStep::default()
    }];
    for item in case.rollback().items.iter().filter(|item| item.stage != Stage::ByHand) {
        let covered = item.covered_by.as_ref().map(|site| format!("`{}` does it; see that it did.", site.path));
        list.push(PlanStep {
            text: item.text.clone(),
            command: item.inverse.clone(),
            expected: covered.unwrap_or_default(),
            evidence: vec![item.site.location()],
            ..PlanStep::default()
        });
    }
    list.append(steps);
    *steps = list;
}

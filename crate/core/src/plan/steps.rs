//! A list of steps, each of them once.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use crate::facts::Location;
use crate::finding::fingerprint;
use crate::report::{Plan, PlanStep};

/// Places that one step lists.
const EVIDENCE: usize = 5;

/// Steps in order. One that is there already takes up the other's findings and places.
#[derive(Default)]
pub(super) struct Steps {
    steps: Vec<PlanStep>,
    places: BTreeMap<(String, String), usize>,
}

impl Steps {
    pub(super) fn push(&mut self, step: PlanStep) {
        let key = (step.text.clone(), step.command.clone());
        match self.places.get(&key).and_then(|&at| self.steps.get_mut(at)) {
            Some(known) => {
                let new = step.findings.into_iter().filter(|own| !known.findings.contains(own));
                known.findings.extend(new.collect::<Vec<_>>());
                let free = EVIDENCE.saturating_sub(known.evidence.len());
                let new = step.evidence.into_iter().filter(|place| !known.evidence.contains(place)).take(free);
                known.evidence.extend(new.collect::<Vec<_>>());
            }
            None => {
                self.places.insert(key, self.steps.len());
                self.steps.push(step);
            }
        }
    }

    pub(super) fn done(self) -> Vec<PlanStep> {
        self.steps
    }
}

/// A step that has only its text yet.
pub(super) fn step(text: impl Into<String>) -> PlanStep {
    PlanStep { text: text.into(), ..PlanStep::default() }
}

impl PlanStep {
    /// With a command to run.
    pub(super) fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// With what is seen when it went well.
    pub(super) fn expects(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// With the reason to stop.
    pub(super) fn aborts_if(mut self, reason: impl Into<String>) -> Self {
        self.abort_if = reason.into();
        self
    }

    /// With the places that ask for it, the first few of them.
    pub(super) fn seen_at(mut self, places: impl Iterator<Item = Location>) -> Self {
        self.evidence = places.take(EVIDENCE).collect();
        self
    }

    /// With the findings that ask for it.
    pub(super) fn for_findings(mut self, findings: Vec<String>) -> Self {
        self.findings = findings;
        self
    }
}

/// Gives every step its id: a hash of phase and text in which versions count as the same, so that ticks survive the next
/// version of the package; of the exact text where that is not enough to tell two steps apart.
pub(super) fn number(plan: &mut Plan) {
    let mut seen = BTreeSet::new();
    let phases = [
        ("before", &mut plan.before),
        ("during", &mut plan.during),
        ("verify", &mut plan.verify),
        ("back", &mut plan.rollback),
    ];
    for (phase, steps) in phases {
        for step in steps {
            let loose = fingerprint(phase, &step.text, &step.command);
            step.id = if seen.contains(&loose) { exact(phase, &step.text, &step.command) } else { loose };
            seen.insert(step.id.clone());
        }
    }
}

fn exact(phase: &str, text: &str, command: &str) -> String {
    let mut hash = Sha256::new();
    for part in [phase, text, command] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

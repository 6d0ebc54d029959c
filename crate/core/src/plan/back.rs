//! The way back: the snapshot, and then what it does not undo.

use super::steps::step;
use super::{Scene, Steps, plain};
use crate::finding::{Finding, Phase};
use crate::report::{PlanStep, RollbackItem, Stage};
use crate::rules::weight::{count, listing};

/// Items that are steps of their own; the list of the report has them all.
const ITEMS: usize = 60;

pub(super) fn steps(scene: &Scene<'_, '_>) -> Vec<PlanStep> {
    if !scene.is_carried_out() {
        let from_finding = findings(scene);
        let back = step("Install the version that was noted before again.");
        return std::iter::once(back).chain(from_finding).collect();
    }
    let rollback = scene.asked.rollback;
    let mut steps = Steps::default();
    steps.push(step("Say in the channel that the upgrade is taken back, and stop what is still running."));
    steps.push(restore(scene));
    for item in rollback.items.iter().take(ITEMS) {
        steps.push(of_item(scene, item));
    }
    if let Some(more) = rollback.items.len().checked_sub(ITEMS).filter(|&more| more > 0) {
        steps.push(step(format!(
            "Undo the {} that the rollback list of the report has beside these.",
            count(more, "thing", "things")
        )));
    }
    findings(scene).for_each(|step| steps.push(step));
    steps.push(
        step("Check that the old version runs: its version, its services, and what users do with it.")
            .expects("Everything is as before the work."),
    );
    steps.done()
}

fn restore(scene: &Scene<'_, '_>) -> PlanStep {
    let rollback = scene.asked.rollback;
    let step = step("Restore the snapshot <SNAPSHOT> of every machine that was upgraded.");
    let mut expected = "The machines start with the state from before the work".to_owned();
    if !rollback.scripts.is_empty() {
        let names = listing(rollback.scripts.iter().map(String::as_str));
        let left =
            rollback.items.iter().filter(|item| item.covered_by.is_none() && item.stage != Stage::ByHand).count();
        expected.push_str(&match left {
            0 => format!("; {names} would put back the rest"),
            left => format!("; {names} would leave {} of what follows", left),
        });
    }
    step.expects(format!("{expected}."))
}

fn of_item(scene: &Scene<'_, '_>, item: &RollbackItem) -> PlanStep {
    let covered = match &item.covered_by {
        Some(site) => format!(" (`{}` does this in line {})", plain(&site.path), site.line),
        None => String::new(),
    };
    let text = item.text.trim_end_matches('.');
    let text = if covered.is_empty() { item.text.clone() } else { format!("{text}{covered}.") };
    step(text)
        .command(&item.inverse)
        .seen_at(std::iter::once(item.site.location()))
        .for_findings(scene.findings_at(std::iter::once(&item.site)))
}

/// What other findings ask for on the way back. What is done elsewhere stands in the list already.
fn findings<'s>(scene: &'s Scene<'_, '_>) -> impl Iterator<Item = PlanStep> + 's {
    let is_told = |finding: &Finding| {
        let spot = super::spot(&finding.primary);
        finding.rule.starts_with("rollback/")
            || scene.asked.rollback.items.iter().any(|item| Some((item.site.path.as_str(), item.site.line)) == spot)
    };
    let open = scene.findings().filter(move |finding| finding.phase == Phase::Rollback && !is_told(finding));
    open.flat_map(|finding| {
        let steps = finding.steps.iter().filter(|own| !matches!(own.action.as_str(), "ask-vendor" | "none"));
        steps.map(move |own| super::before::of_finding(finding, own))
    })
}

//! What has to be done before the work begins: ask, write down, prepare, save.

use super::steps::step;
use super::{Scene, Steps, plain};
use crate::facts::Location;
use crate::finding::{Finding, Phase, Step};
use crate::report::PlanStep;
use crate::rules::weight::listing;

pub(super) fn steps(scene: &Scene<'_, '_>) -> Vec<PlanStep> {
    let mut steps = Steps::default();
    asking(scene).for_each(|step| steps.push(step));
    preparing(scene).for_each(|step| steps.push(step));
    captures(scene).for_each(|step| steps.push(step));
    patches(scene).for_each(|step| steps.push(step));
    steps.push(saving(scene));
    steps.done()
}

/// Questions to the vendor come first: the answers take longest.
fn asking<'s>(scene: &'s Scene<'_, '_>) -> impl Iterator<Item = PlanStep> + 's {
    let steps = scene.findings().flat_map(|finding| finding.steps.iter().map(move |own| (finding, own)));
    steps.filter(|(_, own)| is_question(own)).map(|(finding, own)| of_finding(finding, own))
}

/// What findings ask for that has to be done beforehand, whenever they matter.
fn preparing<'s>(scene: &'s Scene<'_, '_>) -> impl Iterator<Item = PlanStep> + 's {
    let is_early = |finding: &Finding, own: &Step| match own.action.as_str() {
        // Another way to the same end stands with the finding.
        _ if is_question(own) || own.text.starts_with("Or ") => false,
        "none" => false,
        "edit" | "replace" | "schedule" => finding.phase != Phase::Rollback,
        "verify" => matches!(finding.phase, Phase::Before | Phase::During),
        _ => finding.phase == Phase::Before,
    };
    let steps = scene.findings().flat_map(|finding| finding.steps.iter().map(move |own| (finding, own)));
    steps.filter(move |(finding, own)| is_early(finding, own)).map(|(finding, own)| of_finding(finding, own))
}

/// Whether only the vendor can answer it.
fn is_question(own: &Step) -> bool {
    own.action == "ask-vendor" || own.text.starts_with("Ask the vendor")
}

/// A finding's step as the plan has it. Beside its finding a step on an effect needs no name of what it is about; here it
/// does.
pub(super) fn of_finding(finding: &Finding, own: &Step) -> PlanStep {
    let place = std::iter::once(&finding.primary).filter(|place| **place != Location::Package).cloned();
    let text = match finding.rule.strip_prefix("effect/") {
        Some(_) if is_question(own) => format!("{} (`{}`)", own.text, plain(&finding.subject)),
        Some(kind) => format!("For the {} `{}`: {}", kind.replace('-', " "), plain(&finding.subject), own.text),
        None => own.text.clone(),
    };
    step(text).seen_at(place).for_findings(vec![finding.fingerprint.clone()])
}

fn captures<'s>(scene: &'s Scene<'_, '_>) -> impl Iterator<Item = PlanStep> + 's {
    scene.asked.rollback.captures.iter().map(|capture| {
        step(&capture.text)
            .command(&capture.command)
            .expects("The answer is kept with the ticket: without it the way back has to be guessed.")
            .seen_at(capture.sites.iter().map(crate::facts::Site::location))
            .for_findings(scene.findings_at(capture.sites.iter()))
    })
}

/// The changes of the user's own configuration, which wait for the window.
fn patches<'s>(scene: &'s Scene<'_, '_>) -> impl Iterator<Item = PlanStep> + 's {
    scene.asked.patches.iter().map(|patch| {
        let name = plain(&patch.name);
        let text = match (patch.diff.is_empty(), patch.by_hand.is_empty()) {
            (false, true) => {
                format!("Prepare the patch for `{name}` that the report gives, and have it read by a second person.")
            }
            (false, false) => {
                format!("Prepare the patch for `{name}` that the report gives, and what it leaves to be done by hand.")
            }
            (true, _) => {
                format!("Prepare the changes of `{name}` that the report lists: they have to be made by hand.")
            }
        };
        let text = if scene.is_carried_out() { text } else { text.replace("Prepare", "Apply") };
        step(text)
    })
}

/// The snapshot, or where nothing runs only the version to go back to.
fn saving(scene: &Scene<'_, '_>) -> PlanStep {
    if !scene.is_carried_out() {
        return step("Note which version is installed now, and keep its package at hand.");
    }
    let scripts = &scene.asked.rollback.scripts;
    let aside = match scripts.len() {
        0 => String::new(),
        _ => format!(
            " The way back that the package ships ({}) does not replace it.",
            listing(scripts.iter().map(String::as_str))
        ),
    };
    step(format!(
        "Take a snapshot or an image of every machine that is upgraded, right before the work, with the services stopped \
         if it can be. Note its name: <SNAPSHOT>.{aside}"
    ))
    .expects("The snapshot is listed with its time, and a restore of such a snapshot has been tried before.")
    .aborts_if("there is no snapshot, or nobody at hand may restore it")
}

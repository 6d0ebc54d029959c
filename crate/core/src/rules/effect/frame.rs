//! What the rules of the group share: they differ in the kind of effect and in words.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::facts::{Effect, EffectKind, UndoClass};
use crate::finding::{Confidence, Finding};
use crate::report::Stage;
use crate::rules::weight::{RELATED, Weight, Weights, unread_scripts};
use crate::rules::{Case, Outcome, Rule};

/// One finding for each thing that something of this kind is done to. `does` says what, with a verb: "restarts this machine"; `to_do` is a
/// sentence for the person who plans the upgrade.
pub(super) fn check(rule: &Rule, case: &Case<'_>, kind: EffectKind, (does, to_do): (&str, &str)) -> Outcome {
    let weights = Weights::new(case.facts);
    let mut by_target: BTreeMap<(&str, &str), Vec<&Effect>> = BTreeMap::new();
    for effect in case.facts.effects.iter().filter(|effect| effect.kind == kind) {
        let path = &effect.site.path;
        // What the way back does is not what the upgrade does.
        let counts = weights.of(path) >= Weight::Shipped && case.timeline().stage(path) != Stage::Rollback;
        if counts {
            by_target.entry((&effect.target, &effect.elsewhere)).or_default().push(effect);
        }
    }
    let findings: Vec<Finding> =
        by_target.into_values().filter_map(|effects| finding(rule, case, effects, (does, to_do))).collect();
    match unread_scripts(case.facts) {
        Some(unread) if findings.is_empty() => Outcome::NotChecked(unread),
        _ => Outcome::of(findings),
    }
}

fn finding(rule: &Rule, case: &Case<'_>, mut effects: Vec<&Effect>, (does, to_do): (&str, &str)) -> Option<Finding> {
    let confidence = |effect: &&Effect| match (case.timeline().stage(&effect.site.path), effect.is_conditional) {
        (Stage::Install, false) => Confidence::High,
        (Stage::Install, true) | (Stage::Later, _) => Confidence::Medium,
        (Stage::ByHand | Stage::Rollback, _) => Confidence::Low,
    };
    effects.sort_by_key(|effect| (Reverse(confidence(effect)), &effect.site));
    let (first, others) = effects.split_first()?;
    let subject = match (first.target.as_str(), first.elsewhere.as_str()) {
        ("", "") => first.command.clone(),
        ("", elsewhere) => elsewhere.to_owned(),
        (target, _) => target.to_owned(),
    };
    let when = match (case.timeline().stage(&first.site.path), first.is_conditional) {
        (Stage::Install, false) => "The installation",
        (Stage::Install, true) => "Under a condition the installation",
        (Stage::Later, _) => "A task or service of the package",
        (Stage::ByHand | Stage::Rollback, _) => "A script that nothing here starts",
    };
    let at = if first.elsewhere.is_empty() || subject.contains(&first.elsewhere) {
        String::new()
    } else {
        format!(" ({})", first.elsewhere)
    };
    let message = format!("{when} {does}: {subject}{at}. {}", undo(first.class));
    let mut finding = Finding::new(rule, subject, message, first.site.location()).confidence(confidence(first));
    finding = finding.step("verify", to_do);
    let outlives = first.class > UndoClass::R0;
    if outlives && !first.capture.is_empty() {
        finding = finding.step("run", format!("Before: write down what is there now: {}", first.capture));
    }
    if outlives && !first.inverse.is_empty() {
        finding = finding.step("run", format!("To undo it: {}", first.inverse));
    }
    Some(
        others
            .iter()
            .take(RELATED)
            .fold(finding, |finding, effect| finding.related("here too", effect.site.location())),
    )
}

/// What undoes it, as a sentence.
fn undo(class: UndoClass) -> &'static str {
    match class {
        UndoClass::R0 => "A snapshot of the machine undoes it.",
        UndoClass::R1 => "A snapshot does not undo it; one command elsewhere does.",
        UndoClass::R2 => "A snapshot does not undo it; something has to be done elsewhere.",
        UndoClass::R3 => "Only a restore that loses data undoes it.",
        UndoClass::R4 => "Nothing undoes it.",
    }
}

//! Which effects are worth a word.

use super::{Report, Stage};
use crate::facts::{Effect, EffectKind, UndoClass};

/// The effects in the order of events, without what every installation does and what only the way back would do.
pub(super) fn told_effects(report: &Report) -> Vec<(Stage, &Effect)> {
    let effect = |place: u32| report.facts.effects.get(usize::try_from(place).ok()?);
    let steps = report.timeline.iter().filter_map(|step| Some((step.stage, effect(step.effect)?)));
    steps.filter(|(stage, effect)| *stage != Stage::Rollback && is_told(effect)).collect()
}

fn is_told(effect: &Effect) -> bool {
    let is_usual = matches!(effect.kind, EffectKind::FileChange | EffectKind::ServiceStart | EffectKind::TaskRun);
    !is_usual || effect.class > UndoClass::R0
}

/// The first few names, and how many more there are.
pub(super) fn listed(names: &[String]) -> String {
    crate::rules::weight::listing(names.iter().map(String::as_str))
}

//! What is left to do after a snapshot was restored: the effects that it does not undo, beside what the package's own way
//! back covers.

mod capture;
mod covered;
mod database;
mod items;
mod task;
mod way_back;
mod words;

pub(crate) use way_back::{is_way_back, runs_at_install};

use crate::facts::UndoClass;
use crate::report::{Rollback, Stage};
use crate::rules::Case;
use crate::rules::weight::{Weight, Weights};

/// The list, and what to write down beforehand.
pub(crate) fn rollback(case: &Case<'_>) -> Rollback {
    let weights = Weights::new(case.facts);
    let happening = happening(case, &weights);
    let is_undone = |own: &&Happening<'_>| own.effect.class == UndoClass::R0 && own.effect.elsewhere.is_empty();
    let undone = happening.iter().filter(|own| own.stage != Stage::ByHand).filter(is_undone).count();
    let mut items = items::of_effects(&happening);
    items.extend(database::items(case, &weights));
    items.extend(task::items(case, &weights));
    let mut items = items::merged(items);
    covered::mark(&mut items, case);
    let mut captures = capture::captures(&happening);
    captures.extend(database::capture(case, &weights));
    Rollback {
        items,
        captures,
        scripts: way_back::scripts(case, &weights),
        undone_by_snapshot: u32::try_from(undone).unwrap_or(u32::MAX),
    }
}

/// An effect that comes about, and when.
struct Happening<'a> {
    effect: &'a crate::facts::Effect,
    stage: Stage,
}

/// The effects of the install and of what it leaves running, in the order of the timeline; those of scripts that belong to
/// an installer but that nothing calls come last. What an administrator's tool would do when somebody uses it is not the
/// upgrade's doing, and neither is the way back's.
fn happening<'a>(case: &Case<'a>, weights: &Weights<'_>) -> Vec<Happening<'a>> {
    let facts = case.facts;
    let mut happening: Vec<Happening<'a>> = case
        .timeline()
        .steps
        .iter()
        .filter_map(|step| Some((step, facts.effects.get(usize::try_from(step.effect).ok()?)?)))
        .filter(|(step, effect)| match (step.stage, weights.of(&effect.site.path)) {
            (Stage::Rollback, _) => false,
            (Stage::ByHand, weight) => weight == Weight::Own && !is_way_back(&effect.site.path),
            (Stage::Install | Stage::Later, weight) => weight >= Weight::Shipped,
        })
        .map(|(step, effect)| Happening { effect, stage: step.stage })
        .collect();
    // Stable: within a stage the order of events stays.
    happening.sort_by_key(|own| own.stage == Stage::ByHand);
    happening
}

#[cfg(test)]
mod tests;

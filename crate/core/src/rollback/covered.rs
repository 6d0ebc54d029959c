//! What the package's own way back takes back.

use std::collections::BTreeMap;

use crate::facts::{Effect, EffectKind, Site};
use crate::report::{RollbackItem, Stage};
use crate::rules::Case;

/// Notes at each item where a script for the way back undoes it.
pub(super) fn mark(items: &mut [RollbackItem], case: &Case<'_>) {
    let effects = case.facts.effects.iter().filter(|effect| {
        case.timeline().stage(&effect.site.path) == Stage::Rollback || super::is_way_back(&effect.site.path)
    });
    let mut undoing: BTreeMap<String, Vec<&Effect>> = BTreeMap::new();
    for effect in effects {
        undoing.entry(thing(&effect.target)).or_default().push(effect);
    }
    for item in items {
        let same = undoing.get(&thing(&item.target)).into_iter().flatten();
        item.covered_by = same.copied().find(|effect| undoes(effect, item)).map(|effect| effect.site.clone());
    }
}

/// Whether an effect on the same thing is of a kind that can take the other back. A request that deletes is told as a
/// plain write where it shows no more.
fn undoes(effect: &Effect, item: &RollbackItem) -> bool {
    let is_like = effect.kind == item.kind || effect.kind == EffectKind::RemoteWrite;
    let is_there = effect.elsewhere.is_empty() || item.elsewhere.is_empty() || effect.elsewhere == item.elsewhere;
    let is_elsewhere = |site: &Site| *site != item.site;
    is_like && is_there && !item.target.is_empty() && is_elsewhere(&effect.site)
}

/// What a target names, without the number or variable that only the way back adds: `…/hooks/12` and `…/hooks` are one.
fn thing(target: &str) -> String {
    let mut rest = target.trim_end_matches('/');
    while let Some((before, last)) = rest.rsplit_once('/') {
        let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number && !last.starts_with(['$', '<', '{']) {
            break;
        }
        rest = before;
    }
    rest.to_lowercase()
}

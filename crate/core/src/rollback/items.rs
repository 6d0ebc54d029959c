//! Effects to the things that are left to do.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Happening, words};
use crate::facts::{EffectKind, UndoClass};
use crate::report::{RollbackItem, Stage};

/// What a snapshot does not undo.
pub(super) fn of_effects(happening: &[Happening<'_>]) -> Vec<RollbackItem> {
    let is_left = |own: &&Happening<'_>| own.effect.class > UndoClass::R0;
    happening.iter().filter(is_left).map(item).collect()
}

fn item(own: &Happening<'_>) -> RollbackItem {
    let effect = own.effect;
    let text = words::undo(effect.kind, &effect.target, &effect.elsewhere, effect.class);
    RollbackItem {
        class: effect.class,
        kind: effect.kind,
        target: effect.target.clone(),
        elsewhere: effect.elsewhere.clone(),
        text: words::with_condition(&text, own.stage, effect),
        inverse: effect.inverse.clone(),
        stage: own.stage,
        covered_by: None,
        site: effect.site.clone(),
    }
}

/// What tells two items apart.
type Key = (EffectKind, String, String, String);

/// Identical things once, at the first place; the worst class first, and what only happens by hand after the rest of its
/// class.
pub(super) fn merged(items: Vec<RollbackItem>) -> Vec<RollbackItem> {
    let mut places: BTreeMap<Key, usize> = BTreeMap::new();
    let mut merged: Vec<RollbackItem> = Vec::new();
    for item in items {
        // Without a target nobody can say that two are one.
        let what =
            if item.target.is_empty() { format!("{}:{}", item.site.path, item.site.line) } else { item.target.clone() };
        let key = (item.kind, what, item.elsewhere.clone(), item.inverse.clone());
        match places.get(&key).and_then(|&at| merged.get_mut(at)) {
            Some(known) => known.class = known.class.max(item.class),
            None => {
                places.insert(key, merged.len());
                merged.push(item);
            }
        }
    }
    merged.sort_by_key(|item| (Reverse(item.class), item.stage == Stage::ByHand));
    merged
}

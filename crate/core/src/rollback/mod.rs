//! What is left to do after a snapshot was restored: the effects that it does not undo, beside what the package's own way
//! back covers.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Effect, Site, UndoClass};
use crate::report::{Capture, Rollback, RollbackItem, Stage};
use crate::rules::Case;
use crate::rules::weight::{Weight, Weights};

/// The list, and what to write down beforehand.
pub(crate) fn rollback(case: &Case<'_>) -> Rollback {
    let weights = Weights::new(case.facts);
    let mut happening: Vec<(Stage, &Effect)> = Vec::new();
    let mut back: Vec<&Effect> = Vec::new();
    for step in &case.timeline().steps {
        let place = usize::try_from(step.effect).unwrap_or(usize::MAX);
        let Some(effect) = case.facts.effects.get(place) else { continue };
        match step.stage {
            _ if weights.of(&effect.site.path) < Weight::Shipped => {}
            Stage::Rollback => back.push(effect),
            stage => happening.push((stage, effect)),
        }
    }
    let undone = happening.iter().filter(|(stage, effect)| *stage == Stage::Install && effect.class == UndoClass::R0);
    let undone_by_snapshot = u32::try_from(undone.count()).unwrap_or(u32::MAX);
    happening.retain(|(_, effect)| effect.class > UndoClass::R0);
    Rollback {
        items: items(&happening, &back),
        captures: captures(&happening),
        scripts: case.timeline().files(Stage::Rollback).map(str::to_owned).collect(),
        undone_by_snapshot,
    }
}

/// One item for each thing that was done to one target; the worst first, then in the order of events.
fn items(happening: &[(Stage, &Effect)], back: &[&Effect]) -> Vec<RollbackItem> {
    let mut known = BTreeSet::new();
    let mut items: Vec<RollbackItem> = happening
        .iter()
        .filter(|(_, effect)| known.insert((effect.kind, &effect.target, &effect.elsewhere)))
        .map(|(stage, effect)| RollbackItem {
            class: effect.class,
            kind: effect.kind,
            target: effect.target.clone(),
            elsewhere: effect.elsewhere.clone(),
            text: words::to_do(effect),
            inverse: effect.inverse.clone(),
            stage: *stage,
            covered_by: covering(effect, back).cloned(),
            site: effect.site.clone(),
        })
        .collect();
    // A stable sort: the order of events stays within a class.
    items.sort_by_key(|item| (std::cmp::Reverse(item.class), item.stage));
    items
}

/// Where the package's own way back does something of the same kind to the same thing.
fn covering<'e>(effect: &Effect, back: &[&'e Effect]) -> Option<&'e Site> {
    let undoes = |other: &&&Effect| {
        other.kind == effect.kind
            && other.elsewhere == effect.elsewhere
            && (other.target == effect.target || other.target.starts_with(&format!("{}/", effect.target)))
    };
    back.iter().find(undoes).map(|other| &other.site)
}

fn captures(happening: &[(Stage, &Effect)]) -> Vec<Capture> {
    let mut captures: Vec<Capture> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, effect) in happening.iter().filter(|(_, effect)| !effect.capture.is_empty()) {
        let place = *known.entry(&effect.capture).or_insert(captures.len());
        match captures.get_mut(place) {
            Some(capture) if capture.sites.contains(&effect.site) => {}
            Some(capture) => capture.sites.push(effect.site.clone()),
            None => captures.push(Capture {
                text: words::to_capture(effect),
                command: effect.capture.clone(),
                sites: vec![effect.site.clone()],
            }),
        }
    }
    captures
}

//! How long it takes, and until when there is a way back.

use super::clock::Clock;
use super::{Scene, plain};
use crate::facts::{Effect, UndoClass};
use crate::report::{Estimate, PlannedWindow, PointOfNoReturn, Stage, Window};
use crate::rules::weight::Weight;

/// The least time to keep free: something always takes longer.
const LEAST_BUFFER_MINUTES: u32 = 15;
/// What the restore of a snapshot and the start of the old version take, by experience.
const RESTORE_MINUTES: u32 = 15;

/// The window, with clock times where the user gave a start and an end.
pub(super) fn window(scene: &Scene<'_, '_>) -> Window {
    let parts = scene.work.parts();
    let back = back(scene);
    let sum = |parts: &[Estimate]| parts.iter().map(|part| part.minutes).fold(0, u32::saturating_add);
    let (work, rollback) = (sum(&parts), sum(&back));
    let buffer = (work / 2).max(LEAST_BUFFER_MINUTES);
    let total = work.saturating_add(rollback).saturating_add(buffer);
    let planned = scene.asked.window.and_then(read);
    let (start, end) = planned.unzip();
    let turn_back = end.map(|end| end.minus_minutes(rollback.saturating_add(buffer)));
    Window {
        parts,
        unknown: scene.work.unknown(),
        work_minutes: work,
        rollback_minutes: rollback,
        rollback_parts: back,
        buffer_minutes: buffer,
        buffer_basis: format!("half of the work, at least {LEAST_BUFFER_MINUTES} minutes"),
        total_minutes: total,
        start: start.map(Clock::rfc3339),
        end: end.map(Clock::rfc3339),
        turn_back_at: turn_back.map(Clock::rfc3339),
        is_too_short: planned.is_some_and(|(start, end)| start.minutes_until(end) < i64::from(total)),
        point_of_no_return: point_of_no_return(scene),
    }
}

/// What is wrong with a window; `None` where nothing is.
pub(super) fn error(window: &PlannedWindow) -> Option<String> {
    let form = "has to be a time with date and offset, as in 2026-11-27T20:00:00+01:00";
    let Some(start) = Clock::parse(&window.start) else {
        return Some(format!("The start of the window {form}: {:?}.", plain(&window.start)));
    };
    let Some(end) = Clock::parse(&window.end) else {
        return Some(format!("The end of the window {form}: {:?}.", plain(&window.end)));
    };
    (start.minutes_until(end) <= 0).then(|| "The window ends before it begins.".to_owned())
}

fn read(window: &PlannedWindow) -> Option<(Clock, Clock)> {
    let (start, end) = (Clock::parse(&window.start)?, Clock::parse(&window.end)?);
    (start.minutes_until(end) > 0).then_some((start, end))
}

/// What the way back takes.
fn back(scene: &Scene<'_, '_>) -> Vec<Estimate> {
    let items = || scene.asked.rollback.items.iter().filter(|item| item.stage != Stage::ByHand);
    let (commands, others) =
        (items().filter(|item| item.class == UndoClass::R1), items().filter(|item| item.class > UndoClass::R1));
    let minutes = |number: usize, each: u32| u32::try_from(number).unwrap_or(u32::MAX).saturating_mul(each);
    let estimate = |what: &str, minutes, basis: &str| Estimate { what: what.into(), minutes, basis: basis.into() };
    let parts = [
        estimate("restore the snapshot", RESTORE_MINUTES, "by experience: restore, start, log in"),
        estimate("commands elsewhere", minutes(commands.count(), 2), "two minutes for each, by experience"),
        estimate("what needs more than a command", minutes(others.count(), 5), "five minutes for each, a guess"),
    ];
    parts.into_iter().filter(|part| part.minutes > 0).collect()
}

/// The first effect of the install that a snapshot does not undo. Class R1 counts: from there on a restored machine and
/// the world around it no longer fit, although one command mends it.
fn point_of_no_return(scene: &Scene<'_, '_>) -> Option<PointOfNoReturn> {
    let effects = &scene.case.facts.effects;
    let steps = scene.case.timeline().steps.iter().filter(|step| step.stage == Stage::Install);
    let mut left = steps
        .filter_map(|step| effects.get(usize::try_from(step.effect).ok()?))
        .filter(|effect| effect.class > UndoClass::R0 && scene.weights.of(&effect.site.path) >= Weight::Shipped)
        .peekable();
    let first: &Effect = left.peek().copied()?;
    let worst = left.find(|effect| effect.class >= UndoClass::R3);
    let what = |effect: &Effect| {
        let target = if effect.target.is_empty() { String::new() } else { format!(" (`{}`)", plain(&effect.target)) };
        format!("{}{target} in `{}`, line {}", effect.kind.as_str(), plain(&effect.site.path), effect.site.line)
    };
    let mut text = format!("From the {} on, the snapshot alone no longer brings everything back.", what(first));
    if let Some(worst) = worst {
        text.push_str(&format!(" From the {} on, nothing brings everything back.", what(worst)));
    }
    Some(PointOfNoReturn { text, location: first.site.location() })
}

/// The latest time to turn back, for a sentence.
pub(super) fn spoken(time: Option<&String>) -> Option<String> {
    Some(Clock::parse(time?)?.spoken())
}

//! What is run when: at install, on the way back, later, or only by hand; and in which order the effects come.
//!
//! [`start`] says which files something starts by itself, [`resolve`] which file a call means, and the walk here follows the
//! calls from there.

mod invocation;
mod resolve;
mod start;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::facts::{Effect, Facts, Invocation};
use crate::report::{Stage, TimelineStep};

pub(crate) use invocation::take;
use resolve::Files;

/// The join of the scripts' calls with what starts them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    /// In the order in which they happen; effects that nothing starts come last.
    pub(crate) steps: Vec<TimelineStep>,
    stages: BTreeMap<String, Stage>,
}

impl Timeline {
    /// When what stands in a file is carried out.
    pub(crate) fn stage(&self, path: &str) -> Stage {
        self.stages.get(path).copied().unwrap_or_default()
    }

    /// The files that are carried out at a stage, in no particular order.
    pub(crate) fn files(&self, stage: Stage) -> impl Iterator<Item = &str> {
        self.stages.iter().filter(move |(_, of)| **of == stage).map(|(path, _)| path.as_str())
    }
}

/// Puts the effects in order.
pub(crate) fn timeline(facts: &Facts) -> Timeline {
    let files = Files::new(facts);
    let mut walk = Walk { doings: doings(facts), files: &files, timeline: Timeline::default() };
    for (stage, path) in start::starts(facts, &files) {
        walk.from(stage, path);
    }
    let left: Vec<&str> = walk.doings.keys().copied().collect();
    for path in left {
        walk.from(Stage::ByHand, path);
    }
    walk.timeline
}

/// What one file does, in its order.
#[derive(Default)]
struct Doings<'f> {
    effects: Vec<(u32, &'f Effect)>,
    calls: Vec<&'f Invocation>,
}

fn doings(facts: &Facts) -> BTreeMap<&str, Doings<'_>> {
    let mut doings: BTreeMap<&str, Doings<'_>> = BTreeMap::new();
    for (place, effect) in (0..).zip(&facts.effects) {
        doings.entry(&effect.site.path).or_default().effects.push((place, effect));
    }
    for call in &facts.invocations {
        doings.entry(&call.site.path).or_default().calls.push(call);
    }
    doings
}

struct Walk<'f> {
    doings: BTreeMap<&'f str, Doings<'f>>,
    files: &'f Files<'f>,
    timeline: Timeline,
}

/// A file on its way.
struct Frame<'f> {
    path: &'f str,
    doings: Doings<'f>,
    effects_done: usize,
    calls_done: usize,
}

impl<'f> Walk<'f> {
    /// Walks a file and what it calls. A file is walked once, at the stage that comes first.
    fn from(&mut self, stage: Stage, path: &'f str) {
        let mut stack: Vec<Frame<'f>> = self.enter(stage, path).into_iter().collect();
        while let Some(frame) = stack.last_mut() {
            let effect = frame.doings.effects.get(frame.effects_done).copied();
            let call = frame.doings.calls.get(frame.calls_done).copied();
            let is_call_first = match (effect, call) {
                (Some((_, effect)), Some(call)) => call.site.line <= effect.site.line,
                (None, None) => {
                    stack.pop();
                    continue;
                }
                (effect, _) => effect.is_none(),
            };
            if is_call_first {
                frame.calls_done = frame.calls_done.saturating_add(1);
                let called = call.and_then(|call| self.files.called(frame.path, &call.target));
                let next = called.and_then(|called| self.enter(stage, called));
                stack.extend(next);
            } else if let Some((place, _)) = effect {
                frame.effects_done = frame.effects_done.saturating_add(1);
                let through = stack.iter().map(|frame| frame.path.to_owned()).collect();
                self.timeline.steps.push(TimelineStep { stage, effect: place, through });
            }
        }
    }

    fn enter(&mut self, stage: Stage, path: &'f str) -> Option<Frame<'f>> {
        if self.timeline.stages.contains_key(path) {
            return None;
        }
        self.timeline.stages.insert(path.to_owned(), stage);
        let doings = self.doings.remove(path).unwrap_or_default();
        Some(Frame { path, doings, effects_done: 0, calls_done: 0 })
    }
}

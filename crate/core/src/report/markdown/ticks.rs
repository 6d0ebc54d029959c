//! Ticks of a runbook that went through somebody's tracker.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::escape::inline;
use crate::report::{Plan, PlanStep};

/// What was ticked in a copy of the runbook. Editors drop comments: a step without one is known by its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    /// By the step's id.
    pub steps: BTreeMap<String, bool>,
    /// Steps whose id was lost, by the letters and digits of their text.
    pub texts: BTreeMap<String, bool>,
    /// The texts of all of them as they stand in the copy, by id or letters.
    pub shown: BTreeMap<String, String>,
}

impl Ticks {
    /// Whether a step is ticked.
    pub fn is_done(&self, step: &PlanStep) -> bool {
        self.found(step).unwrap_or_default()
    }

    /// How many steps are ticked.
    pub fn done(&self) -> usize {
        self.steps.values().chain(self.texts.values()).filter(|is_ticked| **is_ticked).count()
    }

    /// Whether the step is ticked; `None` where the copy does not have it.
    fn found(&self, step: &PlanStep) -> Option<bool> {
        self.steps.get(&step.id).or_else(|| self.texts.get(&letters(&step.text))).copied()
    }
}

impl FromIterator<String> for Ticks {
    /// From the ids of steps that are ticked; nothing is known of the others.
    fn from_iter<I: IntoIterator<Item = String>>(ids: I) -> Self {
        Self { steps: ids.into_iter().map(|id| (id, true)).collect(), ..Self::default() }
    }
}

/// Reads the ticks of a runbook, as this program or a tracker's editor wrote it.
pub fn ticks(markdown: &str) -> Ticks {
    let mut ticks = Ticks::default();
    let mut fence: Option<&str> = None;
    for line in markdown.trim_start_matches('\u{feff}').lines() {
        let line = line.trim();
        // In a command, `- [x]` is no step.
        if let Some(open) = fence {
            if line.starts_with(open) && line.trim_matches('`').is_empty() {
                fence = None;
            }
            continue;
        }
        let marks = line.len().saturating_sub(line.trim_start_matches('`').len());
        if marks >= 3 {
            fence = line.get(..marks);
            continue;
        }
        if let Some((is_ticked, rest)) = item(line) {
            let (text, id) = id(rest);
            let key = match id {
                Some(id) => id.to_owned(),
                None => letters(text),
            };
            let list = if id.is_some() { &mut ticks.steps } else { &mut ticks.texts };
            list.insert(key.clone(), is_ticked);
            ticks.shown.insert(key, text.trim_end_matches("**(new)**").trim().to_owned());
        }
    }
    ticks
}

/// `- [x] text`, `* [X] text`, `1. [ ] text`, `[] text`: whether it is ticked, and the rest.
fn item(line: &str) -> Option<(bool, &str)> {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let line = line.trim_start_matches(['-', '*', '+', '.', ')', '\\', ' ', '\t']);
    let (mark, rest) = line.strip_prefix('[')?.split_once(']')?;
    let is_ticked = match mark.trim_matches([' ', '\\', '\u{a0}']) {
        "" => false,
        "x" | "X" | "✓" | "✔" => true,
        _ => return None,
    };
    // `[](…)` is a link.
    (!rest.starts_with('(')).then_some((is_ticked, rest.trim()))
}

/// The text without the comment, and the id that it gives.
fn id(rest: &str) -> (&str, Option<&str>) {
    let Some((text, comment)) = rest.rsplit_once("step:") else { return (rest, None) };
    let id = comment.trim_start().split(|c: char| !c.is_ascii_hexdigit()).next().unwrap_or_default();
    let text = text.trim_end().trim_end_matches(['-', '!', '<', '\\', ' ']).trim_end_matches("&lt;");
    if id.len() == 16 { (text.trim_end(), Some(id)) } else { (rest, None) }
}

/// What is left of a text in every editor.
fn letters(text: &str) -> String {
    let text = text.trim_end().trim_end_matches("**(new)**").trim_end_matches("(new)");
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The ticks beside the steps of a plan.
pub(super) struct Kept<'a> {
    ticks: &'a Ticks,
    /// Steps of the copy that the plan no longer has.
    gone: Vec<&'a str>,
    /// Whether the ticks come from a copy of the runbook, which has the steps that are not ticked too.
    is_copy: bool,
}

impl<'a> Kept<'a> {
    pub(super) fn new(plan: &Plan, ticks: &'a Ticks) -> Self {
        let steps = || [&plan.before, &plan.during, &plan.verify, &plan.rollback].into_iter().flatten();
        let mut known: BTreeSet<String> = steps().map(|step| letters(&step.text)).collect();
        known.extend(steps().map(|step| step.id.clone()));
        let listed = ticks.steps.keys().chain(ticks.texts.keys());
        let gone = listed.filter(|key| !known.contains(*key));
        let gone = gone.map(|key| ticks.shown.get(key).map_or(key.as_str(), String::as_str)).collect();
        Self { ticks, gone, is_copy: !ticks.shown.is_empty() }
    }

    pub(super) fn is_ticked(&self, step: &PlanStep) -> bool {
        self.ticks.is_done(step)
    }

    pub(super) fn is_new(&self, step: &PlanStep) -> bool {
        self.is_copy && self.ticks.found(step).is_none()
    }

    /// Which steps of the copy are gone. They stand without boxes, so that they do not come back.
    pub(super) fn tell(&self, out: &mut String) {
        const SHOWN: usize = 50;
        if self.gone.is_empty() {
            return;
        }
        out.push_str("\n## No longer in the plan\n\n");
        for text in self.gone.iter().take(SHOWN) {
            let _ = writeln!(out, "- {}", inline(text));
        }
        super::more(out, self.gone.len(), SHOWN);
    }
}

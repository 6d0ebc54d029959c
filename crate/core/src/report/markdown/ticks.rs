//! A ticked plan that comes back.

use std::collections::BTreeMap;

use crate::report::PlanStep;

use super::escape::escaped;

/// Which steps are ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    /// By the step's id; the text with it.
    by_id: BTreeMap<String, (bool, String)>,
    /// By the text as it is written, where an editor has lost the id.
    by_text: BTreeMap<String, bool>,
}

impl Ticks {
    /// Whether a step is ticked.
    pub fn is_done(&self, step: &PlanStep) -> bool {
        let by_text = || self.by_text.get(&escaped(&step.text)).or_else(|| self.by_text.get(&step.text));
        self.by_id.get(&step.id).map(|(done, _)| done).or_else(by_text).copied().unwrap_or(false)
    }

    /// How many steps are ticked.
    pub fn done(&self) -> usize {
        let by_id = self.by_id.values().filter(|(done, _)| *done).count();
        by_id.saturating_add(self.by_text.values().filter(|done| **done).count())
    }

    /// The texts of ticked steps that are none of these.
    pub(super) fn without<'t>(&'t self, steps: &'t [&PlanStep]) -> impl Iterator<Item = &'t str> {
        let is_there = |id: &str| steps.iter().any(|step| step.id == id);
        self.by_id.iter().filter(move |(id, (done, _))| *done && !is_there(id)).map(|(_, (_, text))| text.as_str())
    }
}

/// Reads the ticks of a plan, whatever an editor made of its list: `* [X]`, indented, with CR LF, without comments.
pub fn ticks(markdown: &str) -> Ticks {
    let mut ticks = Ticks::default();
    for line in markdown.lines() {
        let Some((is_done, rest)) = item(line) else { continue };
        let (text, id) = match rest.split_once("<!-- step:") {
            Some((text, comment)) => (text.trim(), comment.split("-->").next().map(str::trim)),
            None => (rest.trim(), None),
        };
        match id.filter(|id| id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            Some(id) => {
                ticks.by_id.insert(id.to_owned(), (is_done, text.to_owned()));
            }
            None => {
                ticks.by_text.insert(text.to_owned(), is_done);
            }
        }
    }
    ticks
}

/// `- [x] text`
fn item(line: &str) -> Option<(bool, &str)> {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let rest = line.strip_prefix(['-', '*', '+'])?.trim_start();
    let rest = rest.strip_prefix('[')?;
    let (mark, rest) = rest.split_once(']')?;
    match mark.trim() {
        "x" | "X" => Some((true, rest)),
        "" => Some((false, rest)),
        _ => None,
    }
}

//! What to do first.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{BOLD, Paint, printable};
use crate::report::{Plan, PlanStep};

/// Steps of one phase that stand at the top. They are those of the worst findings; the others stand with theirs.
const STEPS_SHOWN: usize = 10;

/// Tells the first steps, and gives their texts so that they are not told again.
pub(super) fn first<'r>(out: &mut String, plan: &'r Plan, paint: &Paint) -> BTreeSet<&'r str> {
    let phases: [(&str, &[PlanStep]); 4] = [
        ("DO FIRST", &plan.before),
        ("WHILE IT RUNS", &plan.during),
        ("VERIFY", &plan.verify),
        ("ROLL BACK", &plan.rollback),
    ];
    let mut told = BTreeSet::new();
    for (title, steps) in phases.into_iter().filter(|(_, steps)| !steps.is_empty()) {
        let _ = writeln!(out, "\n{}", paint.with(BOLD, title));
        for (number, step) in (1..).zip(steps.iter().take(STEPS_SHOWN)) {
            let _ = writeln!(out, "  {number}. {}", printable(&step.text));
            told.insert(step.text.as_str());
        }
        if let Some(more) = steps.len().checked_sub(STEPS_SHOWN).filter(|&more| more > 0) {
            let _ = writeln!(out, "  … {more} more, with the findings below");
        }
    }
    told
}

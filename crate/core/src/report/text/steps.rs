//! What to do first.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::effects::command;
use super::{BOLD, Paint, printable};
use crate::report::{PlanStep, Report};

/// Steps of one phase that stand at the top. They are those of the worst findings; the others stand with theirs.
const STEPS_SHOWN: usize = 10;

/// How the questions to the vendor begin. They stand with their findings; here only their number is told.
const QUESTION: &str = "Ask the vendor";

/// Tells the first steps, and gives their texts so that they are not told again.
pub(super) fn first<'r>(out: &mut String, report: &'r Report, paint: &Paint) -> BTreeSet<&'r str> {
    let plan = &report.plan;
    let phases: [(&str, &[PlanStep]); 4] = [
        ("DO FIRST", &plan.before),
        ("WHILE IT RUNS", &plan.during),
        ("VERIFY", &plan.verify),
        ("ROLL BACK", &plan.rollback),
    ];
    // What undoes an effect, and what is written down for it, stands in a list of its own.
    let items = report.rollback.items.iter().map(|item| item.text.as_str());
    let listed: BTreeSet<&str> = items.chain(report.rollback.captures.iter().map(|own| own.text.as_str())).collect();
    let mut told = BTreeSet::new();
    for (title, steps) in phases {
        let (questions, steps): (Vec<&PlanStep>, Vec<&PlanStep>) = steps
            .iter()
            .filter(|step| !listed.contains(step.text.as_str()))
            .partition(|step| step.text.starts_with(QUESTION) && steps.len() > STEPS_SHOWN);
        if steps.is_empty() && questions.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}", paint.with(BOLD, title));
        if !questions.is_empty() {
            let _ = writeln!(out, "  {QUESTION}: {} questions, with the findings below.", questions.len());
        }
        for (number, step) in (1..).zip(steps.iter().take(STEPS_SHOWN)) {
            let _ = writeln!(out, "  {number}. {}", printable(&step.text));
            command(out, "     ", &step.command);
            told.insert(step.text.as_str());
        }
        if let Some(more) = steps.len().checked_sub(STEPS_SHOWN).filter(|&more| more > 0) {
            let _ = writeln!(out, "  … {more} more (--format markdown has the whole plan)");
        }
    }
    told
}

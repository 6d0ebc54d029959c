//! What the package does, and what a snapshot leaves behind.

use std::fmt::Write as _;

use super::escape::inline;
use super::{more, place};
use crate::facts::UndoClass;
use crate::report::told::told_effects;
use crate::report::{Report, Stage};

/// Lines of one list.
const SHOWN: usize = 60;

/// The effects in the order in which they come, without what every installation does.
pub(super) fn changes(out: &mut String, report: &Report) {
    let told = told_effects(report);
    if told.is_empty() {
        return;
    }
    out.push_str("\n## What it does\n");
    for stage in [Stage::Install, Stage::Later, Stage::ByHand] {
        let of_stage: Vec<_> = told.iter().filter(|(own, _)| *own == stage).collect();
        if of_stage.is_empty() {
            continue;
        }
        let title = match stage {
            Stage::Install => "While it is installed, in this order:",
            Stage::Later => "Later, by itself:",
            Stage::Rollback | Stage::ByHand => "Only when somebody runs it:",
        };
        let _ = writeln!(out, "\n{title}\n");
        for (_, effect) in of_stage.iter().take(SHOWN) {
            let target = format!("`{}`", effect.target.replace('`', "'"));
            let target = if effect.target.is_empty() { String::new() } else { format!(" {target}") };
            let line = format!("{}{target}", effect.kind.as_str());
            let _ = writeln!(out, "- {} ({})", inline(&line), place(&effect.site.location()));
        }
        more(out, of_stage.len(), SHOWN);
    }
}

/// "Restore the snapshot, then also do these N things."
pub(super) fn rollback(out: &mut String, report: &Report) {
    let items = &report.rollback.items;
    if items.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## What a snapshot leaves behind\n");
    for item in items.iter().take(SHOWN) {
        let _ = writeln!(out, "- **{}** {} ({})", class(item.class), inline(&item.text), place(&item.site.location()));
        if let Some(site) = &item.covered_by {
            let _ = writeln!(out, "  - The package's own way back covers it: {}", place(&site.location()));
        }
    }
    more(out, items.len(), SHOWN);
}

fn class(class: UndoClass) -> &'static str {
    match class {
        UndoClass::R0 => "R0, the snapshot undoes it:",
        UndoClass::R1 => "R1, one command:",
        UndoClass::R2 => "R2, needs something done in exchange:",
        UndoClass::R3 => "R3, only with loss of data:",
        UndoClass::R4 => "R4, cannot be undone:",
    }
}

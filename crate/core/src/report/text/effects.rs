//! What the package does, and what a snapshot leaves behind.

use std::fmt::Write as _;

use super::{BOLD, Paint, and_more, count, printable};
use crate::facts::{Effect, Site, UndoClass};
use crate::report::told::{listed, told_effects};
use crate::report::{Report, Rollback, RollbackItem, Stage};

/// Effects of one stage.
const EFFECTS_SHOWN: usize = 15;
/// Things that a snapshot does not undo.
const ITEMS_SHOWN: usize = 20;
/// Things to write down.
const CAPTURES_SHOWN: usize = 10;

/// The effects in order, by when they come.
pub(super) fn effects(out: &mut String, report: &Report, paint: &Paint) {
    let told = told_effects(report);
    if told.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "WHAT IT DOES"));
    let stages = [
        (Stage::Install, "while it is installed, in this order"),
        (Stage::Later, "later, by itself"),
        (Stage::ByHand, "only when somebody runs it"),
    ];
    for (stage, title) in stages {
        let effects: Vec<&Effect> = told.iter().filter(|(own, _)| *own == stage).map(|(_, effect)| *effect).collect();
        if effects.is_empty() {
            continue;
        }
        let _ = writeln!(out, "  {title}:");
        for effect in effects.iter().take(EFFECTS_SHOWN) {
            let _ = writeln!(out, "    {}  ({})", what(effect), spot(&effect.site));
        }
        and_more(out, "    ", effects.len(), EFFECTS_SHOWN, "");
    }
}

fn what(effect: &Effect) -> String {
    let mut text = format!("{:24} {}", effect.kind.as_str(), effect.target);
    if !effect.elsewhere.is_empty() && !effect.target.contains(&effect.elsewhere) {
        text.push_str(&format!(" at {}", effect.elsewhere));
    }
    if effect.is_conditional {
        text.push_str(" (perhaps)");
    }
    printable(text.trim_end())
}

/// "Restore the snapshot, then also do these N things."
pub(super) fn rollback(out: &mut String, rollback: &Rollback, paint: &Paint) {
    let Rollback { items, captures, scripts, undone_by_snapshot } = rollback;
    if items.is_empty() && captures.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "WHAT A SNAPSHOT LEAVES BEHIND"));
    let undone = count(*undone_by_snapshot, "effect");
    if items.is_empty() {
        let _ = writeln!(out, "  Nothing that was recognised: a snapshot undoes all {undone}.");
    } else {
        let things = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let _ = writeln!(out, "  A snapshot undoes {undone}. After its restore, also do {}:", count(things, "thing"));
    }
    for (number, own) in (1..).zip(items.iter().take(ITEMS_SHOWN)) {
        item(out, number, own);
    }
    and_more(out, "  ", items.len(), ITEMS_SHOWN, "");
    if !scripts.is_empty() {
        let covered = items.iter().filter(|item| item.covered_by.is_some()).count();
        let shipped = listed(scripts);
        let _ = writeln!(out, "  The way back that is shipped ({}) covers {covered} of them.", printable(&shipped));
    }
    if !captures.is_empty() {
        let _ = writeln!(out, "  Write down before:");
    }
    for capture in captures.iter().take(CAPTURES_SHOWN) {
        let _ = writeln!(out, "    - {}", printable(&capture.text));
        command(out, "      ", &capture.command);
    }
    and_more(out, "    ", captures.len(), CAPTURES_SHOWN, "");
}

fn item(out: &mut String, number: usize, item: &RollbackItem) {
    let class = match item.class {
        UndoClass::R0 => "R0",
        UndoClass::R1 => "R1",
        UndoClass::R2 => "R2",
        UndoClass::R3 => "R3",
        UndoClass::R4 => "R4",
    };
    let covered = item.covered_by.as_ref().map(|site| format!(" [covered by {}]", spot(site))).unwrap_or_default();
    let _ = writeln!(out, "  {number:2}. {class} {}  ({}){covered}", printable(&item.text), spot(&item.site));
    command(out, "      ", &item.inverse);
}

pub(super) fn command(out: &mut String, indent: &str, command: &str) {
    for line in command.lines().take(6) {
        let _ = writeln!(out, "{indent}$ {}", printable(line));
    }
}

pub(super) fn spot(site: &Site) -> String {
    if site.line == 0 { printable(&site.path) } else { format!("{}:{}", printable(&site.path), site.line) }
}

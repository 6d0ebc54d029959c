//! What the package does, what a snapshot leaves of it, and how long it takes.

use std::fmt::Write as _;

use super::{BOLD, Paint, RED, YELLOW, and_more, printable};
use crate::facts::UndoClass;
use crate::report::{Report, Rollback, Window};

/// Things of one list that are told; the JSON has them all.
const SHOWN: usize = 20;

pub(super) fn rollback(out: &mut String, rollback: &Rollback, paint: &Paint) {
    if rollback.items.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "WHAT A SNAPSHOT LEAVES BEHIND"));
    let _ = writeln!(out, "  Restore the snapshot, then also do these {}:", rollback.items.len());
    for (number, item) in (1..).zip(rollback.items.iter().take(SHOWN)) {
        let class = paint.with(if item.class >= UndoClass::R3 { RED } else { YELLOW }, &format!("{:?}", item.class));
        let _ = writeln!(out, "  {number:2}. {class}  {}", printable(&item.text));
        if !item.inverse.is_empty() {
            let _ = writeln!(out, "          {}", printable(&item.inverse));
        }
        match &item.covered_by {
            Some(site) => {
                let _ = writeln!(out, "          the package's own {}:{} does it", printable(&site.path), site.line);
            }
            None => {
                let _ = writeln!(out, "          {}:{}", printable(&item.site.path), item.site.line);
            }
        }
    }
    and_more(out, "  ", rollback.items.len(), SHOWN, "");
}

pub(super) fn window(out: &mut String, report: &Report, paint: &Paint) {
    let Some(window) = &report.plan.window else { return };
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "THE WINDOW (estimates)"));
    for part in window.parts.iter().take(SHOWN) {
        let _ = writeln!(out, "  {:>4} min  {} ({})", part.minutes, printable(&part.what), printable(&part.basis));
    }
    let Window { rollback_minutes, buffer_minutes, total_minutes, .. } = window;
    let _ = writeln!(out, "  {rollback_minutes:>4} min  the way back, if it is needed");
    let _ = writeln!(out, "  {buffer_minutes:>4} min  kept free");
    let _ = writeln!(out, "  {total_minutes:>4} min  in all");
    for unknown in &window.unknown {
        let _ = writeln!(out, "        ?  {}", printable(unknown));
    }
    if let Some(turn) = &window.turn_back_at {
        let _ = writeln!(out, "  Turn back at {turn} at the latest.");
    }
    if window.is_too_short {
        let _ = writeln!(out, "  {}", paint.with(RED, "By these estimates the window is too short."));
    }
    if let Some(point) = &window.point_of_no_return {
        let place = super::place(&point.location);
        let _ = writeln!(
            out,
            "  A snapshot is no longer enough from here on: {}\n          {place}",
            printable(&point.text)
        );
    }
}

//! How long it takes, until when to turn back, and what decides.

use std::fmt::Write as _;

use super::{BOLD, Paint, YELLOW, printable};
use crate::report::{Estimate, Plan, Window};

pub(super) fn window(out: &mut String, plan: &Plan, paint: &Paint) {
    let Some(window) = &plan.window else { return };
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "THE WINDOW"));
    let Window { total_minutes, work_minutes, rollback_minutes, buffer_minutes, .. } = window;
    let _ = writeln!(
        out,
        "  at least {total_minutes} minutes, an estimate: work {work_minutes}, way back {rollback_minutes}, buffer \
         {buffer_minutes} ({})",
        window.buffer_basis
    );
    for part in window.parts.iter().chain(&window.rollback_parts) {
        let Estimate { what, minutes, basis } = part;
        let _ = writeln!(out, "    {minutes:4} min  {what} ({})", printable(basis));
    }
    for sentence in &window.unknown {
        let _ = writeln!(out, "       ?      {}", printable(sentence));
    }
    if let Some(time) = &window.turn_back_at {
        let _ = writeln!(out, "  turn back at {time} at the latest");
    }
    if window.is_too_short {
        let _ = writeln!(out, "  {}", paint.with(YELLOW, "The window is too short for that."));
    }
    if let Some(point) = &window.point_of_no_return {
        let _ = writeln!(out, "  {}", printable(&point.text));
    }
    for gate in &plan.gates {
        let _ = writeln!(out, "  go or no-go, {}: {}", printable(&gate.when), printable(&gate.question));
    }
}

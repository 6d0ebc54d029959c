//! Questions that are answered with go or no-go.

use crate::finding::{Finding, Severity};
use crate::report::{Gate, Window};
use crate::rules::Case;

pub(super) fn gates(case: &Case<'_>, findings: &[Finding], window: Option<&Window>) -> Vec<Gate> {
    let Some(window) = window else { return Vec::new() };
    let gate =
        |when: &str, question: String, no_go: &str| Gate { when: when.to_owned(), question, no_go: no_go.to_owned() };
    let mut gates = Vec::new();
    let blockers = findings.iter().filter(|f| f.severity == Severity::Blocker && f.accepted.is_none()).count();
    if blockers > 0 {
        gates.push(gate(
            "before the window",
            format!("Are the {blockers} blockers of the report solved or accepted?"),
            "one of them is open",
        ));
    }
    gates.push(gate(
        "before the window",
        "Is there a snapshot or backup of every machine, and was one like it restored once?".into(),
        "nobody has restored one",
    ));
    let captures = case.rollback().captures.len();
    if captures > 0 {
        gates.push(gate(
            "before the window",
            format!("Is the present state written down ({captures} places)?"),
            "one is missing: its inverse cannot be filled in",
        ));
    }
    if window.is_too_short {
        gates.push(gate(
            "before the window",
            "Does the work fit into the window?".into(),
            "by the estimate it does not",
        ));
    }
    if let Some(point) = &window.point_of_no_return {
        gates.push(gate(
            "before the point of no return",
            format!("From here a snapshot is not enough: {}. Go on?", point.text),
            "anything before it did not go as expected",
        ));
    }
    let turn = window.turn_back_at.as_deref().unwrap_or("<latest time to turn back>");
    gates.push(gate(
        "after the installer",
        format!("Did it end without errors before {turn}?"),
        "it did not: turn back",
    ));
    gates.push(gate(
        "after the checks",
        "Did every step under “verify” show what was expected?".into(),
        "one did not, and the reason is not known",
    ));
    gates
}

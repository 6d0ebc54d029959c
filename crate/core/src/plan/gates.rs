//! What decides between going on and going back.

use super::Scene;
use super::window::spoken;
use crate::facts::UndoClass;
use crate::finding::Severity;
use crate::report::{Gate, Plan};
use crate::rules::weight::count;

pub(super) fn gates(scene: &Scene<'_, '_>, plan: &Plan) -> Vec<Gate> {
    let mut gates = vec![before(scene, plan)];
    let window = plan.window.as_ref();
    if scene.work.is_open() {
        gates.push(gate(
            "after the migration",
            "Did every migration end without an error, and does the schema have the version that was expected?",
            "A migration failed or is still running at the time to turn back.",
        ));
    }
    if window.is_some_and(|window| window.point_of_no_return.is_some()) {
        gates.push(gate(
            "before the point of no return",
            "Is everything up to here as expected, and is what has to be undone elsewhere written down?",
            "Anything is open: up to here the snapshot alone brings everything back.",
        ));
    }
    let until = window.and_then(|window| spoken(window.turn_back_at.as_ref()));
    let when = until.map_or_else(|| "at the time to turn back".to_owned(), |time| format!("at the latest at {time}"));
    gates.push(gate(
        &when,
        "Do all checks of the plan pass?",
        "One does not, and nobody can mend it in the time that is left: restore the snapshot.",
    ));
    gates
}

fn before(scene: &Scene<'_, '_>, plan: &Plan) -> Gate {
    let open = scene.asked.findings.iter().filter(|finding| finding.accepted.is_none());
    let blockers = open.filter(|finding| finding.severity == Severity::Blocker).count();
    let forever = scene.asked.rollback.items.iter().filter(|item| item.class >= UndoClass::R3).count();
    let mut question =
        "Is every step under “before” ticked, is the snapshot there, and are those who decide at hand?".to_owned();
    if blockers > 0 {
        question.push_str(&format!(" Is there an answer to {}?", count(blockers, "blocker", "blockers")));
    }
    if forever > 0 {
        question.push_str(&format!(
            " Does everybody know the {} that cannot be undone without loss?",
            count(forever, "thing", "things")
        ));
    }
    let no_go = if plan.window.as_ref().is_some_and(|window| window.is_too_short) {
        "The window is shorter than the work, the way back and the buffer: find a longer one."
    } else {
        "One of these is missing."
    };
    gate("before the window", &question, no_go)
}

fn gate(when: &str, question: &str, no_go: &str) -> Gate {
    Gate { when: when.to_owned(), question: question.to_owned(), no_go: no_go.to_owned() }
}

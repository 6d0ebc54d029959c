#![allow(clippy::unwrap_used)]

use super::plan;
use crate::context::Context;
use crate::facts::{Effect, EffectKind, Facts, FileFact, Purpose, ScriptCommand, ScriptCommandKind, Site, UndoClass};
use crate::report::PlannedWindow;
use crate::rules::Case;

fn facts() -> Facts {
    let effect = |kind, target: &str, class, line| Effect {
        kind,
        target: target.into(),
        class,
        inverse: "undo <it>".into(),
        capture: "show".into(),
        site: Site::line("install.sh", line, "x"),
        ..Effect::default()
    };
    Facts {
        files: vec![FileFact { path: "install.sh".into(), purpose: Purpose::InstallScript, ..FileFact::default() }],
        effects: vec![
            effect(EffectKind::ServiceStart, "hub.service", UndoClass::R0, 2),
            effect(EffectKind::WebhookRegistration, "https://a.example/hooks", UndoClass::R2, 3),
        ],
        script_commands: vec![ScriptCommand {
            kind: ScriptCommandKind::Wait { seconds: 601 },
            site: Site::line("install.sh", 4, "sleep 601"),
        }],
        ..Facts::default()
    }
}

#[test]
fn the_way_back_begins_with_the_snapshot_and_names_the_inverse() {
    let (facts, context) = (facts(), Context::default());
    let plan = plan(&Case::new(&facts, &context), &[], None);
    assert_eq!(plan.rollback[0].text, "Restore the snapshot.");
    assert_eq!(plan.rollback[1].command, "undo <it>");
    assert_eq!(plan.before[0].command, "show");
    assert!(plan.verify[0].command.contains("is-active hub.service"));
    assert!(plan.during[0].text.contains("install.sh"));
}

#[test]
fn the_window_is_the_sum_of_its_parts_and_turns_back_in_the_users_zone() {
    let (facts, context) = (facts(), Context::default());
    let wanted = PlannedWindow { start: "2026-11-28T22:00:00+01:00".into(), end: "2026-11-29T00:00:00+01:00".into() };
    let window = plan(&Case::new(&facts, &context), &[], Some(&wanted)).window.unwrap();
    // 1 of copying, 11 of waiting, 1 of a service.
    assert_eq!((window.work_minutes, window.rollback_minutes, window.buffer_minutes), (13, 13, 15));
    assert_eq!(window.turn_back_at.as_deref(), Some("2026-11-28T23:32:00+01:00"));
    assert!(!window.is_too_short);
    assert!(window.point_of_no_return.unwrap().text.contains("webhook"));
}

#[test]
fn a_package_without_scripts_has_no_window() {
    let (facts, context) = (Facts::default(), Context::default());
    let plan = plan(&Case::new(&facts, &context), &[], None);
    assert_eq!(plan, crate::report::Plan::default());
}

#![allow(clippy::unwrap_used)]

use super::Asked;
use crate::context::Context;
use crate::facts::{Effect, EffectKind, Facts, FileFact, Purpose, ScriptCommand, ScriptCommandKind, Site, UndoClass};
use crate::report::{Plan, PlannedWindow, ReportInput};
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

fn plan(facts: &Facts, window: Option<&PlannedWindow>) -> Plan {
    let context = Context::default();
    let case = Case::new(facts, &context);
    let package = ReportInput { name: "hub.zip".into(), ..ReportInput::default() };
    super::plan(&case, &Asked { package: &package, window, findings: &[], rollback: case.rollback(), patches: &[] })
}

fn window(start: &str, end: &str) -> PlannedWindow {
    PlannedWindow { start: start.into(), end: end.into() }
}

#[test]
fn the_way_back_begins_with_the_snapshot_and_names_the_inverse() {
    let plan = plan(&facts(), None);
    assert!(plan.rollback[1].text.starts_with("Restore the snapshot"));
    assert_eq!(plan.rollback[2].command, "undo <it>");
    assert_eq!(plan.before[0].command, "show");
    assert!(plan.during.iter().any(|step| step.command == "bash ./install.sh 2>&1 | tee upgrade.log"));
}

#[test]
fn the_window_is_the_sum_of_its_parts_and_turns_back_in_the_users_zone() {
    let wanted = window("2026-11-28T22:00:00+01:00", "2026-11-29T00:00:00+01:00");
    let window = plan(&facts(), Some(&wanted)).window.unwrap();
    // 1 of copying, 11 of waiting, 5 of checks; 15 for the snapshot, 5 for the webhook.
    assert_eq!((window.work_minutes, window.rollback_minutes, window.buffer_minutes), (17, 20, 15));
    assert_eq!(window.turn_back_at.as_deref(), Some("2026-11-28T23:25:00+01:00"));
    assert!(!window.is_too_short);
    assert!(window.point_of_no_return.unwrap().text.contains("webhook"));
}

#[test]
fn a_window_is_too_short_by_one_minute() {
    let (fits, short) = ("2026-11-28T22:52:00+01:00", "2026-11-28T22:51:00+01:00");
    let is_too_short =
        |end| plan(&facts(), Some(&window("2026-11-28T22:00:00+01:00", end))).window.unwrap().is_too_short;
    assert_eq!((is_too_short(fits), is_too_short(short)), (false, true));
}

#[test]
fn a_window_that_is_none_is_refused_in_words() {
    let error = |start, end| window(start, end).error().unwrap_or_default();
    assert!(error("tomorrow", "2026-11-28T22:00:00Z").starts_with("The start of the window"));
    assert!(error("2026-11-28T22:00:00Z", "2026-11-28T22:00:00").starts_with("The end of the window"));
    assert_eq!(error("2026-11-28T22:00:00Z", "2026-11-28T22:30:00+01:00"), "The window ends before it begins.");
    assert_eq!(error("2026-11-28T22:00:00Z", "2026-11-29T01:00:00+01:00"), "");
}

#[test]
fn a_package_that_runs_nothing_gets_a_short_plan_without_a_window() {
    let plan = plan(&Facts::default(), None);
    assert_eq!((plan.before.len(), plan.during.len(), plan.verify.len(), plan.rollback.len()), (1, 1, 1, 1));
    assert!(plan.window.is_none() && plan.gates.is_empty() && plan.messages.is_empty());
}

#[test]
fn ids_are_unique_and_survive_the_next_version() {
    let ids = |facts: &Facts| {
        let plan = plan(facts, None);
        let steps = [plan.before, plan.during, plan.verify, plan.rollback].concat();
        steps.into_iter().map(|step| step.id).collect::<Vec<String>>()
    };
    let before = ids(&facts());
    let unique: std::collections::BTreeSet<&String> = before.iter().collect();
    assert_eq!(unique.len(), before.len());
    let mut next = facts();
    next.effects.iter_mut().for_each(|effect| effect.site.line = effect.site.line.saturating_add(7));
    assert_eq!(ids(&next), before);
}

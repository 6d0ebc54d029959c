#![allow(clippy::unwrap_used)]

use super::rollback;
use crate::context::Context;
use crate::facts::{Effect, EffectKind, Facts, FileFact, Purpose, Schedule, Site, SqlHazard, SqlHazardKind, UndoClass};
use crate::report::{Rollback, Stage};
use crate::rules::Case;

fn effect(path: &str, line: u32, kind: EffectKind, target: &str, class: UndoClass) -> Effect {
    Effect { kind, target: target.into(), class, site: Site::line(path, line, "x"), ..Effect::default() }
}

fn run(effects: Vec<Effect>, more: impl FnOnce(&mut Facts)) -> Rollback {
    let script = |path: &str| FileFact { path: path.into(), purpose: Purpose::InstallScript, ..FileFact::default() };
    let mut facts = Facts { files: vec![script("install.sh"), script("rollback.sh")], effects, ..Facts::default() };
    more(&mut facts);
    rollback(&Case::new(&facts, &Context::default()))
}

const HOOK: &str = "https://git.example.com/projects/118/hooks";

#[test]
fn the_worst_comes_first_and_the_same_thing_once() {
    let effects = vec![
        effect("install.sh", 1, EffectKind::ServiceChange, "hub", UndoClass::R0),
        effect("install.sh", 2, EffectKind::WebhookRegistration, HOOK, UndoClass::R1),
        effect("install.sh", 3, EffectKind::WebhookRegistration, HOOK, UndoClass::R1),
        effect("install.sh", 4, EffectKind::BackupDeletion, "/backup", UndoClass::R4),
    ];
    let found = run(effects, |_| ());
    let kinds: Vec<EffectKind> = found.items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [EffectKind::BackupDeletion, EffectKind::WebhookRegistration]);
    assert_eq!((found.undone_by_snapshot, found.captures.len()), (1, 2));
    assert_eq!(found.captures[0].sites.len(), 2);
    assert_eq!(found.items[1].text, format!("Delete the webhook `{HOOK}` again."));
}

#[test]
fn the_way_back_covers_what_it_deletes_by_number() {
    let effects = vec![
        effect("install.sh", 2, EffectKind::WebhookRegistration, HOOK, UndoClass::R1),
        effect("install.sh", 3, EffectKind::FeatureFlag, "pairing", UndoClass::R1),
        effect("rollback.sh", 9, EffectKind::RemoteWrite, &format!("{HOOK}/$ID"), UndoClass::R2),
    ];
    let found = run(effects, |_| ());
    assert_eq!(found.scripts, ["rollback.sh"]);
    let covered: Vec<Option<u32>> =
        found.items.iter().map(|item| item.covered_by.as_ref().map(|site| site.line)).collect();
    assert_eq!(covered, [Some(9), None]);
}

#[test]
fn dropped_data_asks_for_a_backup_and_is_lost_on_another_machine() {
    let drops = |facts: &mut Facts| {
        facts.sql_hazards = vec![SqlHazard {
            kind: SqlHazardKind::DestructiveChange,
            object: "rooms".into(),
            dialect: "postgresql".into(),
            site: Site::line("migrations/2.sql", 1, "DROP TABLE rooms"),
            ..SqlHazard::default()
        }];
    };
    let here = run(Vec::new(), drops);
    assert_eq!((here.items.len(), here.captures.len()), (0, 1));
    let remote = effect("install.sh", 5, EffectKind::RemoteDatabase, "dten", UndoClass::R2);
    let there = run(vec![Effect { elsewhere: "db7".into(), ..remote }], drops);
    assert_eq!((there.items[0].class, there.items[0].target.as_str()), (UndoClass::R3, "rooms"));
}

#[test]
fn a_task_that_reaches_out_is_told_and_one_that_does_not_is_none() {
    let task = |command: &str| Schedule {
        name: "import".into(),
        words: "every day at 03:00".into(),
        command: command.into(),
        site: Site::line("cron.d/import", 1, command),
        ..Schedule::default()
    };
    let found = run(Vec::new(), |facts| {
        facts.schedules = vec![task("/opt/x/rotate-logs"), task("sftp -b - user@files.example.com")];
    });
    assert_eq!(found.items.len(), 1);
    assert_eq!(found.items[0].stage, Stage::Later);
    assert!(found.items[0].text.contains("every day at 03:00"));
}

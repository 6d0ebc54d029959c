//! How long it takes, and until when there is a way back. Every number is an estimate and says what it rests on.

use std::collections::BTreeSet;

use crate::facts::{Effect, EffectKind, ScriptCommandKind, Timestamp, UndoClass};
use crate::report::{Estimate, PlannedWindow, PointOfNoReturn, Stage, Window};
use crate::rules::Case;

/// A server's restart, by experience.
const REBOOT_MINUTES: u32 = 4;
const SERVICE_MINUTES: u32 = 1;
const PACKAGES_MINUTES: u32 = 2;
/// Nobody can know; this is what a migration of a small database takes with its connection and its log.
const MIGRATION_MINUTES: u32 = 5;
const SNAPSHOT_MINUTES: u32 = 10;
/// For each thing that has to be undone elsewhere.
const UNDO_MINUTES: u32 = 3;
const LEAST_BUFFER_MINUTES: u32 = 15;
/// Bytes that are copied and unpacked in a minute: 50 MB a second.
const BYTES_A_MINUTE: u64 = 3_000_000_000;

/// `None` where nothing is carried out at install.
pub(super) fn window(case: &Case<'_>, wanted: Option<&PlannedWindow>) -> Option<Window> {
    let effects: Vec<&Effect> = installed(case);
    case.timeline().files(Stage::Install).next()?;
    let mut window = Window { parts: parts(case, &effects), ..Window::default() };
    let migrations = commands(case).filter(|kind| *kind == ScriptCommandKind::DataMigration).count();
    if migrations > 0 {
        window.unknown.push("How long the migrations take depends on your data: time them on a copy.".into());
    }
    window.work_minutes = window.parts.iter().fold(0, |sum, part| sum.saturating_add(part.minutes));
    let to_undo = case.rollback().items.iter().filter(|item| item.stage != Stage::ByHand).count();
    let to_undo = u32::try_from(to_undo).unwrap_or(u32::MAX);
    window.rollback_minutes = SNAPSHOT_MINUTES.saturating_add(to_undo.saturating_mul(UNDO_MINUTES));
    window.buffer_minutes = window.work_minutes.div_ceil(2).max(LEAST_BUFFER_MINUTES);
    let sum = window.work_minutes.saturating_add(window.rollback_minutes);
    window.total_minutes = sum.saturating_add(window.buffer_minutes);
    window.point_of_no_return =
        effects.iter().find(|effect| effect.class > UndoClass::R0).map(|effect| PointOfNoReturn {
            text: format!(
                "{} ({})",
                effect.kind.as_str(),
                if effect.target.is_empty() { &effect.command } else { &effect.target }
            ),
            location: effect.site.location(),
        });
    if let Some(wanted) = wanted {
        place(&mut window, wanted);
    }
    Some(window)
}

/// The effects at install, in their order.
fn installed<'c>(case: &'c Case<'_>) -> Vec<&'c Effect> {
    let steps = case.timeline().steps.iter().filter(|step| step.stage == Stage::Install);
    steps.filter_map(|step| case.facts.effects.get(usize::try_from(step.effect).ok()?)).collect()
}

/// The commands of the scripts that run at install.
fn commands<'c>(case: &'c Case<'_>) -> impl Iterator<Item = ScriptCommandKind> + 'c {
    let at_install = |path: &str| case.timeline().stage(path) == Stage::Install;
    case.facts.script_commands.iter().filter(move |command| at_install(&command.site.path)).map(|command| command.kind)
}

fn parts(case: &Case<'_>, effects: &[&Effect]) -> Vec<Estimate> {
    let mut parts = Vec::new();
    let mut part = |what: &str, minutes: u32, basis: String| {
        if minutes > 0 {
            parts.push(Estimate { what: what.to_owned(), minutes, basis });
        }
    };
    let bytes = case.facts.archives.first().map_or(0, |package| package.unpacked_bytes);
    let copying = u32::try_from(bytes.div_ceil(BYTES_A_MINUTE)).unwrap_or(u32::MAX).max(1);
    part("unpacking and copying", copying, format!("{bytes} bytes unpacked, 50 MB a second"));
    let waits = commands(case).fold(0_u32, |sum, kind| match kind {
        ScriptCommandKind::Wait { seconds } => sum.saturating_add(seconds),
        _ => sum,
    });
    part("waits in scripts", waits.div_ceil(60), format!("{waits} seconds, as written"));
    let distinct = |kind: EffectKind| {
        let targets: BTreeSet<&str> = effects.iter().filter(|e| e.kind == kind).map(|e| e.target.as_str()).collect();
        u32::try_from(targets.len()).unwrap_or(u32::MAX)
    };
    let services = distinct(EffectKind::ServiceStart);
    part(
        "starting services",
        services.saturating_mul(SERVICE_MINUTES),
        format!("{services} × 1 minute, by experience"),
    );
    let packages = distinct(EffectKind::PackageInstall);
    part(
        "installing packages",
        packages.saturating_mul(PACKAGES_MINUTES),
        format!("{packages} × 2 minutes, by experience"),
    );
    let migrations = commands(case).filter(|kind| *kind == ScriptCommandKind::DataMigration).count();
    let migrations = u32::try_from(migrations).unwrap_or(u32::MAX);
    part(
        "migrating data, at least",
        migrations.saturating_mul(MIGRATION_MINUTES),
        format!("{migrations} × 5 minutes; it depends on your data"),
    );
    if effects.iter().any(|effect| effect.kind == EffectKind::Reboot) {
        part("restart of the machine", REBOOT_MINUTES, "a server, by experience".to_owned());
    }
    parts
}

/// Lays the window between the times that the user has.
fn place(window: &mut Window, wanted: &PlannedWindow) {
    let (Some(start), Some(end)) = (Timestamp::parse_rfc3339(&wanted.start), Timestamp::parse_rfc3339(&wanted.end))
    else {
        return;
    };
    let kept = i64::from(window.rollback_minutes.saturating_add(window.buffer_minutes)).saturating_mul(60);
    let turn = Timestamp(end.0.saturating_sub(kept));
    window.start = Some(wanted.start.clone());
    window.end = Some(wanted.end.clone());
    window.turn_back_at = Some(in_zone_of(turn, &wanted.end));
    window.is_too_short = turn.0.saturating_sub(start.0) < i64::from(window.work_minutes).saturating_mul(60);
}

/// A time as the clock on the user's wall shows it: in the zone that they wrote.
fn in_zone_of(time: Timestamp, written: &str) -> String {
    let zone = written.get(written.len().saturating_sub(6)..).filter(|zone| zone.starts_with(['+', '-']));
    let Some((zone, hours, minutes)) = zone.and_then(|zone| {
        let (hours, minutes) = zone.get(1..)?.split_once(':')?;
        Some((zone, hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?))
    }) else {
        return time.to_string();
    };
    let seconds = hours.saturating_mul(3_600).saturating_add(minutes.saturating_mul(60));
    let offset = if zone.starts_with('-') { seconds.saturating_neg() } else { seconds };
    format!("{}{zone}", Timestamp(time.0.saturating_add(offset)).to_string().trim_end_matches('Z'))
}

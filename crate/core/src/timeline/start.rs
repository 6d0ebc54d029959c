//! Which files something starts by itself, and in which order.

use crate::facts::{Facts, FileFact, Purpose};
use crate::report::Stage;

use super::resolve::Files;

/// The files that are started, in the order of events. A file that another one calls is started by that.
pub(super) fn starts<'f>(facts: &'f Facts, files: &Files<'f>) -> Vec<(Stage, &'f str)> {
    let mut starts: Vec<(Stage, u8, bool, &str)> = Vec::new();
    for file in &facts.files {
        if let Some((stage, rank)) = by_name(file) {
            starts.push((stage, rank, false, &file.path));
        }
    }
    for hook in &facts.install_hooks {
        let rank = if hook.hook.contains("pre") { FIRST } else { MIDDLE };
        starts.push((stage_of(&hook.hook), rank, false, &hook.site.path));
        let called = hook.command.split_whitespace().filter_map(|word| files.called(&hook.site.path, word));
        starts.extend(called.map(|path| (stage_of(&hook.hook), rank, false, path)));
    }
    let commands = facts.schedules.iter().map(|task| (&task.site.path, &task.command));
    for (from, command) in commands.chain(facts.units.iter().map(|unit| (&unit.site.path, &unit.command))) {
        starts.push((Stage::Later, MIDDLE, false, from));
        let called = command.split_whitespace().filter_map(|word| files.called(from, word));
        starts.extend(called.map(|path| (Stage::Later, MIDDLE, false, path)));
    }
    let called: std::collections::BTreeSet<&str> =
        facts.invocations.iter().filter_map(|call| files.called(&call.site.path, &call.target)).collect();
    for start in &mut starts {
        start.2 = called.contains(start.3);
    }
    // Those that nothing calls come first, so that what they call comes where it is called.
    starts.sort_by_key(|&(stage, rank, is_called, path)| (is_called, stage, rank, path));
    starts.dedup_by_key(|start| start.3);
    starts.into_iter().map(|(stage, _, _, path)| (stage, path)).collect()
}

const FIRST: u8 = 0;
const MIDDLE: u8 = 1;
const LAST: u8 = 2;

/// Words of names of scripts for the way back.
const BACK: &[&str] = &[
    "uninstall",
    "rollback",
    "revert",
    "restore",
    "downgrade",
    "remove",
    "prerm",
    "postrm",
    "preremove",
    "postremove",
    "preun",
    "postun",
    "deinstall",
    "teardown",
    "undo",
];

const BEFORE: &[&str] = &["preinst", "preinstall", "preflight", "precheck", "prepare", "pretrans", "preupgrade", "pre"];
const AFTER: &[&str] =
    &["postinst", "postinstall", "postflight", "postcheck", "posttrans", "postupgrade", "post", "finish", "cleanup"];
const AT_INSTALL: &[&str] = &[
    "install",
    "installer",
    "setup",
    "update",
    "updater",
    "upgrade",
    "deploy",
    "bootstrap",
    "provision",
    "patch",
    "hotfix",
    "configure",
    "migrate",
    "autorun",
    "run",
];

/// When a script is run, by what it is called; `None` where nothing tells.
fn by_name(file: &FileFact) -> Option<(Stage, u8)> {
    if file.purpose != Purpose::InstallScript {
        return None;
    }
    let name = file.name().to_ascii_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let is_one_of = |known: &[&str]| stem.split(['-', '_', '.', ' ']).any(|word| known.contains(&word));
    if is_one_of(BACK) {
        Some((Stage::Rollback, MIDDLE))
    } else if is_one_of(BEFORE) {
        Some((Stage::Install, FIRST))
    } else if is_one_of(AFTER) {
        Some((Stage::Install, LAST))
    } else if is_one_of(AT_INSTALL) {
        Some((Stage::Install, MIDDLE))
    } else {
        None
    }
}

fn stage_of(hook: &str) -> Stage {
    let is_back = hook.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| BACK.contains(&word));
    if is_back { Stage::Rollback } else { Stage::Install }
}

//! How long it takes at least, as far as the package shows: the one place that adds it up.

use std::collections::BTreeSet;

use crate::facts::{EffectKind, ScriptCommandKind, Site, SqlHazard, SqlHazardKind};
use crate::report::Estimate;
use crate::rollback::runs_at_install;
use crate::rules::Case;
use crate::rules::weight::{Weight, Weights, listing};

/// What a restart of a server takes at least, by experience.
pub(crate) const LEAST_REBOOT_MINUTES: u32 = 3;
/// What is planned for one.
pub(super) const REBOOT_MINUTES: u32 = 5;
/// What a stop or a start of a service takes, by experience; rounded up.
const SERVICE_MINUTES: u32 = 1;
/// What the package manager takes for one command, by experience.
const PACKAGE_MINUTES: u32 = 2;
/// What a migration takes at least, with the reading of its output.
const MIGRATION_MINUTES: u32 = 1;
/// What a minute copies: 20 MB a second, which a loaded virtual machine manages.
const BYTES_A_MINUTE: u64 = 20 * 1024 * 1024 * 60;

/// What is done while the upgrade runs, and when it is done to a live service.
#[derive(Default)]
pub(crate) struct Work<'a> {
    pub(crate) wait_seconds: u64,
    pub(crate) waits: Vec<&'a Site>,
    pub(crate) reboots: Vec<&'a Site>,
    /// Whether each of the reboots may not happen.
    pub(crate) is_reboot_conditional: bool,
    pub(crate) migrations: Vec<&'a Site>,
    /// Statements that rewrite or lock a table.
    pub(crate) locks: Vec<&'a SqlHazard>,
    pub(crate) stops: Vec<&'a Site>,
    pub(crate) installs: Vec<&'a Site>,
    /// Whether anything at all is done by a script at install.
    pub(crate) has_effects: bool,
    size_bytes: u64,
}

impl<'a> Work<'a> {
    /// Of the scripts that run at install; the way back and what somebody has to start by hand do not count.
    pub(crate) fn of(case: &Case<'a>, weights: &Weights<'_>) -> Self {
        let facts = case.facts;
        let runs = |site: &Site| runs_at_install(case, weights, &site.path);
        let mut work = Self { size_bytes: size(case), is_reboot_conditional: true, ..Self::default() };
        let mut told = BTreeSet::new();
        for effect in facts.effects.iter().filter(|effect| runs(&effect.site)) {
            work.has_effects = true;
            match effect.kind {
                EffectKind::Reboot if effect.elsewhere.is_empty() => {
                    work.is_reboot_conditional &= effect.is_conditional;
                    work.reboots.push(&effect.site);
                    told.insert((&effect.site.path, effect.site.line));
                }
                EffectKind::PackageInstall => work.installs.push(&effect.site),
                _ => {}
            }
        }
        for command in facts.script_commands.iter().filter(|command| runs(&command.site)) {
            let list = match command.kind {
                ScriptCommandKind::Wait { seconds } => {
                    work.wait_seconds = work.wait_seconds.saturating_add(u64::from(seconds));
                    &mut work.waits
                }
                ScriptCommandKind::Reboot if !told.insert((&command.site.path, command.site.line)) => continue,
                ScriptCommandKind::Reboot => {
                    work.is_reboot_conditional = false;
                    &mut work.reboots
                }
                ScriptCommandKind::DataMigration => &mut work.migrations,
                ScriptCommandKind::ServiceStop => &mut work.stops,
                ScriptCommandKind::Privilege => continue,
            };
            list.push(&command.site);
        }
        work.locks =
            facts.sql_hazards.iter().filter(|hazard| is_long(hazard) && is_up(case, weights, hazard)).collect();
        work
    }

    /// Whether nothing of it is done.
    pub(crate) fn is_empty(&self) -> bool {
        let lists = [&self.waits, &self.reboots, &self.migrations, &self.stops, &self.installs];
        lists.into_iter().all(Vec::is_empty) && self.locks.is_empty()
    }

    /// Whether its length depends on the user's data.
    pub(crate) fn is_open(&self) -> bool {
        !self.migrations.is_empty() || !self.locks.is_empty()
    }

    /// The parts, each with its basis.
    pub(super) fn parts(&self) -> Vec<Estimate> {
        let mut parts = Vec::new();
        let mut part = |what: &str, minutes: u32, basis: String| {
            if minutes > 0 {
                parts.push(Estimate { what: what.into(), minutes, basis });
            }
        };
        let copied = u32::try_from(self.size_bytes.div_ceil(BYTES_A_MINUTE)).unwrap_or(u32::MAX);
        part("unpack and copy", copied.max(1), "the unpacked size at 20 MB a second, an assumption".into());
        part("packages", times(&self.installs, PACKAGE_MINUTES), "two minutes for each command, by experience".into());
        part(
            "services",
            times(&self.stops, SERVICE_MINUTES),
            "a minute for each stop or restart, by experience".into(),
        );
        let migrations = times(&self.migrations, MIGRATION_MINUTES);
        part(
            "migrations, at least",
            migrations,
            "a minute each to start and to read; the data decides the rest".into(),
        );
        let waits = u32::try_from(self.wait_seconds.div_ceil(60)).unwrap_or(u32::MAX);
        part("fixed waits", waits, format!("as written in {}", files(&self.waits)));
        let reboot = if self.reboots.is_empty() { 0 } else { REBOOT_MINUTES };
        part("restart of the machine", reboot, "three to five minutes for a server, by experience".into());
        part("checks afterwards", CHECK_MINUTES, "by experience".into());
        parts
    }

    /// What nobody can know beforehand.
    pub(super) fn unknown(&self) -> Vec<String> {
        let mut unknown = Vec::new();
        if self.is_open() {
            let mut files: Vec<&Site> = self.migrations.clone();
            files.extend(self.locks.iter().map(|hazard| &hazard.site));
            let mut sentence = format!("How long the migrations take ({}) depends on your data", self::files(&files));
            let tables: BTreeSet<&str> = self.locks.iter().map(|hazard| hazard.object.as_str()).collect();
            let tables: Vec<&str> = tables.into_iter().filter(|table| !table.is_empty()).collect();
            if !tables.is_empty() {
                sentence.push_str(&format!("; they rewrite or lock {}", listing(tables.into_iter())));
            }
            unknown.push(format!("{sentence}. Take the time on a copy."));
        }
        unknown
    }
}

/// What the checks after the upgrade take, by experience.
const CHECK_MINUTES: u32 = 5;

fn times(sites: &[&Site], minutes: u32) -> u32 {
    u32::try_from(sites.len()).unwrap_or(u32::MAX).saturating_mul(minutes)
}

/// The files of these places, each once.
fn files(sites: &[&Site]) -> String {
    let files: BTreeSet<&str> = sites.iter().map(|site| site.path.as_str()).collect();
    listing(files.into_iter())
}

fn is_long(hazard: &SqlHazard) -> bool {
    use SqlHazardKind::{BlockingChange, Rewrite, UnboundedUpdate};
    matches!(hazard.kind, Rewrite | BlockingChange | UnboundedUpdate)
}

/// Whether the statement is part of the upgrade, as a migration that is shipped is.
fn is_up(case: &Case<'_>, weights: &Weights<'_>, hazard: &SqlHazard) -> bool {
    let path = &hazard.site.path;
    let is_back = crate::rollback::is_way_back(path) || case.timeline().stage(path) == crate::report::Stage::Rollback;
    weights.of(path) >= Weight::Shipped && !is_back
}

/// The unpacked size of what is in the package.
fn size(case: &Case<'_>) -> u64 {
    case.facts.files.iter().map(|file| file.size_bytes).fold(0, u64::saturating_add)
}

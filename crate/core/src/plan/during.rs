//! The work itself, in the order in which it happens.

use super::before::of_finding;
use super::installer::installers;
use super::steps::step;
use super::work::REBOOT_MINUTES;
use super::{Scene, Steps, plain};
use crate::facts::{Location, Site};
use crate::finding::Phase;
use crate::report::{Estimate, PlanStep};

pub(super) fn steps(scene: &Scene<'_, '_>) -> Vec<PlanStep> {
    let mut steps = Steps::default();
    if scene.is_carried_out() {
        steps.push(step("Say in the channel that the work begins."));
        unattended(scene).into_iter().for_each(|step| steps.push(step));
    }
    install(scene).into_iter().for_each(|step| steps.push(step));
    for finding in scene.findings().filter(|finding| finding.phase == Phase::During) {
        let now = finding.steps.iter().filter(|own| own.action == "run");
        now.for_each(|own| steps.push(of_finding(finding, own)));
    }
    watch(scene).into_iter().for_each(|step| steps.push(step));
    steps.done()
}

/// Hands off what would repair or report the machine in the meantime.
fn unattended(scene: &Scene<'_, '_>) -> Option<PlanStep> {
    let work = scene.work;
    (!work.stops.is_empty() || !work.reboots.is_empty()).then(|| {
        step("Mute the monitoring of the machines that are upgraded, and switch off what would restart their services.")
            .seen_at(places(&work.stops))
    })
}

fn install(scene: &Scene<'_, '_>) -> Vec<PlanStep> {
    let installers = installers(scene);
    if !installers.is_empty() {
        let is_mixed = installers.iter().any(|one| one.is_windows) && installers.iter().any(|one| !one.is_windows);
        let one = |installer: super::installer::Installer| {
            let run = match (is_mixed, installer.is_windows) {
                _ if installer.place == Location::Package => "Install",
                (false, _) => "Run",
                (true, true) => "On the Windows machines, run",
                (true, false) => "On the other machines, run",
            };
            step(format!("{run} `{}`, and keep what it prints.", plain(&installer.name)))
                .command(installer.command)
                .expects("It ends without an error message. Read the output: a script may go on after an error.")
                .aborts_if(if scene.is_carried_out() { "it stops with an error that nobody can explain" } else { "" })
                .seen_at(std::iter::once(installer.place).filter(|place| *place != Location::Package))
        };
        return installers.into_iter().map(one).collect();
    }
    let readme = scene.case.facts.manifests.iter().find(|manifest| manifest.is_readme());
    let place = readme.map(|readme| Location::Entry { path: readme.path.clone() });
    let text = match &place {
        Some(place) => format!("Install it as `{}` says.", plain(place.path())),
        None => "Install it as you install such packages.".to_owned(),
    };
    vec![step(text).seen_at(place.into_iter())]
}

/// What the installer does that is worth standing by for.
fn watch(scene: &Scene<'_, '_>) -> Vec<PlanStep> {
    let work = scene.work;
    let mut steps = Vec::new();
    if work.is_open() {
        let sites = work.migrations.iter().copied().chain(work.locks.iter().map(|hazard| &hazard.site));
        steps.push(
            step("Watch the migrations while they run: open transactions, locks, free space of the database.")
                .expects("They end within the time that they took on the copy.")
                .aborts_if("they take longer than the time to turn back allows")
                .seen_at(sites.map(Site::location)),
        );
    }
    if !work.reboots.is_empty() {
        let sure = if work.is_reboot_conditional { "may restart" } else { "restarts" };
        let mut restart =
            step(format!("Be ready for the restart: the installer {sure} the machine. Keep the console open."))
                .expects("The machine answers again, and its file systems are mounted.")
                .aborts_if("it is not back ten minutes later")
                .seen_at(places(&work.reboots));
        restart.minutes = Some(Estimate {
            what: "restart of the machine".into(),
            minutes: REBOOT_MINUTES,
            basis: "three to five minutes for a server, by experience".into(),
        });
        steps.push(restart);
    }
    steps
}

fn places<'s>(sites: &'s [&Site]) -> impl Iterator<Item = Location> + 's {
    sites.iter().map(|site| site.location())
}

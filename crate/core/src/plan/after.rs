//! How to see that it went well.

use std::collections::BTreeMap;

use super::before::of_finding;
use super::steps::step;
use super::{Scene, Steps, plain};
use crate::facts::{EndpointKind, Location, Migration, Site};
use crate::finding::Phase;
use crate::report::{PlanStep, Stage};
use crate::rollback::runs_at_install;
use crate::rules::weight::Weight;

/// Services and addresses that are checked one by one.
const CHECKED: usize = 12;

pub(super) fn steps(scene: &Scene<'_, '_>) -> Vec<PlanStep> {
    let mut steps = Steps::default();
    steps.push(version(scene));
    services(scene).into_iter().for_each(|step| steps.push(step));
    endpoints(scene).into_iter().for_each(|step| steps.push(step));
    schema(scene).into_iter().for_each(|step| steps.push(step));
    for finding in scene.findings().filter(|finding| finding.phase == Phase::After) {
        let now = finding.steps.iter().filter(|own| matches!(own.action.as_str(), "run" | "verify"));
        now.for_each(|own| steps.push(of_finding(finding, own)));
    }
    if scene.is_carried_out() {
        steps.push(
            step("Let a user of the service do what it is for, and look at its log for new errors.")
                .expects("It works, and the log is as quiet as before.")
                .aborts_if("it does not, and the cause is not found before the time to turn back"),
        );
    }
    steps.done()
}

fn version(scene: &Scene<'_, '_>) -> PlanStep {
    let (name, version) = scene.product();
    match (name.as_str(), version.as_str()) {
        (_, "") => step("Check which version the product gives itself now."),
        ("", version) => step(format!("Check that the product calls itself version `{}`.", plain(version))),
        (name, version) => step(format!("Check that `{}` calls itself version `{}`.", plain(name), plain(version))),
    }
}

/// The units that the package brings, and those that it starts.
fn services(scene: &Scene<'_, '_>) -> Vec<PlanStep> {
    let facts = scene.case.facts;
    let brought = facts.units.iter().filter(|unit| scene.weights.of(&unit.site.path) >= Weight::Shipped);
    let brought = brought.map(|unit| (unit.system.as_str(), unit.name.as_str(), &unit.site));
    let started = facts.unit_uses.iter().filter(|unit| {
        matches!(unit.verb.as_str(), "start" | "restart" | "enable")
            && runs_at_install(scene.case, scene.weights, &unit.site.path)
    });
    let started = started.map(|unit| (unit.system.as_str(), unit.name.as_str(), &unit.site));
    let mut units: BTreeMap<(&str, &str), Vec<&Site>> = BTreeMap::new();
    for (system, name, site) in brought.chain(started) {
        let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-:".contains(&byte));
        // A template is no unit that runs, and neither is what only variables name.
        if is_plain && !name.is_empty() {
            units.entry((system, name)).or_default().push(site);
        }
    }
    let mut steps: Vec<PlanStep> =
        units.iter().take(CHECKED).map(|((system, name), sites)| one(system, name, sites)).collect();
    if units.keys().any(|(system, _)| *system == "systemd") {
        steps.push(step("Look for units that failed.").command("systemctl --failed").expects("0 loaded units listed"));
    }
    steps
}

fn one(system: &str, name: &str, sites: &[&Site]) -> PlanStep {
    let places = sites.iter().map(|site| site.location());
    let is_service = name.ends_with(".service") || !name.contains('.');
    let (command, expected) = match system {
        "systemd" if is_service || name.ends_with(".timer") || name.ends_with(".socket") => {
            (format!("systemctl is-active {name}"), "active")
        }
        "systemd" => (format!("systemctl status {name}"), "loaded"),
        "windows" => (format!("Get-Service -Name {name}"), "Running"),
        "launchd" => (format!("launchctl print system/{name}"), "state = running"),
        _ => (format!("service {name} status"), "running"),
    };
    step(format!("Check that `{name}` runs.")).command(command).expects(expected).seen_at(places)
}

/// Addresses by which the package itself asks whether it is well.
fn endpoints(scene: &Scene<'_, '_>) -> Vec<PlanStep> {
    let facts = scene.case.facts;
    let is_health = |url: &str| {
        let url = url.to_ascii_lowercase();
        ["/health", "/ready", "/live", "/status", "/ping"].iter().any(|word| url.contains(word))
            && url.starts_with("http")
    };
    let is_plain = |url: &str| url.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":/._-[]".contains(&byte));
    let asked = facts.endpoints.iter().filter(|own| {
        is_health(&own.url)
            && is_plain(&own.url)
            && !matches!(own.kind, EndpointKind::Documentation | EndpointKind::Example | EndpointKind::Namespace)
            && scene.weights.of(&own.site.path) >= Weight::Shipped
    });
    let one = |own: &crate::facts::Endpoint| {
        step(format!("Ask `{}` whether the service is well.", plain(&own.url)))
            .command(format!("curl -fsS {}", own.url))
            .expects("an answer without an error")
            .seen_at(std::iter::once(own.site.location()))
    };
    asked.take(CHECKED).map(one).collect()
}

/// Whether every migration of each tool went through.
fn schema(scene: &Scene<'_, '_>) -> Vec<PlanStep> {
    let facts = scene.case.facts;
    let mut tools: BTreeMap<&str, Vec<&Migration>> = BTreeMap::new();
    let is_up = |own: &&Migration| {
        !own.is_down
            && scene.weights.of(&own.site.path) >= Weight::Shipped
            && scene.case.timeline().stage(&own.site.path) != Stage::Rollback
    };
    for own in facts.migrations.iter().filter(is_up) {
        tools.entry(&own.tool).or_default().push(own);
    }
    tools.into_iter().map(|(tool, own)| migrated(tool, &own)).collect()
}

fn migrated(tool: &str, own: &[&Migration]) -> PlanStep {
    let command = match tool {
        "flyway" => "flyway info",
        "liquibase" => "liquibase status",
        "alembic" => "alembic current",
        "django" => "python manage.py showmigrations --plan | grep -v '\\[X\\]'",
        "rails" => "bin/rails db:migrate:status",
        "knex" => "npx knex migrate:list",
        _ => "",
    };
    let last = own.iter().map(|one| one.version.as_str()).filter(|version| !version.is_empty()).max();
    let text = match last {
        Some(last) => format!("Check that the migrations went through; the last is `{}`.", plain(last)),
        None => "Check that the migrations went through.".to_owned(),
    };
    let places = own.iter().map(|one| Location::Entry { path: one.site.path.clone() });
    step(text)
        .command(command)
        .expects("none is pending, and none failed half way")
        .aborts_if("a migration failed: do not start it a second time without knowing how far it came")
        .seen_at(places)
}

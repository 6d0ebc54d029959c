//! What the rules of the group share: they differ in what starts the task, and in how it is stopped.

use crate::facts::{EndpointKind, Schedule, ScheduleKind};
use crate::finding::{Confidence, Finding, Severity};
use crate::rules::weight::{Weight, Weights, listing, unread_scripts};
use crate::rules::{Case, Outcome, Rule};

/// One finding for each task of this kind.
pub(super) fn check(rule: &Rule, case: &Case<'_>, kind: ScheduleKind) -> Outcome {
    let weights = Weights::new(case.facts);
    let tasks = case.facts.schedules.iter().filter(|task| task.kind == kind);
    let findings: Vec<Finding> = tasks
        .filter(|task| weights.of(&task.site.path) > Weight::Reading)
        .map(|task| finding(rule, case, task))
        .collect();
    match unread_scripts(case.facts) {
        Some(unread) if findings.is_empty() => Outcome::NotChecked(unread),
        _ => Outcome::of(findings),
    }
}

fn finding(rule: &Rule, case: &Case<'_>, task: &Schedule) -> Finding {
    let command = command(case, task);
    let when = match task.words.as_str() {
        "" if task.expression.is_empty() => "at times that are not said here".to_owned(),
        "" => format!("at `{}`", task.expression),
        words => words.to_owned(),
    };
    let zone = if task.time_zone.is_empty() { String::new() } else { format!(" ({})", task.time_zone) };
    let user = if task.user.is_empty() { String::new() } else { format!(" as {}", task.user) };
    let what = if command.is_empty() { "Something".to_owned() } else { format!("`{command}`") };
    let hosts = hosts(case, task, &command);
    let talks =
        if hosts.is_empty() { String::new() } else { format!(" It talks to {}.", listing(hosts.iter().copied())) };
    let name = [&task.name, &command, &task.expression].into_iter().find(|name| !name.is_empty());
    let subject = name.cloned().unwrap_or_default();
    let message = format!("{what} runs{user} {when}{zone}.{talks}");
    // Tasks of what belongs to another system's build say nothing of this one.
    let severity = if is_of_build(&task.site.path) { Severity::Low } else { rule.severity };
    let confidence = if task.words.is_empty() { Confidence::Medium } else { Confidence::High };
    let finding = Finding::new(rule, subject, message, task.site.location()).severity(severity).confidence(confidence);
    finding.apart_by(&task.expression).step("run", format!("To keep it from running: {}", stop(task)))
}

/// What runs; for a timer, what its unit runs.
fn command(case: &Case<'_>, task: &Schedule) -> String {
    let unit = task.command.strip_prefix("systemctl start ");
    let unit = unit.and_then(|name| case.facts.units.iter().find(|unit| unit.name == name && !unit.command.is_empty()));
    unit.map_or_else(|| task.command.clone(), |unit| unit.command.clone())
}

/// The hosts on the task's own line, and those of the files of the package that its command names.
fn hosts<'c>(case: &'c Case<'_>, task: &Schedule, command: &str) -> Vec<&'c str> {
    let is_run = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.len() > 3 && command.split_whitespace().any(|word| word.rsplit('/').next() == Some(name))
    };
    let speaks = |kind| !matches!(kind, EndpointKind::Documentation | EndpointKind::Namespace | EndpointKind::Example);
    let endpoints = case.facts.endpoints.iter().filter(|endpoint| !endpoint.host.is_empty() && speaks(endpoint.kind));
    let mut hosts: Vec<&str> = endpoints
        .filter(|endpoint| endpoint.site == task.site || is_run(&endpoint.site.path))
        .map(|endpoint| endpoint.host.as_str())
        .collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

fn is_of_build(path: &str) -> bool {
    path.contains(".github/") || path.contains(".gitlab-ci")
}

/// How the task is stopped, as a command or an instruction.
fn stop(task: &Schedule) -> String {
    let name = if task.name.is_empty() { "NAME" } else { &task.name };
    match task.kind {
        ScheduleKind::Cron if task.site.line == 0 => format!("chmod -x {}", task.site.path),
        ScheduleKind::Cron => {
            format!("put `#` before line {} of {}", task.site.line, task.site.path)
        }
        ScheduleKind::SystemdTimer => format!("systemctl mask --now {name}"),
        ScheduleKind::At => "atq, then atrm with the job's number".to_owned(),
        ScheduleKind::WindowsTask => format!("schtasks /change /tn \"{name}\" /disable"),
        ScheduleKind::Launchd => format!("launchctl disable system/{name}"),
        ScheduleKind::KubernetesCronJob => {
            format!("kubectl patch cronjob {name} -p '{{\"spec\":{{\"suspend\":true}}}}'")
        }
        ScheduleKind::DatabaseEvent => format!("ALTER EVENT {name} DISABLE, or what your database has for it"),
        ScheduleKind::Application => {
            format!("switch it off in the application's configuration ({} line {})", task.site.path, task.site.line)
        }
    }
}

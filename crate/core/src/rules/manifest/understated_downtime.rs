//! `manifest/understated-downtime`

use std::cmp::Reverse;

use crate::facts::{Requirement, RequirementKind, Stance};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::plan::{LEAST_REBOOT_MINUTES, Work};
use crate::rules::weight::{RELATED, Weight, Weights, count, unread_scripts};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/understated-downtime",
    severity: Severity::Medium,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("understated_downtime.md"),
    check,
};

/// What a restart of a server takes at least; an estimate, and said to be one.
const REBOOT_SECONDS: u64 = LEAST_REBOOT_MINUTES as u64 * 60;

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let weights = Weights::new(facts);
    let promise = facts
        .requirements
        .iter()
        .filter(|r| r.kind == RequirementKind::Downtime && weights.of(&r.site.path) > Weight::Aside)
        .filter_map(|r| Some((r, promised_seconds(r)?)))
        // The longest promise is the one that binds; of equal ones, the manifest's.
        .max_by_key(|(r, seconds)| (*seconds, weights.of(&r.site.path), Reverse(&r.site)));
    let Some((promise, promised)) = promise else {
        return Outcome::NotApplicable("neither manifest nor README promises a downtime".into());
    };
    let work = Work::of(case, &weights);
    match (finding(rule, promise, promised, &work), unread_scripts(facts)) {
        (Some(finding), _) => Outcome::of(vec![finding]),
        (None, Some(unread)) => Outcome::NotChecked(unread),
        (None, None) => Outcome::Clean,
    }
}

fn promised_seconds(requirement: &Requirement) -> Option<u64> {
    match (requirement.minutes, requirement.stance) {
        (Some(minutes), _) => Some(u64::from(minutes).saturating_mul(60)),
        (None, Stance::NotRequired) => Some(0),
        (None, _) => None,
    }
}

/// The parts, each with the basis on which it counts.
fn basis(work: &Work<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    if !work.waits.is_empty() {
        parts.push(format!("fixed waits of {} in all (as written)", duration(work.wait_seconds)));
    }
    if !work.reboots.is_empty() {
        parts.push(format!("a restart of the machine ({} or more, an estimate)", duration(REBOOT_SECONDS)));
    }
    if !work.migrations.is_empty() {
        let steps = count(work.migrations.len(), "data migration", "data migrations");
        parts.push(format!("{steps} whose length depends on your data (not counted)"));
    }
    if !work.locks.is_empty() {
        let locks = count(work.locks.len(), "statement that rewrites", "statements that rewrite");
        parts.push(format!("{locks} or lock a table for as long as your data takes (not counted)"));
    }
    if !work.stops.is_empty() {
        let stops = count(work.stops.len(), "stop or restart of a service", "stops or restarts of services");
        parts.push(format!("{stops} (not counted)"));
    }
    parts
}

fn finding(rule: &Rule, promise: &Requirement, promised: u64, work: &Work<'_>) -> Option<Finding> {
    let reboot_seconds = if work.reboots.is_empty() { 0 } else { REBOOT_SECONDS };
    let total = work.wait_seconds.saturating_add(reboot_seconds);
    let is_open = work.is_open();
    // A zero promise is broken by any stop; else only what has a length can break it for sure.
    let confidence = if work.wait_seconds > promised {
        Confidence::Medium
    } else if total > promised || is_open || (promised == 0 && !work.stops.is_empty()) {
        Confidence::Low
    } else {
        return None;
    };
    let judgement = match (total > promised, is_open) {
        (true, _) => format!("the scripts need at least {}", duration(total)),
        (false, true) => "nobody can know that before the migration ran on your data".to_owned(),
        (false, false) => "the scripts stop services".to_owned(),
    };
    let basis = basis(work).join("; ");
    let message = format!("{} of downtime is promised, but {judgement}: {basis}.", duration(promised));
    let finding = Finding::new(rule, "downtime", message, promise.site.location())
        .confidence(confidence)
        .step("schedule", format!("Announce a longer window than {}.", duration(promised.max(60))))
        .step("verify", "Run the migration on a copy of your data and take the time.");
    let places = [
        (&work.waits, "waits here"),
        (&work.reboots, "restarts the machine"),
        (&work.migrations, "migrates data"),
        (&work.stops, "stops a service"),
    ];
    let places = places.iter().flat_map(|(sites, label)| sites.iter().map(move |site| (*site, *label)));
    let locks = work.locks.iter().map(|hazard| (&hazard.site, "rewrites or locks a table"));
    Some(places.chain(locks).take(RELATED).fold(finding, |finding, (site, label)| finding.related(label, site.location())))
}

/// `5 minutes`, `7 minutes 30 seconds`, `45 seconds`.
fn duration(seconds: u64) -> String {
    let part = |number: u64, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    match (seconds / 60, seconds % 60) {
        (0, seconds) => part(seconds, "second", "seconds"),
        (minutes, 0) => part(minutes, "minute", "minutes"),
        (minutes, seconds) => format!("{} {}", part(minutes, "minute", "minutes"), part(seconds, "second", "seconds")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{FileFact, Purpose, ScriptCommand, ScriptCommandKind, Site};

    fn run(minutes: Option<u32>, commands: &[(&str, ScriptCommandKind)]) -> Outcome {
        let promise = |minutes| Requirement {
            kind: RequirementKind::Downtime,
            stance: Stance::Statement,
            text: "about 5 minutes".into(),
            minutes: Some(minutes),
            site: Site::line("README.md", 3, "Downtime: about 5 minutes"),
        };
        let script =
            |path: &str| FileFact { path: path.into(), purpose: Purpose::InstallScript, ..FileFact::default() };
        let command =
            |(path, kind): &(&str, ScriptCommandKind)| ScriptCommand { kind: *kind, site: Site::line(path, 1, "x") };
        let facts = Facts {
            files: vec![script("up.sh"), script("rollback.sh")],
            requirements: minutes.map(promise).into_iter().collect(),
            script_commands: commands.iter().map(command).collect(),
            ..Facts::default()
        };
        check(&RULE, &Case::new(&facts, &Context::default()))
    }

    fn confidence(commands: &[(&str, ScriptCommandKind)]) -> Option<Confidence> {
        match run(Some(5), commands) {
            Outcome::Findings(found) => Some(found[0].confidence),
            _ => None,
        }
    }

    const WAIT: ScriptCommandKind = ScriptCommandKind::Wait { seconds: 200 };

    #[test]
    fn only_what_is_written_is_more_than_a_guess() {
        use ScriptCommandKind::{DataMigration, Reboot, ServiceStop};
        assert_eq!(confidence(&[("up.sh", WAIT), ("up.sh", WAIT)]), Some(Confidence::Medium));
        assert_eq!(confidence(&[("up.sh", WAIT), ("up.sh", Reboot)]), Some(Confidence::Low));
        assert_eq!(confidence(&[("up.sh", DataMigration)]), Some(Confidence::Low));
        assert_eq!(confidence(&[("up.sh", WAIT), ("up.sh", ServiceStop)]), None);
        assert_eq!(confidence(&[("rollback.sh", WAIT), ("rollback.sh", WAIT)]), None);
    }

    #[test]
    fn the_message_gives_the_sum_and_its_basis() {
        let commands = [("up.sh", WAIT), ("up.sh", WAIT), ("up.sh", ScriptCommandKind::Reboot)];
        let Outcome::Findings(found) = run(Some(5), &commands) else { panic!("no finding") };
        assert_eq!(
            found[0].message,
            "5 minutes of downtime is promised, but the scripts need at least 9 minutes 40 seconds: fixed waits of \
             6 minutes 40 seconds in all (as written); a restart of the machine (3 minutes or more, an estimate)."
        );
    }

    #[test]
    fn without_a_promise_there_is_nothing_to_compare() {
        assert!(matches!(run(None, &[("up.sh", WAIT)]), Outcome::NotApplicable(_)));
    }
}

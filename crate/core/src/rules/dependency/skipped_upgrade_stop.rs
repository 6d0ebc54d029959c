//! `dependency/skipped-upgrade-stop`

use crate::context::Context;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::upgrades::{finding, judge_ways, with_pack};
use crate::rules::{Case, Outcome, Rule, RuleScope};
use crate::upgrade::{Present, Upgrade, Way, WayStop, Ways};

pub const RULE: Rule = Rule {
    id: "dependency/skipped-upgrade-stop",
    severity: Severity::Blocker,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("skipped_upgrade_stop.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let Case { facts, context, .. } = *case;
    judge_ways(facts, context, |product, known| {
        let skipping = known.ways.iter().filter(|(_, way)| way.is_known && !way.stops.is_empty());
        skipping.map(|(present, way)| one(rule, context, product, (present, way), known)).collect()
    })
}

fn one(
    rule: &Rule,
    context: &Context,
    product: &Upgrade<'_>,
    (present, way): (&Present<'_>, &Way),
    known: &Ways<'_, '_>,
) -> Finding {
    let (name, to) = (&product.name, &product.to.value);
    let must: Vec<String> = way.stops.iter().filter(|stop| stop.when.is_empty()).map(named).collect();
    let may: Vec<String> = way.stops.iter().filter(|stop| !stop.when.is_empty()).map(conditional).collect();
    let stops = must.iter().chain(&may).cloned().collect::<Vec<_>>().join(", ");
    let judgement = if must.is_empty() { "may have to stop on the way" } else { "may not go there without" };
    let found = finding(rule, context, (product, present), |hosts| {
        format!(
            "The package brings `{name}` {to}; {} {judgement}: {stops}. It runs on {hosts}. Source: {}.",
            present.version, known.source
        )
    });
    let found = if must.is_empty() { found.severity(Severity::Medium).confidence(Confidence::Medium) } else { found };
    let found = way.stops.iter().fold(found, |found, stop| found.step("run", step(name, stop)));
    let found = found.step("ask-vendor", format!("Ask the vendor for the packages of {name} on the way to {to}."));
    with_pack(found, known.file, "path.stops")
}

fn named(stop: &WayStop) -> String {
    if stop.is_line { format!("the newest {}", stop.version) } else { stop.version.clone() }
}

fn conditional(stop: &WayStop) -> String {
    format!("{} where {}", named(stop), stop.when)
}

fn step(name: &str, stop: &WayStop) -> String {
    let condition = if stop.when.is_empty() { String::new() } else { format!("Where {}: ", stop.when) };
    let wait = if stop.wait.is_empty() { String::new() } else { format!(" Go on when: {}.", stop.wait) };
    format!("{condition}Install {} of {name} before this package.{wait}", named(stop))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::upgrades::test_kit::{SAMPLE, findings, production};

    fn run(name: &str, to: &str, installed: &[(&str, &str)], packs: &[&str]) -> Outcome {
        let (facts, context) = production(name, to, installed, packs);
        check(&RULE, &Case::new(&facts, &context))
    }

    #[test]
    fn each_installed_version_has_its_own_stops() {
        let installed = [("dten-manager", "4.7.1"), ("dten-manager", "4.4.3"), ("dten-manager", "4.1.5")];
        let found = findings(run("dtenmgr", "5.0.1", &installed, &[SAMPLE]));
        let messages: Vec<&str> = found.iter().filter_map(|f| f.message.split(". Source").next()).collect();
        assert_eq!(
            messages,
            [
                "The package brings `dten-manager` 5.0.1; 4.1.5 may not go there without: the newest 4.2, the newest \
                 4.6. It runs on h2",
                "The package brings `dten-manager` 5.0.1; 4.4.3 may not go there without: the newest 4.6. It runs on h1",
            ]
        );
        assert!(found.iter().all(|f| f.severity == Severity::Blocker));
        assert_ne!(found[0].fingerprint, found[1].fingerprint);
        assert!(found[1].steps[0].text.ends_with("Go on when: background migrations finished."));
    }

    #[test]
    fn a_stop_that_not_everybody_makes_does_not_block() {
        let found = findings(run("gitlab", "17.2.0", &[("gitlab", "17.0.1")], &[]));
        assert_eq!(found[0].severity, Severity::Medium);
    }

    #[test]
    fn a_direct_way_is_clean_and_no_pack_is_not_checked() {
        assert_eq!(run("dtenmgr", "5.0.1", &[("dten-manager", "4.7.1")], &[SAMPLE]), Outcome::Clean);
        let without = run("dten-manager", "5.0.1", &[("dten-manager", "4.7.1")], &[]);
        assert_eq!(without, Outcome::NotChecked("no pack knows the upgrade paths of `dten-manager`".into()));
        assert!(matches!(run("dtenmgr", "5.0.1", &[], &[SAMPLE]), Outcome::NotChecked(_)));
    }
}

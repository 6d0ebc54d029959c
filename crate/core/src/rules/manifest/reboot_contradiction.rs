//! `manifest/reboot-contradiction`

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::facts::{EffectKind, Requirement, RequirementKind, ScriptCommandKind, Site, Stance};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::report::Stage;
use crate::rollback::{is_way_back, runs_at_install};
use crate::rules::weight::{RELATED, Weight, Weights, count, unread_scripts};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/reboot-contradiction",
    severity: Severity::High,
    phase: Phase::During,
    scope: RuleScope::Package,
    document: include_str!("reboot_contradiction.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let weights = Weights::new(facts);
    let mut claims: Vec<&Requirement> = facts
        .requirements
        .iter()
        .filter(|r| r.kind == RequirementKind::Reboot && weights.of(&r.site.path) > Weight::Aside)
        .collect();
    if claims.is_empty() {
        return Outcome::NotApplicable("neither manifest nor README speaks of a reboot".into());
    }
    let mut reboots = reboots(case, &weights);
    // The manifest speaks first, then the README; the installer's own scripts before others.
    claims.sort_by_key(|claim| (Reverse(weights.of(&claim.site.path)), &claim.site));
    reboots.sort_by_key(|reboot| (!reboot.is_certain, Reverse(weights.of(&reboot.site.path)), reboot.site));

    let denial = claims.iter().find(|claim| matches!(claim.stance, Stance::NotRequired | Stance::Advice));
    let (Some(denial), Some(reboot)) = (denial, reboots.first()) else {
        return unread_scripts(facts).map_or(Outcome::Clean, Outcome::NotChecked);
    };
    let says_otherwise = claims.iter().any(|claim| claim.stance == Stance::Required);
    let is_certain = reboot.is_certain && !says_otherwise;

    let claim = if denial.stance == Stance::NotRequired { "not needed" } else { "a matter of choice" };
    let message = format!(
        "A reboot is called {claim} here (“{}”), but `{}` restarts the machine ({}).",
        denial.text,
        reboot.site.path,
        count(reboots.len(), "place", "places"),
    );
    let finding = Finding::new(rule, "reboot", message, denial.site.location())
        .confidence(if is_certain { Confidence::High } else { Confidence::Medium })
        .step("schedule", "Plan the restart: announce it, drain the machine, and keep console access at hand.")
        .step("edit", "If the time does not suit you, take the restart out of the script, and restart later.")
        .step("ask-vendor", "Ask the vendor whether the restart is needed: what is said and what the script does differ.");
    let places = reboots.iter().take(RELATED);
    Outcome::of(vec![
        places.fold(finding, |finding, place| finding.related("restarts the machine", place.site.location())),
    ])
}

/// A restart of this machine.
struct Reboot<'a> {
    site: &'a Site,
    /// Whether it happens at install in any case.
    is_certain: bool,
}

/// The restarts that the package's scripts make, each place once. Those of the way back contradict nothing.
fn reboots<'a>(case: &Case<'a>, weights: &Weights<'_>) -> Vec<Reboot<'a>> {
    let facts = case.facts;
    let effects = facts.effects.iter().filter(|effect| effect.kind == EffectKind::Reboot && effect.elsewhere.is_empty());
    let commands = facts.script_commands.iter().filter(|command| command.kind == ScriptCommandKind::Reboot);
    let places = effects.map(|effect| (&effect.site, effect.is_conditional));
    let places = places.chain(commands.map(|command| (&command.site, false)));
    let mut seen = BTreeSet::new();
    places
        .filter(|(site, _)| weights.of(&site.path) >= Weight::Shipped && !is_way_back(&site.path))
        .filter(|(site, _)| case.timeline().stage(&site.path) != Stage::Rollback)
        .filter(|(site, _)| seen.insert((&site.path, site.line)))
        .map(|(site, is_conditional)| {
            let is_own = weights.of(&site.path) == Weight::Own;
            Reboot { site, is_certain: is_own && !is_conditional && runs_at_install(case, weights, &site.path) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{FileFact, Manifest, Purpose, ReadState, ScriptCommand};

    fn facts(stances: &[Stance], script: Purpose) -> Facts {
        let requirement = |stance: &Stance| Requirement {
            kind: RequirementKind::Reboot,
            stance: *stance,
            text: "recommended".into(),
            minutes: None,
            site: Site::line("manifest.json", 4, "reboot"),
        };
        Facts {
            files: vec![FileFact {
                path: "install.sh".into(),
                purpose: script,
                read: ReadState::Whole,
                ..FileFact::default()
            }],
            manifests: vec![Manifest { path: "manifest.json".into(), describes_package: true, ..Manifest::default() }],
            requirements: stances.iter().map(requirement).collect(),
            script_commands: vec![ScriptCommand {
                kind: ScriptCommandKind::Reboot,
                site: Site::line("install.sh", 9, "shutdown -r now"),
            }],
            ..Facts::default()
        }
    }

    fn run(stances: &[Stance], script: Purpose) -> Outcome {
        check(&RULE, &Case::new(&facts(stances, script), &Context::default()))
    }

    #[test]
    fn a_reboot_that_was_not_announced_is_found_and_says_where() {
        let Outcome::Findings(found) = run(&[Stance::Advice], Purpose::InstallScript) else { panic!("no finding") };
        assert_eq!(found[0].confidence, Confidence::High);
        assert_eq!(found[0].primary.path(), "manifest.json");
        assert_eq!(found[0].related[0].location.path(), "install.sh");
    }

    #[test]
    fn a_firm_word_elsewhere_makes_it_less_sure() {
        let both = [Stance::NotRequired, Stance::Required];
        let Outcome::Findings(found) = run(&both, Purpose::InstallScript) else { panic!("no finding") };
        assert_eq!(found[0].confidence, Confidence::Medium);
    }

    #[test]
    fn an_announced_reboot_or_one_in_a_test_is_none() {
        assert_eq!(run(&[Stance::Required], Purpose::InstallScript), Outcome::Clean);
        assert_eq!(run(&[Stance::Advice], Purpose::Test), Outcome::Clean);
        assert!(matches!(run(&[], Purpose::InstallScript), Outcome::NotApplicable(_)));
    }

    #[test]
    fn a_script_that_was_not_read_may_hold_the_reboot() {
        let mut facts = facts(&[Stance::NotRequired], Purpose::InstallScript);
        facts.script_commands.clear();
        facts.files[0].read = ReadState::NotRead;
        assert!(matches!(check(&RULE, &Case::new(&facts, &Context::default())), Outcome::NotChecked(_)));
    }
}

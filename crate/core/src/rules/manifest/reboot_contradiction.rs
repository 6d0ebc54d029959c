//! `manifest/reboot-contradiction`

use std::cmp::Reverse;

use crate::facts::{Requirement, RequirementKind, ScriptCommand, ScriptCommandKind, Stance};
use crate::finding::{Confidence, Finding, Phase, Severity};
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
    let mut reboots: Vec<&ScriptCommand> = facts
        .script_commands
        .iter()
        .filter(|command| {
            command.kind == ScriptCommandKind::Reboot && weights.of(&command.site.path) >= Weight::Shipped
        })
        .collect();
    // The manifest speaks first, then the README; the installer's own scripts before others.
    claims.sort_by_key(|claim| (Reverse(weights.of(&claim.site.path)), &claim.site));
    reboots.sort_by_key(|command| (Reverse(weights.of(&command.site.path)), &command.site));

    let denial = claims.iter().find(|claim| matches!(claim.stance, Stance::NotRequired | Stance::Advice));
    let (Some(denial), Some(reboot)) = (denial, reboots.first()) else {
        return unread_scripts(facts).map_or(Outcome::Clean, Outcome::NotChecked);
    };
    let says_otherwise = claims.iter().any(|claim| claim.stance == Stance::Required);
    let is_certain = weights.of(&reboot.site.path) == Weight::Own && !says_otherwise;

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
        .step("edit", "Or take the restart out of the script, and restart when it suits you.")
        .step("ask-vendor", "Ask the vendor which of the two is true.");
    let places = reboots.iter().take(RELATED);
    Outcome::of(vec![
        places.fold(finding, |finding, place| finding.related("restarts the machine", place.site.location())),
    ])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{FileFact, Manifest, Purpose, ReadState, Site};

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

//! `manifest/privilege-assumption`

use std::collections::BTreeMap;

use crate::facts::{Requirement, RequirementKind, ScriptCommand, ScriptCommandKind, Stance};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rollback::runs_at_install;
use crate::rules::weight::{RELATED, Weight, Weights, count, listing, unread_scripts};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/privilege-assumption",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("privilege_assumption.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let weights = Weights::new(facts);
    let mut scripts: BTreeMap<&str, Vec<&ScriptCommand>> = BTreeMap::new();
    for command in &facts.script_commands {
        if command.kind == ScriptCommandKind::Privilege && weights.of(&command.site.path) >= Weight::Shipped {
            scripts.entry(&command.site.path).or_default().push(command);
        }
    }
    let claims = || {
        facts
            .requirements
            .iter()
            .filter(|r| r.kind == RequirementKind::Privilege && weights.of(&r.site.path) >= Weight::Reading)
    };
    let is_declared = claims().any(|claim| matches!(claim.stance, Stance::Required | Stance::Statement));
    if is_declared {
        return Outcome::Clean;
    }
    // What runs at install first, then the installer's other scripts, then the most used.
    let mut scripts: Vec<_> = scripts.into_iter().collect();
    scripts.sort_by_key(|(path, uses)| {
        let is_needed = runs_at_install(case, &weights, path);
        (std::cmp::Reverse((is_needed, weights.of(path), uses.len())), *path)
    });
    let denial = claims().find(|claim| claim.stance == Stance::NotRequired);
    let is_needed = scripts.first().is_some_and(|(path, _)| runs_at_install(case, &weights, path));
    match (finding(rule, &scripts, denial, is_needed), unread_scripts(facts)) {
        (Some(finding), _) => Outcome::of(vec![finding]),
        (None, Some(unread)) => Outcome::NotChecked(unread),
        (None, None) => Outcome::Clean,
    }
}

fn finding(
    rule: &Rule,
    scripts: &[(&str, Vec<&ScriptCommand>)],
    denial: Option<&Requirement>,
    is_needed: bool,
) -> Option<Finding> {
    let (_, uses) = scripts.first()?;
    let places = scripts.iter().map(|(_, uses)| uses.len()).fold(0, usize::saturating_add);
    let names = listing(scripts.iter().map(|(path, _)| *path));
    let who = format!("Scripts take root's rights in {} ({names})", count(places, "place", "places"));
    let message = match denial {
        Some(denial) => format!("{who}, although it is said that none are needed (“{}”).", denial.text),
        None => format!("{who}, but neither manifest nor README says that the installation needs them."),
    };
    // A program that merely can use sudo is not an installer that has to.
    let confidence = if is_needed { Confidence::High } else { Confidence::Low };
    let finding = Finding::new(rule, "root or sudo", message, uses.first()?.site.location())
        .confidence(confidence)
        .step("verify", "Check that the account that will install may use sudo without being asked, or run it as root.")
        .step("ask-vendor", "Ask the vendor for the list of commands that need root.");
    let finding = match denial {
        Some(denial) => finding.related("says that none are needed", denial.site.location()),
        None => finding,
    };
    let others = scripts.iter().skip(1).filter_map(|(_, uses)| uses.first()).take(RELATED);
    Some(others.fold(finding, |finding, command| finding.related("root's rights here too", command.site.location())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{FileFact, Purpose, Site};

    fn run(purpose: Purpose, stance: Option<Stance>) -> Outcome {
        let claim = |stance| Requirement {
            kind: RequirementKind::Privilege,
            stance,
            text: "root".into(),
            minutes: None,
            site: Site::line("README.md", 3, "as root"),
        };
        let command = |path: &str, line| ScriptCommand {
            kind: ScriptCommandKind::Privilege,
            site: Site::line(path, line, "sudo cp a b"),
        };
        let script = |path: &str| FileFact { path: path.into(), purpose, ..FileFact::default() };
        let facts = Facts {
            files: vec![script("a.sh"), script("b.sh")],
            requirements: stance.map(claim).into_iter().collect(),
            script_commands: vec![command("a.sh", 1), command("b.sh", 1), command("b.sh", 2)],
            ..Facts::default()
        };
        check(&RULE, &Case::new(&facts, &Context::default()))
    }

    #[test]
    fn undeclared_sudo_is_one_finding_at_the_script_that_uses_it_most() {
        let Outcome::Findings(found) = run(Purpose::InstallScript, None) else { panic!("no finding") };
        assert_eq!((found.len(), found[0].primary.path()), (1, "b.sh"));
        assert!(found[0].message.contains("3 places (`b.sh`, `a.sh`)"), "{}", found[0].message);
        assert_eq!(found[0].confidence, Confidence::High);
    }

    #[test]
    fn a_denial_is_quoted_and_a_declaration_is_clean() {
        let Outcome::Findings(found) = run(Purpose::InstallScript, Some(Stance::NotRequired)) else { panic!("none") };
        assert!(found[0].message.contains("although"));
        assert_eq!(run(Purpose::InstallScript, Some(Stance::Required)), Outcome::Clean);
        assert_eq!(run(Purpose::Documentation, None), Outcome::Clean);
    }
}

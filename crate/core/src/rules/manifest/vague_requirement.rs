//! `manifest/vague-requirement`

use std::collections::BTreeMap;

use crate::facts::{Requirement, RequirementKind, Stance};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::weight::{RELATED, Weight, Weights};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/vague-requirement",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("vague_requirement.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    if facts.requirements.is_empty() {
        return Outcome::NotApplicable("no manifest or README asks anything of the people who install it".into());
    }
    // One finding for each file and kind: the same advice in three places is one question to the vendor.
    let mut groups: BTreeMap<(&str, RequirementKind), Vec<&Requirement>> = BTreeMap::new();
    for requirement in facts.requirements.iter().filter(|requirement| requirement.stance == Stance::Advice) {
        groups.entry((&requirement.site.path, requirement.kind)).or_default().push(requirement);
    }
    let weights = Weights::new(facts);
    Outcome::of(groups.into_iter().filter_map(|(key, group)| finding(rule, key, &group, &weights)).collect())
}

fn finding(
    rule: &Rule,
    (path, kind): (&str, RequirementKind),
    group: &[&Requirement],
    weights: &Weights<'_>,
) -> Option<Finding> {
    let (first, others) = group.split_first()?;
    let (subject, question) = match kind {
        RequirementKind::Reboot => ("reboot", "whether and when the machine has to be restarted"),
        RequirementKind::Downtime => ("downtime", "how long the service will be away"),
        RequirementKind::Privilege => ("privileges", "which rights the installation needs"),
        RequirementKind::Other => ("requirement", "what exactly is required"),
    };
    let answer = match kind {
        RequirementKind::Privilege => "yes or no, and for which commands",
        _ => "yes or no, and a number",
    };
    let message = format!("“{}” is advice, not a requirement: it leaves open {question}.", first.text);
    let confidence = match (weights.of(path), kind) {
        (Weight::Aside, _) | (Weight::Reading, RequirementKind::Other) => Confidence::Low,
        (Weight::Reading | Weight::Shipped, _) => Confidence::Medium,
        (Weight::Own, _) => Confidence::High,
    };
    let finding = Finding::new(rule, subject, message, first.site.location())
        .confidence(confidence)
        .step("ask-vendor", format!("Ask the vendor {question}: {answer}."));
    Some(
        others
            .iter()
            .take(RELATED)
            .fold(finding, |finding, other| finding.related("says so too", other.site.location())),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::Site;

    fn requirement(kind: RequirementKind, stance: Stance, line: u32) -> Requirement {
        let site = Site::line("manifest.json", line, "\"reboot\": \"recommended\"");
        Requirement { kind, stance, text: "recommended".into(), minutes: None, site }
    }

    #[test]
    fn advice_of_one_kind_in_one_file_is_one_finding() {
        let requirements = vec![
            requirement(RequirementKind::Reboot, Stance::Advice, 1),
            requirement(RequirementKind::Reboot, Stance::Advice, 2),
            requirement(RequirementKind::Reboot, Stance::Required, 3),
            requirement(RequirementKind::Downtime, Stance::Advice, 4),
        ];
        let facts = Facts { requirements, ..Facts::default() };
        let Outcome::Findings(found) = check(&RULE, &Case::new(&facts, &Context::default())) else { panic!("no finding") };
        let subjects: Vec<_> = found.iter().map(|f| (f.subject.as_str(), f.related.len())).collect();
        assert_eq!(subjects, [("reboot", 1), ("downtime", 0)]);
    }

    #[test]
    fn rights_are_no_number() {
        let facts = Facts {
            requirements: vec![requirement(RequirementKind::Privilege, Stance::Advice, 1)],
            ..Facts::default()
        };
        let Outcome::Findings(found) = check(&RULE, &Case::new(&facts, &Context::default())) else { panic!("no finding") };
        assert!(!found[0].steps[0].text.contains("number"), "{:?}", found[0].steps);
    }

    #[test]
    fn firm_words_are_clean() {
        let requirements = vec![requirement(RequirementKind::Reboot, Stance::Required, 1)];
        let facts = Facts { requirements, ..Facts::default() };
        assert_eq!(check(&RULE, &Case::new(&facts, &Context::default())), Outcome::Clean);
    }
}

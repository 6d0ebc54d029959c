//! `manifest/duplicate-key`

use crate::facts::Manifest;
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::weight::{RELATED, Weight, Weights, listing};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/duplicate-key",
    severity: Severity::Low,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("duplicate_key.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    if facts.manifests.is_empty() {
        return Outcome::NotApplicable("the package has no manifest".into());
    }
    let weights = Weights::new(facts);
    Outcome::of(facts.manifests.iter().filter_map(|manifest| finding(rule, manifest, &weights)).collect())
}

fn finding(rule: &Rule, manifest: &Manifest, weights: &Weights<'_>) -> Option<Finding> {
    let (first, others) = manifest.duplicate_keys.split_first()?;
    let names = listing(manifest.duplicate_keys.iter().map(|key| key.value.as_str()));
    let message = format!(
        "`{}` gives {names} more than once; one reader takes the first value, another the last.",
        manifest.path
    );
    let confidence = if weights.of(&manifest.path) >= Weight::Shipped { Confidence::High } else { Confidence::Low };
    let finding = Finding::new(rule, &manifest.path, message, first.site.location())
        .confidence(confidence)
        .step("ask-vendor", "Ask the vendor which of the values is meant.");
    Some(
        others.iter().take(RELATED).fold(finding, |finding, key| finding.related("twice as well", key.site.location())),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{Site, Sited};

    #[test]
    fn all_duplicates_of_a_manifest_are_one_finding() {
        let key = |name: &str, line| Sited { value: name.to_owned(), site: Site::line("m.json", line, name) };
        let manifest = |duplicate_keys| Manifest { path: "m.json".into(), duplicate_keys, ..Manifest::default() };
        let facts =
            Facts { manifests: vec![manifest(vec![key("ch", 3), key("v", 7)]), manifest(vec![])], ..Facts::default() };
        let Outcome::Findings(found) = check(&RULE, &Case::new(&facts, &Context::default())) else { panic!("no finding") };
        assert_eq!((found.len(), found[0].related.len()), (1, 1));
        assert!(found[0].message.contains("gives `ch`, `v` more than once"));
    }
}

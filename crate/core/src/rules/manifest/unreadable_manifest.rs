//! `manifest/unreadable-manifest`

use crate::facts::{Manifest, ManifestState, Site};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::weight::{Weight, Weights};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "manifest/unreadable-manifest",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("unreadable_manifest.md"),
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
    let ManifestState::Unreadable { line, column, reason } = &manifest.state else { return None };
    let place = match (line, column) {
        (0, _) => String::new(),
        (line, 0) => format!(", line {line}"),
        (line, column) => format!(", line {line}, column {column}"),
    };
    let message = format!("`{}` ({}) cannot be read{place}: {reason}.", manifest.path, manifest.format);
    let site = Site { path: manifest.path.clone(), line: *line, excerpt: String::new() };
    let finding = Finding::new(rule, &manifest.path, message, site.location());
    let finding = match weights.of(&manifest.path) {
        Weight::Own => finding,
        Weight::Shipped => finding.severity(Severity::Medium),
        Weight::Reading | Weight::Aside => finding.severity(Severity::Medium).confidence(Confidence::Low),
    };
    Some(
        finding
            .step("ask-vendor", "Ask the vendor for a clean build: a manifest that no reader accepts was never tested.")
            .step(
                "verify",
                "Do not rely on what stands before the break; the installer may read less, or something else.",
            ),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;

    #[test]
    fn only_the_packages_own_manifest_is_a_high_finding() {
        let broken = |path: &str, describes_package| Manifest {
            path: path.into(),
            describes_package,
            state: ManifestState::Unreadable { line: 3, column: 7, reason: "a comma is missing".into() },
            ..Manifest::default()
        };
        let manifests = vec![broken("manifest.json", true), broken("plugins/a/package.json", false)];
        let facts = Facts { manifests, ..Facts::default() };
        let Outcome::Findings(found) = check(&RULE, &Case::new(&facts, &Context::default())) else { panic!("no finding") };
        assert_eq!(found.iter().map(|f| f.severity).collect::<Vec<_>>(), [Severity::High, Severity::Medium]);
        assert!(found[0].message.contains("line 3, column 7: a comma is missing."));
    }
}

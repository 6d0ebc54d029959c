//! `config/self-declared-deprecation`

mod schema;
mod spring;
mod uses;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::facts::{Deprecation, DeprecationSource, Facts, Location};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::weight::{RELATED, Weight, Weights, count, listing};
use crate::rules::{Case, Outcome, Rule, RuleScope};

use uses::{Use, Uses};

pub const RULE: Rule = Rule {
    id: "config/self-declared-deprecation",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("self_declared_deprecation.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    if facts.deprecations.is_empty() {
        return Outcome::NotApplicable("nothing in the package declares anything to be deprecated".into());
    }
    let weights = Weights::new(facts);
    let uses = Uses::new(facts, case.context, &weights);
    let mut findings = Vec::new();
    let mut unused: BTreeMap<&str, Vec<&Deprecation>> = BTreeMap::new();
    for deprecation in distinct(facts) {
        match uses.of(deprecation).as_slice() {
            [] => unused.entry(&deprecation.site.path).or_default().push(deprecation),
            [first, more @ ..] => findings.push(in_use(rule, deprecation, first, more)),
        }
    }
    let documents = unused.into_iter().filter(|(path, _)| weights.of(path) != Weight::Aside);
    findings.extend(documents.filter_map(|(path, declared)| of_interface(rule, path, &declared)));
    Outcome::of(findings)
}

/// Each thing that is deprecated once, however many documents say so; the one that says most against it. A schema speaks
/// for itself alone.
fn distinct(facts: &Facts) -> impl Iterator<Item = &Deprecation> {
    let mut known: BTreeMap<(DeprecationSource, &str, &str), &Deprecation> = BTreeMap::new();
    for deprecation in &facts.deprecations {
        let document = match deprecation.by {
            DeprecationSource::SpringMetadata | DeprecationSource::CustomResource => "",
            DeprecationSource::JsonSchema | DeprecationSource::OpenApi => &deprecation.site.path,
        };
        let said = |deprecation: &Deprecation| (deprecation.is_removed, !deprecation.replacement.is_empty());
        known
            .entry((deprecation.by, &deprecation.subject, document))
            .and_modify(|before| {
                if said(deprecation) > said(before) {
                    *before = deprecation;
                }
            })
            .or_insert(deprecation);
    }
    known.into_values()
}

fn in_use(rule: &Rule, deprecation: &Deprecation, first: &Use, more: &[Use]) -> Finding {
    let Deprecation { subject, is_removed, replacement, since, reason, site, .. } = deprecation;
    let since = if since.is_empty() { String::new() } else { format!(" since {since}") };
    let state = if *is_removed { "no longer supported" } else { "deprecated" };
    let reason = if reason.is_empty() { String::new() } else { format!(" ({})", reason.trim_end_matches('.')) };
    let follows = match (is_removed, replacement.as_str()) {
        (true, "") => "; it has no effect, or keeps the service from starting".to_owned(),
        (_, "") => String::new(),
        (_, replacement) => format!("; `{replacement}` takes its place"),
    };
    let message =
        format!("`{subject}` is used in `{}`, and `{}` declares it {state}{since}{reason}{follows}.", first.file, site.path);
    let mut finding = Finding::new(rule, subject, message, first.location.clone());
    if *is_removed {
        finding = finding.severity(Severity::High);
    }
    if first.is_probable {
        finding = finding.confidence(Confidence::Medium);
    }
    finding = finding.related("it is declared here", site.location());
    finding = more.iter().take(RELATED).fold(finding, |finding, one| finding.related("also used here", one.location.clone()));
    let step = match replacement.as_str() {
        "" => format!("Remove `{subject}`, or find out what takes its place."),
        replacement => format!("Use `{replacement}` in the place of `{subject}`."),
    };
    finding.step("edit", step)
}

/// What an interface gives up, for those who call it; nothing of documents that are about settings.
fn of_interface(rule: &Rule, path: &str, declared: &[&Deprecation]) -> Option<Finding> {
    let is_interface = |deprecation: &&&Deprecation| {
        matches!(deprecation.by, DeprecationSource::OpenApi | DeprecationSource::CustomResource)
    };
    let mut declared: Vec<&Deprecation> = declared.iter().filter(is_interface).copied().collect();
    declared.sort_by_key(|deprecation| (Reverse(deprecation.is_removed), deprecation.site.line));
    let first = declared.first()?;
    let (all, names) = (declared.len(), listing(declared.iter().map(|deprecation| deprecation.subject.as_str())));
    let things = count(all, "thing", "things");
    let message = format!("`{path}` declares {things} to be deprecated or no longer served: {names}.");
    let place = if all == 1 { first.site.location() } else { Location::Entry { path: path.to_owned() } };
    let finding = Finding::new(rule, path, message, place).severity(Severity::Info);
    Some(finding.step("verify", "Ask those who call the interface whether they still use this."))
}

#[cfg(test)]
mod tests;

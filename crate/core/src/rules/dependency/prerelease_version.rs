//! `dependency/prerelease-version`

use crate::facts::{Dependency, Interval, Manifest, VersionRange};
use crate::finding::{Finding, Phase, Severity};
use crate::needs::needed;
use crate::rules::{Case, Outcome, Rule, RuleScope};
use crate::version::{Dialect, compare, is_prerelease};
use std::cmp::Ordering;

pub const RULE: Rule = Rule {
    id: "dependency/prerelease-version",
    severity: Severity::Low,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("prerelease_version.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let needed = needed(facts);
    let own: Vec<&Manifest> = facts.manifests.iter().filter(|m| m.is_own() && m.version.is_some()).collect();
    if needed.is_empty() && own.is_empty() {
        return Outcome::NotApplicable("the package's own manifests give no version and name no dependencies".into());
    }
    let of_itself = own.iter().filter_map(|manifest| itself(rule, manifest));
    let of_others = needed.iter().filter_map(|needed| other(rule, needed.dependency));
    Outcome::of(of_itself.chain(of_others).collect())
}

fn itself(rule: &Rule, manifest: &Manifest) -> Option<Finding> {
    let version = manifest.version.as_ref()?;
    if !is_prerelease(Dialect::of(&manifest.ecosystem), &version.value) {
        return None;
    }
    let name = manifest.name.as_ref().map_or("the package", |name| &name.value);
    let message = format!("`{}` of `{name}` is a pre-release: its vendor does not call it finished.", version.value);
    Some(
        Finding::new(rule, name, message, version.site.location())
            .step("ask-vendor", format!("Ask the vendor for the release of `{name}`, or for a word that this is it.")),
    )
}

fn other(rule: &Rule, dependency: &Dependency) -> Option<Finding> {
    let range = dependency.range.as_ref()?;
    if !admits_only_prereleases(range) {
        return None;
    }
    let name = &dependency.name;
    let message =
        format!("`{}` of `{name}` admits nothing but a pre-release: its makers do not call it finished.", dependency.requirement);
    Some(
        Finding::new(rule, name, message, dependency.site.location())
            .step("ask-vendor", format!("Ask the vendor when this package will ask for a release of `{name}`.")),
    )
}

fn admits_only_prereleases(range: &VersionRange) -> bool {
    let dialect = Dialect::of(&range.dialect);
    !range.intervals.is_empty() && range.intervals.iter().all(|interval| is_below_release(dialect, interval))
}

/// Whether an interval begins at a pre-release and ends before the release that it leads to.
fn is_below_release(dialect: Dialect, interval: &Interval) -> bool {
    let (Some(lower), Some(upper)) = (&interval.lower, &interval.upper) else { return false };
    let release = release(&lower.version);
    is_prerelease(dialect, &lower.version)
        && match compare(dialect, &upper.version, release) {
            Ordering::Less => true,
            Ordering::Equal => !upper.inclusive,
            Ordering::Greater => false,
        }
}

/// `2.0.0-rc.1` → `2.0.0`.
fn release(version: &str) -> &str {
    let start = version.len().saturating_sub(version.trim_start_matches(['v', 'V']).len());
    let digits = version.get(start..).unwrap_or_default();
    let end = digits.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(digits.len());
    digits.get(..end).unwrap_or(digits).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::version::range;

    #[test]
    fn a_range_that_reaches_the_release_is_none_of_pre_releases() {
        for (dialect, requirement, wanted) in [
            (Dialect::Npm, "5.0.0-beta.2", true),
            (Dialect::Npm, "^5.0.0-beta.2", false),
            (Dialect::Npm, ">=2.0.0-rc.1 <2.0.0", true),
            (Dialect::Npm, ">=2.0.0-rc.1 <2.0.1", false),
            (Dialect::Npm, "5.0.0", false),
            (Dialect::Npm, ">=2.0.0-rc.1", false),
            (Dialect::Pypi, "==2.0rc1", true),
            (Dialect::Generic, "5.0-SNAPSHOT", true),
            (Dialect::Generic, "20261120.2", false),
            (Dialect::Generic, "*", false),
        ] {
            assert_eq!(admits_only_prereleases(&range(dialect, requirement).unwrap()), wanted, "{requirement}");
        }
    }
}

//! `dependency/bundled-duplicate`

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Package, PackageOrigin, Site};
use crate::finding::{Finding, Phase, Severity};
use crate::purl::purl;
use crate::rules::identity::same_version;
use crate::rules::weight::RELATED;
use crate::rules::{Case, Outcome, Rule, RuleScope};
use crate::version::{Dialect, compare};

pub const RULE: Rule = Rule {
    id: "dependency/bundled-duplicate",
    severity: Severity::Low,
    phase: Phase::After,
    scope: RuleScope::Package,
    document: include_str!("bundled_duplicate.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let own: BTreeSet<&Site> =
        facts.manifests.iter().filter(|m| m.is_own()).filter_map(|m| Some(&m.name.as_ref()?.site)).collect();
    let mut components: BTreeMap<(&str, String), Vec<&Package>> = BTreeMap::new();
    for package in facts.packages.iter().filter(|package| is_shipped(package) && !own.contains(&package.site)) {
        let key = (package.ecosystem.as_str(), purl(&package.ecosystem, &package.name, ""));
        components.entry(key).or_default().push(package);
    }
    if components.is_empty() {
        return Outcome::NotApplicable("no component with a version is known to be in the package".into());
    }
    Outcome::of(components.into_values().filter_map(|copies| finding(rule, copies)).collect())
}

/// Whether a package is one that comes along. A lockfile and a reference name what is fetched later.
fn is_shipped(package: &Package) -> bool {
    matches!(package.origin, PackageOrigin::Manifest | PackageOrigin::Listed) && !package.version.is_empty()
}

fn finding(rule: &Rule, mut copies: Vec<&Package>) -> Option<Finding> {
    let dialect = Dialect::of(&copies.first()?.ecosystem);
    copies.sort_by(|a, b| compare(dialect, &a.version, &b.version).then_with(|| a.site.cmp(&b.site)));
    copies.dedup_by(|next, before| same_version(&next.version, &before.version));
    let (oldest, newer) = copies.split_first().filter(|(_, newer)| !newer.is_empty())?;
    let name = &oldest.name;
    let shown: Vec<&str> = copies.iter().take(RELATED).map(|copy| copy.version.as_str()).collect();
    let more = if copies.len() > RELATED { ", …" } else { "" };
    let number = copies.len();
    let message = format!(
        "`{name}` is in the package in {number} versions ({}{more}): a fix to one of them leaves the others as they are.",
        shown.join(", ")
    );
    let finding = Finding::new(rule, name, message, oldest.site.location())
        .step("verify", format!("When `{name}` needs a fix, look at each of its copies."));
    Some(newer.iter().take(RELATED).fold(finding, |finding, copy| finding.related(&copy.version, copy.site.location())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;

    fn run(packages: &[(&str, &str, PackageOrigin)]) -> Vec<(String, usize)> {
        let packages = packages.iter().zip(1..).map(|(&(ecosystem, version, origin), line)| Package {
            name: "left-pad".into(),
            version: version.into(),
            ecosystem: ecosystem.into(),
            origin,
            site: Site::line("sbom.json", line, version),
            ..Package::default()
        });
        match check(&RULE, &Case::new(&Facts { packages: packages.collect(), ..Facts::default() }, &Context::default())) {
            Outcome::Findings(found) => found.into_iter().map(|f| (f.subject, f.related.len())).collect(),
            _ => vec![],
        }
    }

    #[test]
    fn copies_of_different_versions_are_counted_by_ecosystem() {
        use PackageOrigin::{Listed, Lockfile, Manifest};
        assert_eq!(run(&[("npm", "1.0.0", Manifest), ("npm", "1.1.0", Listed)]), [("left-pad".into(), 1)]);
        assert!(run(&[("npm", "1.0.0", Manifest), ("npm", "1.0.0", Listed)]).is_empty());
        assert!(run(&[("npm", "1.0.0", Manifest), ("pypi", "1.1.0", Manifest)]).is_empty());
        assert!(run(&[("npm", "1.0.0", Manifest), ("npm", "1.1.0", Lockfile)]).is_empty());
        assert!(run(&[("npm", "1.0.0", Manifest), ("npm", "", Manifest)]).is_empty());
    }
}

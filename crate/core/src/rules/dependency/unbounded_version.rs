//! `dependency/unbounded-version`

use std::collections::BTreeMap;

use super::lockfiles::{self, split};
use crate::facts::{Dependency, Scope};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::versions::{Needed, Width, needed, width};
use crate::rules::weight::{RELATED, count, listing};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "dependency/unbounded-version",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("unbounded_version.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let needed = needed(facts);
    if needed.is_empty() {
        return Outcome::NotApplicable("the package's own manifests name no dependencies".into());
    }
    let files = lockfiles::files(facts);
    let mut findings = Vec::new();
    let mut libraries: BTreeMap<&str, Vec<&Needed<'_>>> = BTreeMap::new();
    for needed in
        needed.iter().filter(|n| n.dependency.source.is_none() && width(n.dependency) == Some(Width::Unbounded))
    {
        if needed.is_vendors_own() {
            findings.push(single(rule, needed.dependency));
        } else if !is_custom(needed) && !lockfiles::is_locked(needed.manifest, &files) {
            libraries.entry(&needed.manifest.path).or_default().push(needed);
        }
    }
    findings.extend(libraries.values().filter_map(|group| together(rule, group)));
    Outcome::of(findings)
}

/// What an ecosystem's packages usually leave open, because the application above them or the distribution around them
/// decides: floors in Python, NuGet, Chocolatey and distributions, bundles that OSGi's framework wires together, the runtime (`engines`, `Requires-Python`), and peers.
fn is_custom(needed: &Needed<'_>) -> bool {
    let dependency = needed.dependency;
    let is_floor = !dependency.takes_any_version();
    let is_runtime = dependency.ecosystem != needed.manifest.ecosystem;
    match needed.manifest.ecosystem.as_str() {
        "pypi" | "deb" | "rpm" | "apk" | "alpm" => true,
        "nuget" | "chocolatey" if is_floor => true,
        "maven" if split(&needed.manifest.path).1.eq_ignore_ascii_case("MANIFEST.MF") => true,
        _ => is_runtime || dependency.scope == Scope::Peer,
    }
}

fn single(rule: &Rule, dependency: &Dependency) -> Finding {
    let what = if dependency.takes_any_version() {
        format!("Any version of `{}` will do ({})", dependency.name, as_written(&dependency.requirement))
    } else {
        format!("`{}` has no upper end ({})", dependency.name, as_written(&dependency.requirement))
    };
    let message = format!("{what}: a version that nobody has tested with this package counts as good.");
    Finding::new(rule, &dependency.name, message, dependency.site.location())
        .step(
            "ask-vendor",
            format!(
                "Ask the vendor which versions of {} this release was tested with, and compare them with what runs here.",
                dependency.name
            ),
        )
}

fn together(rule: &Rule, group: &[&Needed<'_>]) -> Option<Finding> {
    let (first, others) = group.split_first()?;
    let number = count(group.len(), "dependency has", "dependencies have");
    let names = listing(group.iter().map(|needed| needed.dependency.name.as_str()));
    let message = format!(
        "{number} no upper end in `{}`: {names}. An installation tomorrow may get other versions than one today.",
        first.manifest.path
    );
    let finding = Finding::new(rule, &first.manifest.path, message, first.dependency.site.location())
        .severity(Severity::Medium)
        .confidence(Confidence::Medium)
        .step("verify", "Install from a lockfile, or pin the versions that you have tested.");
    let places = others.iter().take(RELATED);
    Some(
        places
            .fold(finding, |finding, other| finding.related(&other.dependency.name, other.dependency.site.location())),
    )
}

fn as_written(requirement: &str) -> String {
    if requirement.trim().is_empty() { "nothing given".to_owned() } else { format!("`{requirement}`") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{Bound, FileFact, Interval, Manifest, Site, VersionRange};

    fn floor(name: &str, requirement: &str, ecosystem: &str, scope: Scope) -> Dependency {
        let lower = Some(Bound { version: "1".into(), inclusive: true });
        Dependency {
            name: name.into(),
            requirement: requirement.into(),
            range: Some(VersionRange { dialect: "generic".into(), intervals: vec![Interval { lower, upper: None }] }),
            ecosystem: ecosystem.into(),
            scope,
            site: Site::line("m", 1, name),
            ..Dependency::default()
        }
    }

    fn run(ecosystem: &str, describes_package: bool, dependencies: Vec<Dependency>) -> Vec<(String, Severity)> {
        let manifest =
            Manifest { path: "m".into(), ecosystem: ecosystem.into(), describes_package, ..Manifest::default() };
        judged(Facts { manifests: vec![manifest], dependencies, ..Facts::default() })
    }

    fn judged(facts: Facts) -> Vec<(String, Severity)> {
        match check(&RULE, &Case::new(&facts, &Context::default())) {
            Outcome::Findings(found) => found.into_iter().map(|f| (f.subject, f.severity)).collect(),
            _ => vec![],
        }
    }

    #[test]
    fn each_open_end_in_the_vendors_manifest_is_a_high_finding() {
        let dependencies = vec![
            floor("pg", ">=13", "generic", Scope::Runtime),
            floor("ssl", "*", "generic", Scope::Runtime),
            floor("lint", "*", "generic", Scope::Development),
        ];
        let found = run("generic", true, dependencies.clone());
        assert_eq!(found, [("pg".into(), Severity::High), ("ssl".into(), Severity::High)]);
        assert!(run("generic", false, dependencies).is_empty());
    }

    #[test]
    fn customs_of_an_ecosystem_are_no_finding() {
        assert!(run("pypi", true, vec![floor("idna", ">=2", "pypi", Scope::Runtime)]).is_empty());
        assert!(run("npm", true, vec![floor("node", ">=18", "generic", Scope::Runtime)]).is_empty());
        assert!(run("npm", true, vec![floor("react", ">=16", "npm", Scope::Peer)]).is_empty());
        let mut bundle = floor("slf4j.api", "", "maven", Scope::Runtime);
        bundle.site = Site::line("META-INF/MANIFEST.MF", 14, "Require-Bundle: slf4j.api");
        let manifest = Manifest {
            path: "META-INF/MANIFEST.MF".into(),
            ecosystem: "maven".into(),
            describes_package: true,
            ..Manifest::default()
        };
        let facts = Facts { manifests: vec![manifest], dependencies: vec![bundle], ..Facts::default() };
        assert!(judged(facts).is_empty());
        assert!(run("nuget", true, vec![floor("Json", "13.0.1", "nuget", Scope::Runtime)]).is_empty());
    }

    #[test]
    fn a_lockfile_pins_what_the_manifest_leaves_open() {
        let facts = |lockfile: &str| {
            let mut open = floor("a", "*", "npm", Scope::Runtime);
            open.site = Site::line("apps/web/package.json", 3, "a");
            let manifest = Manifest {
                path: "apps/web/package.json".into(),
                ecosystem: "npm".into(),
                describes_package: true,
                ..Manifest::default()
            };
            let file = FileFact { path: lockfile.into(), ..FileFact::default() };
            Facts { files: vec![file], manifests: vec![manifest], dependencies: vec![open], ..Facts::default() }
        };
        assert!(judged(facts("apps/web/package-lock.json")).is_empty());
        assert!(judged(facts("yarn.lock")).is_empty(), "of a workspace");
        assert_eq!(judged(facts("apps/api/package-lock.json")).len(), 1);
    }

    #[test]
    fn a_librarys_open_ends_are_one_medium_finding() {
        let dependencies = vec![floor("a", "*", "npm", Scope::Runtime), floor("b", ">=2", "npm", Scope::Runtime)];
        assert_eq!(run("npm", true, dependencies), [("m".into(), Severity::Medium)]);
    }
}

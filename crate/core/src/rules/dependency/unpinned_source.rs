//! `dependency/unpinned-source`

use crate::facts::{Dependency, DependencySource, SourceKind};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::paths::Paths;
use crate::rules::versions::needed;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "dependency/unpinned-source",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("unpinned_source.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let needed = needed(facts);
    if needed.is_empty() {
        return Outcome::NotApplicable("the package's own manifests name no dependencies".into());
    }
    let sources: Vec<(&Dependency, &DependencySource)> = needed
        .iter()
        .filter_map(|needed| Some((needed.dependency, needed.dependency.source.as_ref()?)))
        .filter(|(_, source)| !source.pinned)
        .collect();
    if sources.is_empty() {
        return Outcome::Clean;
    }
    let paths = Paths::new(facts);
    Outcome::of(sources.iter().filter_map(|(dependency, source)| finding(rule, dependency, source, &paths)).collect())
}

fn finding(rule: &Rule, dependency: &Dependency, source: &DependencySource, paths: &Paths) -> Option<Finding> {
    let (what, severity) = match source.kind {
        SourceKind::Git => ("a git branch or tag that can be moved", Severity::High),
        SourceKind::Url => ("an address without a digest", Severity::High),
        SourceKind::Path if is_shipped(&source.url, &dependency.site.path, paths) => return None,
        SourceKind::Path => ("a path that is not in the package", Severity::Medium),
    };
    let message = format!(
        "`{}` comes from {what} (`{}`): what gets installed can change without this package changing.",
        dependency.name, source.url
    );
    let finding = Finding::new(rule, &dependency.name, message, dependency.site.location())
        .severity(severity)
        .confidence(if source.kind == SourceKind::Path { Confidence::Medium } else { Confidence::High })
        .step("replace", format!("Pin {} to a commit or a digest, or install a copy that you keep.", dependency.name))
        .step("ask-vendor", format!("Ask the vendor for the exact revision of {} that was tested.", dependency.name));
    Some(finding)
}

/// Whether a path names something in the package, seen from the manifest's folder or from the top.
fn is_shipped(url: &str, manifest: &str, paths: &Paths) -> bool {
    let scheme = ["file:", "link:", "portal:"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let path = scheme.unwrap_or(url).trim_start_matches("//");
    let folder = manifest.rsplit_once('/').map_or("", |(folder, _)| folder);
    paths.contains(&format!("{folder}/{path}")) || paths.contains(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{FileFact, Manifest, Scope, Site};

    fn run(kind: SourceKind, url: &str, pinned: bool, scope: Scope) -> Option<Severity> {
        let dependency = Dependency {
            name: "kit".into(),
            requirement: url.into(),
            scope,
            source: Some(DependencySource { kind, url: url.into(), pinned }),
            site: Site::line("app/package.json", 1, url),
            ..Dependency::default()
        };
        let manifest = Manifest { path: "app/package.json".into(), describes_package: true, ..Manifest::default() };
        let facts = Facts {
            files: vec![FileFact { path: "app/vendor/kit/package.json".into(), ..FileFact::default() }],
            manifests: vec![manifest],
            dependencies: vec![dependency],
            ..Facts::default()
        };
        match check(&RULE, &Case::new(&facts, &Context::default())) {
            Outcome::Findings(found) => Some(found[0].severity),
            _ => None,
        }
    }

    #[test]
    fn what_can_change_behind_the_package_is_found() {
        let url = "git+https://git.example.com/kit.git#main";
        assert_eq!(run(SourceKind::Git, url, false, Scope::Runtime), Some(Severity::High));
        assert_eq!(run(SourceKind::Git, url, true, Scope::Runtime), None);
        assert_eq!(run(SourceKind::Git, url, false, Scope::Development), None);
    }

    #[test]
    fn a_path_into_the_package_is_shipped() {
        assert_eq!(run(SourceKind::Path, "file:./vendor/kit", false, Scope::Runtime), None);
        assert_eq!(run(SourceKind::Path, "file:../../kit", false, Scope::Runtime), Some(Severity::Medium));
    }
}

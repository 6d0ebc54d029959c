//! `dependency/missing-lockfile`

use std::collections::{BTreeMap, BTreeSet};

use super::lockfiles::{self, join, split};
use crate::facts::Manifest;
use crate::finding::{Finding, Phase, Severity};
use crate::needs::{Needed, needed};
use crate::rules::weight::count;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "dependency/missing-lockfile",
    severity: Severity::Low,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("missing_lockfile.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let files = lockfiles::files(facts);
    let mut fetching: BTreeMap<&str, Vec<Needed<'_>>> = BTreeMap::new();
    for needed in needed(facts) {
        let manifest = needed.manifest;
        let is_from_registry = needed.dependency.source.is_none() && needed.dependency.ecosystem == manifest.ecosystem;
        if is_from_registry && is_application(manifest, &files) && !is_bundled(manifest, &files) {
            fetching.entry(&manifest.path).or_default().push(needed);
        }
    }
    if fetching.is_empty() {
        return Outcome::NotApplicable("no application in the package fetches libraries when it is installed".into());
    }
    let lacking = fetching.values().filter(|group| group.first().is_some_and(|needed| !lockfiles::is_locked(needed.manifest, &files)));
    Outcome::of(lacking.filter_map(|group| finding(rule, group)).collect())
}

/// Whether a manifest is one of an application. A library's lockfile serves its makers alone: whoever uses the library
/// resolves anew. Where a manifest can be either and does not say which (`pyproject.toml`, a project of NuGet, a
/// `go.mod`), nothing is claimed.
fn is_application(manifest: &Manifest, files: &BTreeSet<&str>) -> bool {
    let (folder, name) = split(&manifest.path);
    let has = |start: &str| any_below(files, folder, start);
    match name {
        // What has no name or no version cannot be published.
        "package.json" if manifest.ecosystem == "npm" => {
            manifest.is_application || manifest.name.is_none() || manifest.version.is_none()
        }
        "composer.json" => manifest.is_application || manifest.name.is_none(),
        "Cargo.toml" => manifest.is_application || has("src/main.rs") || has("src/bin/"),
        "Gemfile" | "gems.rb" => !has_gemspec(files, folder),
        "Pipfile" => true,
        _ => false,
    }
}

/// Whether the libraries lie beside the manifest, so that nothing is fetched.
fn is_bundled(manifest: &Manifest, files: &BTreeSet<&str>) -> bool {
    let folder = split(&manifest.path).0;
    ["node_modules/", "vendor/", ".yarn/cache/"].iter().any(|place| any_below(files, folder, place))
}

fn any_below(files: &BTreeSet<&str>, folder: &str, start: &str) -> bool {
    let start = join(folder, start);
    files.range(start.as_str()..).next().is_some_and(|path| path.starts_with(&start))
}

fn has_gemspec(files: &BTreeSet<&str>, folder: &str) -> bool {
    let below = join(folder, "");
    let in_folder = files.range(below.as_str()..).take_while(|path| path.starts_with(&below));
    in_folder.filter(|path| split(path).0 == folder).any(|path| path.ends_with(".gemspec"))
}

fn finding(rule: &Rule, group: &[Needed<'_>]) -> Option<Finding> {
    let first = group.first()?;
    let path = &first.manifest.path;
    let lockfile = lockfiles::names(split(path).1).first()?;
    let message = format!(
        "`{path}` fetches {} when it is installed, and no lockfile (`{lockfile}`) says which versions: an installation \
         tomorrow may differ from one today.",
        count(group.len(), "library", "libraries")
    );
    Some(
        Finding::new(rule, path, message, first.dependency.site.location())
            .step("ask-vendor", "Ask the vendor for the lockfile of this release.")
            .step("verify", "Install it once in a test environment, and keep the lockfile that comes out for production."),
    )
}

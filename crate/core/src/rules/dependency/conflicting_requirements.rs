//! `dependency/conflicting-requirements`

use crate::facts::{Dependency, Scope, VersionRange};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::needs::{Group, groups};
use crate::rules::weight::RELATED;
use crate::rules::{Case, Outcome, Rule, RuleScope};
use crate::version::intersect;

pub const RULE: Rule = Rule {
    id: "dependency/conflicting-requirements",
    severity: Severity::Blocker,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("conflicting_requirements.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let shared: Vec<Vec<Voice<'_>>> = groups(facts).iter().map(voices).filter(|voices| voices.len() > 1).collect();
    if shared.is_empty() {
        return Outcome::NotApplicable("no two of the package's own manifests ask for the same thing".into());
    }
    Outcome::of(shared.iter().filter_map(|voices| finding(rule, voices)).collect())
}

/// What one manifest asks of a thing; several requirements in it are alternatives (`; python_version < "3.8"`).
struct Voice<'a> {
    dependency: &'a Dependency,
    ranges: Vec<&'a VersionRange>,
}

/// The manifests that ask for a thing and do not take any version of it, by their paths.
fn voices<'a>(group: &Group<'a>) -> Vec<Voice<'a>> {
    let mut asked: Vec<&'a Dependency> = group.asked.iter().map(|needed| needed.dependency).collect();
    asked.retain(|dependency| shares_one_copy(dependency));
    asked.sort_by(|a, b| a.site.path.cmp(&b.site.path));
    let same_manifest = asked.chunk_by(|a, b| a.site.path == b.site.path);
    same_manifest
        .filter_map(|asked| {
            let range = |asked: &&'a Dependency| asked.range.as_ref().filter(|_| !asked.takes_any_version());
            let ranges = asked.iter().map(range).collect::<Option<_>>()?;
            Some(Voice { dependency: asked.first()?, ranges })
        })
        .collect()
}

/// Whether there can be only one version of it. npm and Cargo put several beside each other.
fn shares_one_copy(dependency: &Dependency) -> bool {
    !matches!(dependency.ecosystem.as_str(), "npm" | "cargo") || dependency.scope == Scope::Peer
}

/// Most combinations of alternatives that are followed; beyond, nothing is claimed.
const MOST_COMBINATIONS: usize = 64;

/// Narrows what is possible manifest by manifest; the one that leaves nothing contradicts those before it.
fn finding(rule: &Rule, voices: &[Voice<'_>]) -> Option<Finding> {
    let mut possible: Vec<VersionRange> = voices.first()?.ranges.iter().map(|&range| range.clone()).collect();
    for (at, voice) in voices.iter().enumerate().skip(1) {
        possible = both(possible.iter(), &voice.ranges)?;
        if possible.is_empty() {
            return Some(conflict(rule, voices.get(..at)?, voice));
        }
    }
    None
}

/// What lies in a range of either side; `None` where the sides cannot be put into one order, or there is too much.
fn both<'r>(one: impl Iterator<Item = &'r VersionRange>, two: &[&VersionRange]) -> Option<Vec<VersionRange>> {
    let mut common = Vec::new();
    for a in one {
        for b in two {
            if a.dialect != b.dialect || common.len() >= MOST_COMBINATIONS {
                return None;
            }
            common.push(intersect(a, b));
        }
    }
    common.retain(|range| !range.intervals.is_empty());
    Some(common)
}

fn conflict(rule: &Rule, before: &[Voice<'_>], last: &Voice<'_>) -> Finding {
    // The one that it cannot go with by itself; where only all of them together leave nothing, the one before it.
    let contradicts =
        |voice: &&Voice<'_>| both(voice.ranges.iter().copied(), &last.ranges).is_some_and(|common| common.is_empty());
    let other = before.iter().find(contradicts).or(before.last()).unwrap_or(last);
    let (one, two) = (other.dependency, last.dependency);
    let message = format!(
        "`{}` must be `{}` for `{}` and `{}` for `{}`: no version is both.",
        one.name, one.requirement, one.site.path, two.requirement, two.site.path
    );
    let finding = Finding::new(rule, &one.name, message, one.site.location())
        .confidence(if folder(&one.site.path) == folder(&two.site.path) { Confidence::High } else { Confidence::Medium })
        .step("ask-vendor", format!("Ask the vendor which version of `{}` this release needs.", one.name));
    let others = std::iter::once(two).chain(before.iter().map(|voice| voice.dependency));
    others.filter(|asks| asks.site != one.site).take(RELATED).fold(finding, |finding, asks| {
        finding.related(format!("asks for `{}`", asks.requirement), asks.site.location())
    })
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::facts::Facts;
    use crate::facts::{Manifest, Site};
    use crate::version::{Dialect, range};

    fn run(ecosystem: &str, asked: &[(&str, &str)]) -> Option<String> {
        let dependencies: Vec<Dependency> = asked
            .iter()
            .map(|(path, requirement)| Dependency {
                name: "pg".into(),
                requirement: (*requirement).into(),
                range: range(Dialect::of(ecosystem), requirement),
                ecosystem: ecosystem.into(),
                site: Site::line(path, 1, requirement),
                ..Dependency::default()
            })
            .collect();
        let manifest = |path: &str| Manifest { path: path.into(), describes_package: true, ..Manifest::default() };
        let manifests = asked.iter().map(|(path, _)| manifest(path)).collect();
        match check(&RULE, &Case::new(&Facts { manifests, dependencies, ..Facts::default() }, &Context::default())) {
            Outcome::Findings(found) => found.into_iter().next().map(|finding| finding.message),
            _ => None,
        }
    }

    #[test]
    fn ranges_that_share_nothing_are_found() {
        let found = run("generic", &[("a.json", ">=14"), ("b.yaml", "<13")]);
        assert_eq!(found.as_deref(), Some("`pg` must be `>=14` for `a.json` and `<13` for `b.yaml`: no version is both."));
        assert_eq!(run("generic", &[("a.json", ">=12"), ("b.yaml", "<13")]), None);
        assert_eq!(run("generic", &[("a.json", "*"), ("b.yaml", "<13")]), None);
    }

    #[test]
    fn only_all_three_together_leave_nothing() {
        assert!(run("generic", &[("a", "!=13"), ("b", ">=13"), ("c", "<=13")]).is_some());
    }

    #[test]
    fn alternatives_in_one_manifest_and_copies_side_by_side_do_not_contradict() {
        assert_eq!(run("pypi", &[("METADATA", "<5"), ("METADATA", ">=5")]), None);
        let either = [("METADATA", "<5"), ("METADATA", ">=5"), ("pyproject.toml", "<5"), ("pyproject.toml", ">=5")];
        assert_eq!(run("pypi", &either), None);
        assert_eq!(run("npm", &[("package.json", "^3.0.0"), ("app/package.json", "^4.0.0")]), None);
    }
}

//! What the package contains and asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::{DISTRIBUTED, Look, footnote, sentence};
use crate::facts::{Dependency, Facts, Package, PackageOrigin, Purpose, Scope, VersionRange};
use crate::finding::{Confidence, Finding, Severity};
use crate::needs::is_distribution;
use crate::packs::Support;
use crate::rules::standing::{Standing, standing};
use crate::rules::versions::needed;
use crate::rules::weight::{RELATED, count};
use crate::version::{Dialect, contains, upstream};

/// Components in the package, and those that its lockfiles and references bring in.
pub(super) fn contents(look: &mut Look<'_>, facts: &Facts) {
    let aside: BTreeSet<&str> = facts
        .files
        .iter()
        .filter(|file| matches!(file.purpose, Purpose::Sample | Purpose::Test))
        .map(|file| file.path.as_str())
        .collect();
    let mut lines: BTreeMap<(String, String), (Support, Vec<&Package>)> = BTreeMap::new();
    for package in &facts.packages {
        let is_left_out = aside.contains(package.site.path.as_str()) || is_for_makers(package);
        if package.version.is_empty() || is_left_out {
            continue;
        }
        let version = upstream(Dialect::of(&package.ecosystem), &package.version);
        let Some(support) = look.context.packs.support(&package.ecosystem, &package.name, &version) else { continue };
        let line = (support.product.clone(), support.line.clone());
        lines.entry(line).or_insert_with(|| (support, Vec::new())).1.push(package);
    }
    let own: BTreeSet<&str> = facts.manifests.iter().filter(|m| m.is_own()).map(|m| m.path.as_str()).collect();
    for (support, packages) in lines.values() {
        let standing = look.standing(support);
        if let Some(found) = contained(look, (support, standing), packages, &own) {
            look.contained.insert(support.product.clone());
            look.findings.push(found);
        }
    }
}

/// Whether it is only pinned to build or to test with.
fn is_for_makers(package: &Package) -> bool {
    package.origin == PackageOrigin::Lockfile
        && matches!(package.scope, Scope::Build | Scope::Development | Scope::Test)
}

fn contained(
    look: &Look<'_>,
    (support, standing): (&Support, Standing),
    packages: &[&Package],
    own: &BTreeSet<&str>,
) -> Option<Finding> {
    let (first, others) = packages.split_first()?;
    let how = match first.origin {
        PackageOrigin::Manifest if own.contains(first.site.path.as_str()) => "The package is",
        PackageOrigin::Manifest | PackageOrigin::Listed => "The package contains",
        PackageOrigin::Lockfile => "A lockfile of the package brings in",
        PackageOrigin::Reference => "The package fetches",
    };
    let more = match others.len() {
        0 => String::new(),
        number => format!(" and {}", count(number, "more place", "more places")),
    };
    let (most, confidence, remark) = if is_distribution(&first.ecosystem) {
        (Severity::Low, Confidence::Low, DISTRIBUTED)
    } else {
        (Severity::Blocker, Confidence::High, "")
    };
    let message = format!(
        "{how} `{}` {} (`{}`{more}); {}.{remark} {}",
        first.name,
        first.version,
        first.site.path,
        sentence(&support.product, support, standing),
        footnote(support)
    );
    let subject = format!("{} {}", support.product, support.line);
    let finding = Finding::new(look.rule, subject, message, first.site.location())
        .severity(standing.severity()?.min(most))
        .confidence(confidence)
        .apart_by(&support.line)
        .step("ask-vendor", format!("Ask the vendor for a package with a {} that is looked after.", support.product));
    let places = others.iter().take(RELATED);
    Some(places.fold(finding, |finding, other| finding.related(&other.version, other.site.location())))
}

/// Requirements that only versions without support satisfy.
pub(super) fn requirements(look: &mut Look<'_>, facts: &Facts) {
    // A distribution's package asks for the distribution's own builds, which are mended under old numbers.
    for needed in needed(facts).into_iter().filter(|needed| !is_distribution(&needed.dependency.ecosystem)) {
        let dependency = needed.dependency;
        let Some(range) = dependency.range.as_ref().filter(|range| !range.is_unbounded_above()) else { continue };
        let lines = look.context.packs.support_lines(&dependency.ecosystem, &dependency.name);
        let admitted: Vec<&Support> = lines.iter().filter(|support| admits(range, support)).collect();
        // The list has the newest line first.
        let Some(newest) = admitted.first() else { continue };
        let best = look.standing(newest);
        let are_over = admitted.iter().all(|support| standing(support, look.now) == Standing::Ended);
        if are_over && !look.contained.contains(&newest.product) {
            look.findings.push(asked_for(look, dependency, newest, best));
        }
    }
}

/// Whether a range admits something of a line: its newest version, or the line itself.
fn admits(range: &VersionRange, support: &Support) -> bool {
    contains(range, &support.line) || (!support.latest.is_empty() && contains(range, &support.latest))
}

fn asked_for(look: &Look<'_>, dependency: &Dependency, newest: &Support, standing: Standing) -> Finding {
    let name = &dependency.name;
    let message = format!(
        "Nothing that `{}` of `{name}` admits is looked after: even {}. {}",
        dependency.requirement,
        sentence(name, newest, standing),
        footnote(newest)
    );
    Finding::new(look.rule, name, message, dependency.site.location())
        .confidence(Confidence::Medium)
        .step("ask-vendor", format!("Ask the vendor for a release that works with a supported {name}."))
}

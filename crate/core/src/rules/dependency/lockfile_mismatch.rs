//! `dependency/lockfile-mismatch`

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::lockfiles::{self, Lockfile};
use crate::facts::{Dependency, Location, Manifest, Scope};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::needs::{admits, asking};
use crate::rules::weight::RELATED;
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "dependency/lockfile-mismatch",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("lockfile_mismatch.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let lockfiles = lockfiles::read(facts);
    let pairs: Vec<(&Manifest, &Lockfile<'_>)> =
        asking(facts).into_values().flat_map(|manifest| beside(manifest, &lockfiles)).collect();
    if pairs.is_empty() {
        return Outcome::NotApplicable("none of the package's own manifests has a lockfile beside it".into());
    }
    let mut asked: HashMap<&str, Vec<&Dependency>> = HashMap::new();
    for dependency in &facts.dependencies {
        asked.entry(&dependency.site.path).or_default().push(dependency);
    }
    let findings = pairs.iter().filter_map(|(manifest, lockfile)| {
        let asked = asked.get(manifest.path.as_str()).map_or(&[][..], Vec::as_slice);
        let asked = asked.iter().copied().filter(|dependency| dependency.ecosystem == manifest.ecosystem);
        finding(rule, manifest, lockfile, &misfits(asked, lockfile))
    });
    Outcome::of(findings.collect())
}

/// The lockfiles of a manifest in its own folder.
fn beside<'l, 'a>(
    manifest: &'a Manifest,
    lockfiles: &'l BTreeMap<&str, Lockfile<'a>>,
) -> impl Iterator<Item = (&'a Manifest, &'l Lockfile<'a>)> {
    let (folder, name) = lockfiles::split(&manifest.path);
    let named = move |name: &&str| lockfiles.get(lockfiles::join(folder, name).as_str());
    lockfiles::names(name).iter().filter_map(move |name| Some((manifest, named(name)?)))
}

/// A requirement that its lockfile does not satisfy.
struct Misfit<'a> {
    asked: &'a Dependency,
    /// What is pinned instead; nothing where the name is absent.
    pinned: Vec<&'a str>,
    place: Option<Location>,
}

/// What does not fit. Of several requirements of one thing, which are for different circumstances, one that fits is enough.
fn misfits<'a>(asked: impl Iterator<Item = &'a Dependency>, lockfile: &Lockfile<'a>) -> Vec<Misfit<'a>> {
    let mut fitting: BTreeSet<&str> = BTreeSet::new();
    let mut misfits = Vec::new();
    for asked in asked {
        match misfit(asked, lockfile) {
            Some(misfit) => misfits.push(misfit),
            None => {
                fitting.insert(&asked.name);
            }
        }
    }
    misfits.retain(|misfit| !fitting.contains(misfit.asked.name.as_str()));
    misfits
}

fn misfit<'a>(asked: &'a Dependency, lockfile: &Lockfile<'a>) -> Option<Misfit<'a>> {
    // What comes from elsewhere, from a workspace or under another name is pinned in ways of its own.
    if asked.source.is_some() || asked.requirement.contains(':') {
        return None;
    }
    let pins = lockfile.pins(&asked.ecosystem, &asked.name);
    let Some(first) = pins.first() else {
        let is_absent = asked.scope == Scope::Runtime && lockfile.is_whole;
        return is_absent.then_some(Misfit { asked, pinned: Vec::new(), place: None });
    };
    let fits = pins.iter().any(|pin| admits(asked, false, &pin.version) != Some(false));
    (!fits).then(|| Misfit {
        asked,
        pinned: pins.iter().map(|pin| pin.version.as_str()).collect(),
        place: Some(first.site.location()),
    })
}

fn finding(rule: &Rule, manifest: &Manifest, lockfile: &Lockfile<'_>, misfits: &[Misfit<'_>]) -> Option<Finding> {
    const NAMED: usize = 5;
    let first = misfits.first()?;
    let mut told: Vec<String> = misfits.iter().take(NAMED).map(Misfit::words).collect();
    if let Some(more) = misfits.len().checked_sub(NAMED).filter(|&more| more > 0) {
        told.push(format!("and {more} more"));
    }
    let (name, path) = (lockfiles::split(lockfile.path).1, &manifest.path);
    let message = format!("`{name}` does not fit `{path}`: {}.", told.join(", "));
    // A tool that locks for one platform alone may leave a name out.
    let is_sure = misfits.iter().any(|misfit| !misfit.pinned.is_empty());
    let mut finding = Finding::new(rule, lockfile.path, message, first.asked.site.location())
        .confidence(if is_sure { Confidence::High } else { Confidence::Medium })
        .step("ask-vendor", format!("Ask the vendor for the `{name}` that this release was tested with."))
        .step("verify", "Install it in a test environment with the package manager's strict mode (`npm ci`, `--locked`, `--frozen`).");
    for misfit in misfits.iter().take(RELATED) {
        let asked = misfit.asked;
        if asked.site != first.asked.site {
            finding =
                finding.related(format!("asks for {} `{}`", asked.name, asked.requirement), asked.site.location());
        }
        if let Some(place) = &misfit.place {
            finding = finding.related(format!("pins {} {}", asked.name, misfit.pinned.join(", ")), place.clone());
        }
    }
    Some(finding)
}

impl Misfit<'_> {
    fn words(&self) -> String {
        let Dependency { name, requirement, .. } = self.asked;
        match self.pinned.as_slice() {
            [] => format!("`{name}` is not in it"),
            pinned => format!("`{name}` must be `{requirement}` and is pinned to {}", pinned.join(", ")),
        }
    }
}

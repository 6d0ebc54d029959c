//! What the facts of a case name, against what its suite wants.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};

use dropscope_core::facts::{Facts, PackageOrigin, Scope};
use dropscope_core::purl::{self, Purl};
use serde::Deserialize;

use crate::score::Score;

/// A package that a suite wants.
#[derive(Debug, Deserialize)]
pub struct Want {
    name: String,
    version: String,
    purl: Option<String>,
}

impl Want {
    /// By its package URL where the suite gives one of Maven's: some suites give only the artifact beside it.
    fn comparable(&self) -> (String, String) {
        let purl = self.purl.as_deref().and_then(|text| purl::parse(text).ok());
        match purl.as_ref().filter(|purl| purl.kind == "maven") {
            Some(purl) => (plain_name(&format!("{}:{}", purl.namespace, purl.name)), plain_version(&self.version)),
            None => (plain_name(&self.name), plain_version(&self.version)),
        }
    }

    fn kind(&self) -> Option<String> {
        purl::parse(self.purl.as_deref()?).ok().map(|purl| purl.kind)
    }
}

/// A package as it is compared: without what ecosystems write differently.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    version: String,
    /// Its name, and the other names under which suites have it.
    names: Vec<String>,
    ecosystem: String,
}

impl Known {
    fn new((name, version): (&str, &str), ecosystem: &str, purl: &str, folder: &str) -> Self {
        let names = [name.to_owned()].into_iter().chain(other_name(name, ecosystem, purl, folder));
        let names = names.map(|name| plain_name(&name)).collect();
        Self { version: plain_version(version), names, ecosystem: ecosystem.to_owned() }
    }

    fn is(&self, (name, version): &(String, String)) -> bool {
        self.version == *version && self.names.contains(name)
    }
}

/// Where a suite has another name for a package of an ecosystem.
fn other_name(name: &str, ecosystem: &str, purl: &str, folder: &str) -> Option<String> {
    let parsed = || purl::parse(purl).ok();
    match ecosystem {
        // osv-scalibr keeps a package URL's name without its namespace.
        _ if folder == "osv-scalibr sbom/spdx" => parsed().map(|purl| purl.name),
        // trivy has the repository, others the identity.
        "swift" => parsed().map(|Purl { namespace, name, .. }| format!("{namespace}/{name}")),
        // JSR has no type of package URL, and osv-scalibr writes its scopes without the sign.
        "generic" => name.strip_prefix('@').map(str::to_owned),
        _ => None,
    }
}

/// In any letter case, and with `-` for the signs that PyPI and others take for the same.
fn plain_name(name: &str) -> String {
    name.to_lowercase().replace(['_', '.'], "-")
}

/// Without the sign of equality and the `v` before a number.
fn plain_version(version: &str) -> String {
    version.trim_start_matches(['v', '=', ' ']).to_lowercase()
}

/// What the facts of a case name with a version.
#[derive(Default)]
pub struct Named {
    /// In lockfiles, lists and references.
    listed: BTreeSet<Known>,
    /// Asked for in exactly one version, to run.
    asked: BTreeSet<Known>,
    /// What suites may want or leave out: what a manifest is itself; what is needed only to develop, to build, to test or
    /// by choice; a requirement by its words or by its lower end.
    tolerated: BTreeSet<Known>,
}

impl Named {
    pub fn of(facts: &Facts, folder: &str) -> Self {
        let mut named = Self::default();
        for package in &facts.packages {
            let is_listed = package.origin != PackageOrigin::Manifest && package.scope == Scope::Runtime;
            let set = if is_listed { &mut named.listed } else { &mut named.tolerated };
            let written = (package.name.as_str(), package.version.as_str());
            set.insert(Known::new(written, &package.ecosystem, &package.purl, folder));
        }
        for dependency in &facts.dependencies {
            let known = |version: &str| {
                Known::new((&dependency.name, version), &dependency.ecosystem, &dependency.purl, folder)
            };
            let interval = dependency.range.as_ref().and_then(|range| range.intervals.first());
            let lower = interval.and_then(|interval| interval.lower.as_ref()).map(|bound| bound.version.as_str());
            let is_exact = dependency.range.as_ref().is_some_and(|range| range.is_exact());
            let is_asked = is_exact && dependency.scope == Scope::Runtime;
            let set = if is_asked { &mut named.asked } else { &mut named.tolerated };
            set.extend(lower.map(known));
            named.tolerated.insert(known(&dependency.requirement));
        }
        named
    }

    /// Against what a suite wants. What is asked for is beyond only where the suite lists what this file asks for.
    pub fn compare<'c>(&'c self, wanted: &'c [Want]) -> Outcome<'c> {
        let wanted: BTreeMap<_, _> = wanted.iter().map(|want| (want.comparable(), want)).collect();
        let mut outcome = Outcome::default();
        for (comparable, want) in wanted.iter() {
            match [&self.listed, &self.asked, &self.tolerated].into_iter().flatten().find(|known| known.is(comparable))
            {
                Some(known) => outcome.found.push(known),
                None => outcome.missing.push(want),
            }
        }
        let is_wanted =
            |known: &&Known| known.names.iter().any(|name| wanted.contains_key(&(name.clone(), known.version.clone())));
        let lists_asked = self.asked.iter().any(|known| is_wanted(&known));
        let asked = self.asked.iter().filter(|_| lists_asked);
        // Twice the same name and version is one package, whatever it is called besides.
        let beyond = self.listed.iter().chain(asked).filter(|known| !is_wanted(known));
        let beyond: BTreeMap<_, _> = beyond.map(|known| ((known.names.first(), &known.version), known)).collect();
        outcome.beyond = beyond.into_values().collect();
        outcome
    }
}

/// What came of a case.
#[derive(Debug, Default)]
pub struct Outcome<'c> {
    found: Vec<&'c Known>,
    missing: Vec<&'c Want>,
    beyond: Vec<&'c Known>,
}

impl Outcome<'_> {
    pub fn score(&self) -> Score {
        let wanted = self.found.len() + self.missing.len();
        Score { cases: 1, wanted, found: self.found.len(), beyond: self.beyond.len() }
    }

    /// By the type of a package URL. What is missing is of the type that its suite says, or of the one that the case has.
    pub fn by_ecosystem(&self) -> BTreeMap<String, Score> {
        let mut scores: BTreeMap<String, Score> = BTreeMap::new();
        let of_case = self.found.iter().chain(&self.beyond).next().map_or("nothing found", |known| &known.ecosystem);
        for known in &self.found {
            let score = scores.entry(known.ecosystem.clone()).or_default();
            (score.wanted, score.found) = (score.wanted + 1, score.found + 1);
        }
        for want in &self.missing {
            scores.entry(want.kind().unwrap_or_else(|| of_case.to_owned())).or_default().wanted += 1;
        }
        for known in &self.beyond {
            scores.entry(known.ecosystem.clone()).or_default().beyond += 1;
        }
        scores.values_mut().for_each(|score| score.cases = 1);
        scores
    }
}

impl Display for Outcome<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for want in &self.missing {
            writeln!(out, "  missing {} {}", want.name, want.version)?;
        }
        for known in &self.beyond {
            writeln!(out, "  beyond {} {} {}", known.ecosystem, known.names.join(" or "), known.version)?;
        }
        Ok(())
    }
}

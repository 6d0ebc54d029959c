//! Other projects' examples of manifests and lockfiles: the packages that their own tests want are found.
//!
//! Skips where `../shared/conformance/packages` is missing. `PACKAGES=npm cargo test -p dropscope-tests --test
//! package_conformance -- --nocapture` prints what is missing and what is too much in every case whose folder or name
//! holds the word.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

#[path = "parsers/kit.rs"]
#[allow(dead_code)]
mod kit;
#[path = "package_conformance/names.rs"]
mod names;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use dropscope_core::facts::{Facts, PackageOrigin, Scope};
use dropscope_core::limits::Limits;
use dropscope_tests::cases;
use flate2::read::GzDecoder;
use serde::Deserialize;

/// What every suite of packages calls a case.
#[derive(Debug, Deserialize)]
struct Case {
    suite: String,
    dir: String,
    case: String,
    input: Vec<(String, String)>,
    want: Vec<Want>,
    check: serde_json::Value,
}

#[derive(Debug, Deserialize)]
struct Want {
    name: String,
    version: String,
    purl: Option<String>,
}

/// A package as it is compared: name and version without what ecosystems write differently.
type Found = BTreeSet<(String, String)>;

/// Contents by the digest that the cases name them by.
type Inputs = BTreeMap<String, Vec<u8>>;

/// Packages wanted, found of those, and found beyond them.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    cases: usize,
    wanted: usize,
    found: usize,
    beyond: usize,
}

#[test]
fn packages_are_found_with_name_and_version() {
    let Some((cases, inputs)) = conformance() else { return };
    let words = std::env::var("PACKAGES").ok();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut total = Score::default();
    for case in cases.iter().filter(|case| case.check.as_f64() == Some(1.0)) {
        let named = named(&facts(case, &inputs));
        let wanted: Found = case.want.iter().map(Want::comparable).collect();
        let missing: Vec<_> = wanted.iter().filter(|want| !named.has(want)).collect();
        let beyond = named.beyond(&wanted);
        let folder = format!("{} {}", case.suite, short(&case.dir));
        for score in [scores.entry(folder.clone()).or_default(), &mut total] {
            score.cases += 1;
            score.wanted += wanted.len();
            score.found += wanted.len() - missing.len();
            score.beyond += beyond.len();
        }
        let is_asked = words.as_ref().is_some_and(|word| folder.contains(word) || case.case.contains(word));
        if is_asked && (!missing.is_empty() || !beyond.is_empty()) {
            println!("{folder}, {}: {:?}\n  missing {missing:?}\n  beyond  {beyond:?}", case.case, case.input);
        }
    }
    println!("{:58} cases wanted  found beyond", "suite and folder");
    for (folder, score) in scores.iter().map(|(folder, score)| (folder.as_str(), score)).chain([("all", &total)]) {
        println!("{folder:58} {:5} {:6} {:6} {:6}", score.cases, score.wanted, score.found, score.beyond);
    }
}

/// No input may end in a panic, whatever its case expects.
#[test]
fn nothing_panics() {
    let Some((cases, inputs)) = conformance() else { return };
    for case in &cases {
        facts(case, &inputs);
    }
}

/// Facts of all files of a case together, each under the name that its format has.
fn facts(case: &Case, inputs: &Inputs) -> Facts {
    let mut facts = Facts::default();
    for (path, digest) in &case.input {
        let Some(bytes) = inputs.get(digest) else { continue };
        if bytes.starts_with(b"PK\x03\x04") {
            // An archive is read as the package that it is.
            if let Ok(of_archive) = cases::read(bytes, &Limits::default()) {
                facts.merge(of_archive);
            }
        } else {
            facts.merge(kit::facts(&names::path(&case.dir, path), bytes));
        }
    }
    facts
}

/// What the facts of a case name with a version.
#[derive(Default)]
struct Named {
    /// In lockfiles, lists and references.
    listed: Found,
    /// Asked for in exactly one version, to run.
    asked: Found,
    /// What suites may want or leave out: what a manifest is itself; what is needed only to develop, to build, to test or
    /// by choice; a requirement by its words or by its lower end.
    tolerated: Found,
}

impl Named {
    fn has(&self, want: &(String, String)) -> bool {
        [&self.listed, &self.asked, &self.tolerated].iter().any(|set| set.contains(want))
    }

    /// What is named and not wanted. What is asked for counts where the suite lists what this file asks for.
    fn beyond<'n>(&'n self, wanted: &Found) -> Vec<&'n (String, String)> {
        let lists_asked = self.asked.intersection(wanted).next().is_some();
        let asked = self.asked.iter().filter(|_| lists_asked);
        self.listed.iter().chain(asked).filter(|named| !wanted.contains(*named)).collect()
    }
}

fn named(facts: &Facts) -> Named {
    let mut named = Named::default();
    for package in &facts.packages {
        let is_listed = package.origin != PackageOrigin::Manifest && package.scope == Scope::Runtime;
        let set = if is_listed { &mut named.listed } else { &mut named.tolerated };
        set.insert(comparable(&package.name, &package.version));
    }
    for dependency in &facts.dependencies {
        let interval = dependency.range.as_ref().and_then(|range| range.intervals.first());
        let lower = interval.and_then(|interval| interval.lower.as_ref()).map(|bound| bound.version.as_str());
        let is_exact = dependency.range.as_ref().is_some_and(|range| range.is_exact());
        let set = if is_exact && dependency.scope == Scope::Runtime { &mut named.asked } else { &mut named.tolerated };
        set.extend(lower.map(|version| comparable(&dependency.name, version)));
        named.tolerated.insert(comparable(&dependency.name, &dependency.requirement));
    }
    named
}

impl Want {
    /// By its package URL where the suite gives one: some suites give only the last part of a name beside it.
    fn comparable(&self) -> (String, String) {
        let purl = self.purl.as_deref().and_then(|text| dropscope_core::purl::parse(text).ok());
        match purl.filter(|purl| purl.kind == "maven") {
            Some(purl) => comparable(&format!("{}:{}", purl.namespace, purl.name), &self.version),
            None => comparable(&self.name, &self.version),
        }
    }
}

fn comparable(name: &str, version: &str) -> (String, String) {
    let name = name.to_lowercase().replace(['_', '.'], "-");
    let version = version.trim_start_matches(['v', '=', ' ']).to_lowercase();
    (name, version)
}

/// The end of a folder's path, which names the format.
fn short(dir: &str) -> &str {
    let start = dir.rmatch_indices('/').nth(1).map_or(0, |(at, _)| at + 1);
    &dir[start..]
}

/// The cases and the inputs by their digest; `None`, with a message, where they are not on this machine.
fn conformance() -> Option<(Vec<Case>, Inputs)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/packages");
    if !folder.exists() {
        eprintln!("skipped: there is no {}", folder.display());
        return None;
    }
    let cases = serde_json::from_reader(GzDecoder::new(open(folder.join("cases.json.gz")))).unwrap();
    let mut archive = tar::Archive::new(GzDecoder::new(open(folder.join("inputs.tar.gz"))));
    let mut inputs = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        inputs.insert(name, bytes);
    }
    Some((cases, inputs))
}

fn open(path: PathBuf) -> std::fs::File {
    std::fs::File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

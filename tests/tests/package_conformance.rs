//! Other projects' examples of manifests and lockfiles: the packages that their own tests want are found.
//!
//! Skips where `../shared/conformance/packages` is missing. `PACKAGES=npm cargo test -p dropscope-tests --test
//! package_conformance -- --nocapture` prints what is missing and what is too much in every case whose folder or name
//! holds the word.
//!
//! Two totals are printed: of all cases, and of those in which the suite does not leave out on purpose what stands in the
//! file (`deviations.rs`). What is found is asserted of the first, what is found beyond of the second.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

#[path = "package_conformance/compare.rs"]
mod compare;
#[path = "package_conformance/deviations.rs"]
mod deviations;
#[path = "parsers/kit.rs"]
#[allow(dead_code)]
mod kit;
#[path = "package_conformance/names.rs"]
mod names;
#[path = "package_conformance/score.rs"]
mod score;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use dropscope_core::facts::Facts;
use dropscope_core::limits::Limits;
use dropscope_tests::cases;
use flate2::read::GzDecoder;
use serde::Deserialize;

use compare::Named;
use score::{Score, Table};

/// What every suite of packages calls a case.
#[derive(Debug, Deserialize)]
struct Case {
    suite: String,
    dir: String,
    case: String,
    input: Vec<(String, String)>,
    want: Vec<compare::Want>,
    check: serde_json::Value,
}

impl Case {
    /// The suite and the end of the folder, which names the format.
    fn folder(&self) -> String {
        let start = self.dir.rmatch_indices('/').nth(1).map_or(0, |(at, _)| at + 1);
        format!("{} {}", self.suite, &self.dir[start..])
    }

    /// Its name, which may be empty, and its files.
    fn title(&self) -> String {
        let paths: Vec<&str> = self.input.iter().map(|(path, _)| path.as_str()).collect();
        format!("{} {}", self.case, paths.join(" "))
    }
}

/// Contents by the digest that the cases name them by.
type Inputs = BTreeMap<String, Vec<u8>>;

#[test]
fn packages_are_found_with_name_and_version() {
    let Some((cases, inputs)) = conformance() else { return };
    let (mut by_folder, mut by_ecosystem) = (Table::new("suite and folder"), Table::new("ecosystem"));
    let (mut all, mut without_deviations) = (Score::default(), Score::default());
    for case in cases.iter().filter(|case| case.check.as_f64() == Some(1.0)) {
        let (folder, title) = (case.folder(), case.title());
        let named = Named::of(&facts(case, &inputs), &folder);
        let outcome = named.compare(&case.want);
        let score = outcome.score();
        by_folder.add(&folder, score);
        all += score;
        for (ecosystem, score) in outcome.by_ecosystem() {
            by_ecosystem.add(&ecosystem, score);
        }
        match deviations::reason(&folder, &title) {
            Some(reason) => {
                println!("deviates: {folder}, {title}: {} missing, {} beyond: {reason}", score.missing(), score.beyond);
                assert!(score.missing() + score.beyond > 0, "{folder}, {title} deviates no more");
            }
            None => without_deviations += score,
        }
        if is_asked_for(case) {
            println!("{folder}, {title}\n{outcome}");
        }
    }
    println!("{by_folder}\n{by_ecosystem}");
    println!("all cases:                   {all}\nwithout the known deviations: {without_deviations}");
    assert!(all.found_share() >= 0.90, "of all cases, at least 90 % are found: {all}");
    let beyond = without_deviations.beyond_share();
    assert!(beyond <= 0.02, "without the known deviations, at most 2 % are found beyond: {without_deviations}");
}

/// No input may end in a panic, whatever its case expects. What is found where a suite expects nothing or an error is
/// printed on demand: it may well be there, for the case may be about what its reader takes no part in.
#[test]
fn nothing_panics() {
    let Some((cases, inputs)) = conformance() else { return };
    for case in &cases {
        let facts = facts(case, &inputs);
        if case.check.is_string() && is_asked_for(case) {
            println!("{}, {}\n{}", case.folder(), case.title(), Named::of(&facts, &case.folder()).compare(&[]));
        }
    }
}

/// Whether the differences of a case are to be printed.
fn is_asked_for(case: &Case) -> bool {
    std::env::var("PACKAGES").is_ok_and(|word| case.folder().contains(&word) || case.title().contains(&word))
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

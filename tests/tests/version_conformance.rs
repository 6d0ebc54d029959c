//! Other projects' cases of versions, requirements, `vers` ranges and package URLs.
//!
//! Skips where `../shared/conformance/versions` is missing. `cargo test -p dropscope-tests --test version_conformance --
//! --nocapture` prints a table of all groups, each failure with its reason where it is known, and what was left out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

#[path = "version_conformance/deps_dev.rs"]
mod deps_dev;
#[path = "version_conformance/deviations.rs"]
mod deviations;
#[path = "version_conformance/ecosystems.rs"]
mod ecosystems;
#[path = "version_conformance/node.rs"]
mod node;
#[path = "version_conformance/nuget.rs"]
mod nuget;
#[path = "version_conformance/orders.rs"]
mod orders;
#[path = "version_conformance/packaging.rs"]
mod packaging;
#[path = "version_conformance/purls.rs"]
mod purls;
#[path = "version_conformance/table.rs"]
mod table;
#[path = "version_conformance/vers.rs"]
mod vers;

use table::Table;

/// The share of cases, in per cent, that each family must meet.
const FLOORS: &[(&str, f64)] = &[
    ("npm", 99.0),
    ("pypi", 99.0),
    ("cargo", 100.0),
    ("maven", 98.0),
    ("nuget", 98.0),
    ("gem", 98.0),
    ("composer", 98.0),
    ("deb", 100.0),
    ("rpm", 100.0),
    ("apk", 98.0),
    ("go", 95.0),
    ("vers", 98.0),
    ("purl", 98.0),
];

#[test]
fn published_cases_are_met() {
    if !table::folder().is_dir() {
        return eprintln!("skipped: no conformance data at {}", table::folder().display());
    }
    let mut table = Table::default();
    node::run(&mut table);
    packaging::run(&mut table);
    ecosystems::run(&mut table);
    nuget::run(&mut table);
    deps_dev::run(&mut table);
    orders::run(&mut table);
    vers::run(&mut table);
    purls::run(&mut table);
    table.print();
    for (family, floor) in FLOORS {
        let share = table.share(family);
        assert!(share.is_some_and(|share| share >= *floor), "{family}: {share:?} of at least {floor} per cent");
    }
}

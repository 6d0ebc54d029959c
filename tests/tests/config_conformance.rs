//! The test suites of JSON, JSON5, TOML and YAML, read as configuration.
//!
//! Skips where `../shared/conformance/config` is missing. `cargo test -p dropscope-tests --test config_conformance --
//! --nocapture` prints the table and every failure. What is valid must be accepted, what is invalid refused, and the keys of
//! what is valid are those of a flattening of the value that another reader (serde_json, or the suite's own JSON) gives.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

#[path = "config_conformance/flatten.rs"]
mod flatten;
#[path = "config_conformance/suites.rs"]
mod suites;
#[path = "config_conformance/table.rs"]
mod table;

use table::Table;

/// The share of cases, in per cent, that each check must meet.
const FLOOR: f64 = 99.0;

#[test]
fn published_suites_are_met() {
    if !suites::folder().is_dir() {
        return eprintln!("skipped: no conformance data at {}", suites::folder().display());
    }
    let mut table = Table::default();
    suites::json(&mut table);
    suites::json5(&mut table);
    suites::toml(&mut table);
    suites::yaml(&mut table);
    table.print();
    for (check, share) in table.shares() {
        assert!(share >= FLOOR, "{check}: {share:.2} % of the cases, at least {FLOOR} % are wanted");
    }
}

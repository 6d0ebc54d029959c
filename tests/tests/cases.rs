//! Every case under `tests/cases`, each with its own rule alone.
#![allow(clippy::panic, clippy::print_stdout)]

use dropscope_tests::cases;

#[test]
fn every_case_yields_what_its_snapshot_says() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let all = cases::all().unwrap_or_else(|error| panic!("{error}"));
    let failures: Vec<String> = all
        .iter()
        .filter_map(|(rule, case)| {
            let name = case.file_name().unwrap_or_default().to_string_lossy();
            cases::run(rule, case, update).err().map(|error| format!("{}/{name}: {error}", rule.id))
        })
        .collect();
    println!("{} cases, {} failed", all.len(), failures.len());
    assert!(!all.is_empty(), "no case was found in {}", cases::folder().display());
    assert!(failures.is_empty(), "{} of {} cases failed:\n{}", failures.len(), all.len(), failures.join("\n"));
}

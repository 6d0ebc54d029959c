//! What the `effect` rules say of the maintainer scripts that dpkg keeps: scripts that are known to be in order.
//! `cargo test -p dropscope-tests --test effect_noise -- --nocapture` prints every finding.
#![allow(clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::fs;
use std::io::{Cursor, Write as _};

use dropscope_core::analyze::analyze;
use dropscope_core::finding::Severity;
use dropscope_core::report::Options;
use zip::write::SimpleFileOptions;

const FOLDER: &str = "/var/lib/dpkg/info";
const FEWEST: usize = 100;
/// Findings of medium or above that are too many.
const GOAL: usize = 60;

#[test]
fn maintainer_scripts_are_quiet() {
    let scripts = scripts();
    if scripts.len() < FEWEST {
        println!("skipped: {FOLDER} has {} maintainer scripts, fewer than {FEWEST}", scripts.len());
        return;
    }
    let report = analyze(&zipped(&scripts), "scripts.zip", Options::default()).expect("a report");
    let told: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.rule.starts_with("effect/") && finding.severity >= Severity::Medium)
        .collect();
    for finding in &told {
        println!("{:?} {} {}: {}", finding.severity, finding.rule, finding.primary.path(), finding.message);
    }
    let effects = report.facts.effects.len();
    println!(
        "{} scripts, {effects} effects, {} findings of medium or above (goal: fewer than {GOAL})",
        scripts.len(),
        told.len()
    );
    assert!(effects > scripts.len() / 10, "the scripts were read");
    assert!(told.len() < GOAL);
}

/// Package and kind of script, and its contents.
fn scripts() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(FOLDER).map(|entries| entries.flatten().collect()).unwrap_or_else(|_| Vec::new());
    let mut scripts: Vec<(String, Vec<u8>)> = entries
        .iter()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let (package, kind) = name.rsplit_once('.')?;
            let is_script = matches!(kind, "preinst" | "postinst" | "prerm" | "postrm");
            let bytes = is_script.then(|| fs::read(entry.path()).ok())??;
            Some((format!("{}/debian/{kind}", package.replace(':', "-")), bytes))
        })
        .collect();
    scripts.sort();
    scripts
}

fn zipped(scripts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in scripts {
        zip.start_file(path, SimpleFileOptions::default()).expect("memory takes every entry");
        zip.write_all(bytes).expect("memory takes every byte");
    }
    zip.finish().expect("memory takes the directory").into_inner()
}

//! What a comparison costs: `cargo xtask bench compare`.
//!
//! Two packages of 20,000 files, one the next version of the other: most files as they were, some edited, some moved into
//! another folder, libraries and the top folder with another version, some that came and some that went. The time of
//! analysing each by itself, against the time of reading both and comparing them; then the comparison alone, on a
//! baseline of a million entries.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use dropscope_core::context::{Baseline, Context};
use dropscope_core::facts::{Facts, FileFact, ReadState};
use dropscope_core::limits::Limits;
use dropscope_core::report::{FileChanges, Options, Parts, Report, ReportInput, build};
use dropscope_tests::cases;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const FILES: u32 = 20_000;
const ENTRIES: u32 = 1_000_000;
const ROUNDS: usize = 5;

fn main() {
    let (old, new) = (package("4.8.0"), package("5.0.1"));
    println!("two packages of {FILES} files, {} and {} bytes", old.len(), new.len());
    let apart = median(|| (analyse(&old, None), analyse(&new, None)));
    let together = median(|| analyse(&new, Some(&old)));
    let ratio = together.as_secs_f64() / apart.as_secs_f64();
    println!("analysed one by one   {:>7.0} ms", milliseconds(apart));
    println!("read and compared     {:>7.0} ms, {ratio:.2} of that (at most 1.20)", milliseconds(together));
    let report = analyse(&new, Some(&old));
    let comparison = report.comparison.unwrap();
    println!("{:?}; {}", comparison.relation, numbers(&comparison.files));
    for section in &comparison.sections {
        println!("  {:?}: {} changes", section.of, section.total);
    }

    let million = Facts { files: (0..ENTRIES).map(entry).collect(), ..Facts::default() };
    let (package, million) = (cases::read(&new, &Limits::default()).unwrap(), baseline(million));
    let context = Context { baseline: Some(million), ..Context::default() };
    let start = Instant::now();
    let report = judged(package, &context);
    println!(
        "a baseline of {ENTRIES} entries  {:.0} ms with all rules on both; {}",
        milliseconds(start.elapsed()),
        numbers(&report.comparison.unwrap().files)
    );
}

#[expect(clippy::ptr_arg, reason = "a source is a sized value")]
fn analyse(package: &Vec<u8>, before: Option<&Vec<u8>>) -> Report {
    let limits = Limits::default();
    let mut context = Context::new(Some("2026-11-23T17:00:00Z"), "app.zip").unwrap();
    context.baseline = before.map(|before| cases::baseline("app-4.8.0.zip", before, &limits).unwrap());
    judged(cases::read(package, &limits).unwrap(), &context)
}

fn judged(facts: Facts, context: &Context) -> Report {
    build(Parts { options: Options::default(), package: ReportInput::default(), facts, context, complete: true })
}

fn baseline(facts: Facts) -> Baseline {
    Baseline { name: "old.zip".into(), facts, complete: true, ..Baseline::default() }
}

fn entry(number: u32) -> FileFact {
    let (path, crc32) = (format!("data/{}/part-{number}.bin", number % 1_000), Some(number));
    FileFact { path, crc32, size_bytes: u64::from(number % 4_096), read: ReadState::Whole, ..FileFact::default() }
}

fn package(version: &str) -> Vec<u8> {
    let is_new = version.starts_with('5');
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..FILES {
        if let Some((path, text)) = file(number, version, is_new) {
            writer.start_file(format!("app-{version}/{path}"), SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// Of a hundred files: 60 parts of the program, 20 modules with a manifest, 10 configuration files, 8 scripts, 2 libraries.
fn file(number: u32, version: &str, is_new: bool) -> Option<(String, String)> {
    // One in 200 went, another one came.
    if (is_new && number % 200 == 7) || (!is_new && number % 200 == 11) {
        return None;
    }
    // One in 20 was edited.
    let edit = if is_new && number % 20 == 3 { 1 } else { 0 };
    let lines = |what: &str| -> String {
        let line = |at: u32| format!("{what} {} of part {number} does {}\n", at, (at + edit * 40) * 7_919 % 10_007);
        (edit..edit + 40).map(line).collect()
    };
    // One in 50 lies in another folder now.
    let folder = if is_new && number % 50 == 9 { "moved" } else { "part" };
    Some(match number % 100 {
        0 if number == 0 => ("manifest.json".into(), format!(r#"{{ "name": "app", "version": "{version}" }}"#)),
        0..60 => (format!("lib/{folder}{}/code{number}.txt", number % 97), lines("step")),
        60..80 => (
            format!("node_modules/module{number}/package.json"),
            format!(
                r#"{{ "name": "module{number}", "version": "1.{edit}.0", "dependencies": {{ "left-pad": "^1.{edit}" }} }}"#
            ),
        ),
        80..90 => {
            let keys: String = (0..12).map(|key| format!("  key{key}: {}\n", key + edit)).collect();
            (format!("conf/{folder}/service{number}.yaml"), format!("service{number}:\n{keys}"))
        }
        90..98 => (format!("scripts/{folder}/run{number}.sh"), format!("#!/bin/sh\n{}", lines("echo"))),
        _ => (format!("jars/library{number}-{version}.bin"), format!("\0\u{1}binary {number} {version}")),
    })
}

fn numbers(files: &FileChanges) -> String {
    let FileChanges { added, removed, changed, renamed, unchanged, .. } = files;
    format!("{added} added, {removed} removed, {changed} changed, {renamed} renamed, {unchanged} unchanged")
}

fn median<T>(run: impl Fn() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let made = run();
            let time = start.elapsed();
            drop(made);
            time
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

//! The program as a pipeline sees it: exit codes, streams, formats.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn dropscope(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dropscope")).args(arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A file in a folder of this test's own.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name.replace('.', "-"));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_package_that_climbs_out_ends_with_1_and_below_the_threshold_with_0() {
    let package = file("climb.zip", &zip(&[("../evil.sh", "true\n")]));
    let package = package.to_str().unwrap();
    let output = dropscope(&["check", package, "--now", "2026-11-23T17:00:00Z"]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(code(&output), 1, "{text}");
    assert!(text.contains("archive/path-traversal"), "{text}");
    assert!(text.contains("../evil.sh"), "{text}");
    assert_eq!(code(&dropscope(&["check", package, "--fail-on", "never"])), 0);
    assert_eq!(code(&dropscope(&["check", package, "--fail-on", "blocker"])), 0);
}

#[test]
fn json_is_the_report_and_nothing_else_on_standard_output() {
    let package = file("json.zip", &zip(&[("a/b.txt", "hello\n")]));
    let run = || dropscope(&["check", package.to_str().unwrap(), "--format", "json", "--now", "2026-11-23T17:00:00Z"]);
    let output = run();
    let report: dropscope_core::report::Report = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report.schema, "dropscope-report/1");
    assert_eq!(report.facts.files.len(), 1);
    assert!(report.complete);
    assert_eq!(report.inputs[0].name, "json.zip");
    assert_eq!(report.inputs[0].sha256.as_deref().map(str::len), Some(64));
    assert_eq!(run().stdout, output.stdout, "the same inputs give the same bytes");
}

#[test]
fn one_thread_and_four_give_the_same_bytes() {
    let text = "words ".repeat(1000);
    let names: Vec<String> = (0..9_000).map(|number| format!("folder/{number}.txt")).collect();
    let entries: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    let package = file("many.zip", &zip(&entries));
    let run = |threads| {
        let now = "2026-11-23T17:00:00Z";
        dropscope(&["check", package.to_str().unwrap(), "--format", "json", "--now", now, "--threads", threads]).stdout
    };
    assert_eq!(run("1"), run("4"));
}

#[test]
fn a_file_that_is_no_package_ends_with_3_and_says_what_it_is() {
    let cases: [(&str, &[u8], &str); 4] = [
        ("empty.zip", b"", "empty"),
        ("login.zip", b"<!DOCTYPE html><html><title>Log in</title></html>", "HTML"),
        ("picture.zip", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", "PNG"),
        ("one.zip", b"P", "archive"),
    ];
    for (name, bytes, word) in cases {
        let output = dropscope(&["check", file(name, bytes).to_str().unwrap()]);
        let message = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(code(&output), 3, "{name}: {message}");
        assert!(message.contains(word), "{name}: {message}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_truncated_download_says_so() {
    let whole = zip(&[("a.txt", &"text ".repeat(10_000))]);
    let cut = file("cut.zip", whole.get(..whole.len() / 2).unwrap());
    let output = dropscope(&["check", cut.to_str().unwrap()]);
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(code(&output), 3, "{message}");
    assert!(message.contains("cut off"), "{message}");
}

#[test]
fn wrong_usage_ends_with_2() {
    let package = file("usage.zip", &zip(&[("a", "b")]));
    let package = package.to_str().unwrap();
    for arguments in [
        vec!["check"],
        vec!["check", "/nowhere/at-all.zip"],
        vec!["check", env!("CARGO_MANIFEST_DIR")],
        vec!["check", package, "--limit", "nonsense=1"],
        vec!["check", package, "--limit", "entries=many"],
        vec!["check", package, "--now", "yesterday"],
        vec!["check", package, "--format", "yaml"],
        vec!["explain", "archive/none-such"],
        vec!["frobnicate"],
    ] {
        let output = dropscope(&arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_limit_is_in_the_report_and_cuts() {
    let package = file("limits.zip", &zip(&[("a", "b"), ("c", "d"), ("e", "f")]));
    let output = dropscope(&["check", package.to_str().unwrap(), "--format", "json", "--limit", "entries=2"]);
    let report: dropscope_core::report::Report = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report.options.limits.entries, 2);
    assert!(!report.skipped.is_empty(), "what a limit cuts off is named");
}

#[test]
fn the_report_can_be_written_to_a_file() {
    let package = file("out.zip", &zip(&[("a", "b")]));
    let to = package.with_extension("json");
    let output = dropscope(&["check", package.to_str().unwrap(), "--format", "json", "-o", to.to_str().unwrap()]);
    assert!(output.stdout.is_empty());
    assert!(std::fs::read_to_string(to).unwrap().contains("dropscope-report/1"));
}

#[test]
fn rules_are_listed_and_explained() {
    let list = String::from_utf8(dropscope(&["rules"]).stdout).unwrap();
    let first = list.split_whitespace().next().unwrap();
    let document = String::from_utf8(dropscope(&["explain", first]).stdout).unwrap();
    for heading in ["What it finds", "Why it matters", "What to do", "When it is wrong"] {
        assert!(document.contains(heading), "{first}: {heading}");
    }
}

#[test]
fn a_tar_is_a_package_too_and_its_entries_are_counted() {
    let mut header = [0_u8; 512];
    header[..9].copy_from_slice(b"a/b/c.txt");
    header[100..108].copy_from_slice(b"0000644\0");
    header[124..136].copy_from_slice(b"00000000005\0");
    header[136..148].copy_from_slice(b"14000000000\0");
    header[148..156].copy_from_slice(b"        ");
    header[156] = b'0';
    header[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut tar = header.to_vec();
    tar.extend_from_slice(b"hello");
    tar.resize(512 * 4, 0);
    let package = file("package.tar", &tar);
    let output = dropscope(&["check", package.to_str().unwrap(), "--format", "json", "--now", "2026-11-23T17:00:00Z"]);
    let report: dropscope_core::report::Report = serde_json::from_slice(&output.stdout).unwrap();
    let archive = &report.facts.archives[0];
    assert_eq!((archive.entries, archive.unpacked_bytes), (1, 5));
    assert_eq!(report.facts.files[0].path, "a/b/c.txt");
}

const CSV: &str = "host,component,version\nweb01,nginx,1.22.1\nweb02,nginx,1.18.0\n";

#[test]
fn inventories_are_taken_in_and_named_in_the_report() {
    let package = file("beside.zip", &zip(&[("a", "b")]));
    let (csv, notes) = (file("hosts.csv", CSV.as_bytes()), file("notes.md", b"# Friday\n"));
    let freeze = file("web03.txt", b"requests==2.31.0\nurllib3==2.0.7\n");
    let output = dropscope(&[
        "check",
        package.to_str().unwrap(),
        "--format",
        "json",
        "--beside",
        notes.to_str().unwrap(),
        "--inventory",
        csv.to_str().unwrap(),
        "--inventory",
        freeze.to_str().unwrap(),
    ]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let report: dropscope_core::report::Report = serde_json::from_slice(&output.stdout).unwrap();
    let inputs: Vec<(&str, &str)> =
        report.inputs.iter().map(|input| (input.role.as_str(), input.name.as_str())).collect();
    let expected =
        [("package", "beside.zip"), ("inventory", "hosts.csv"), ("inventory", "web03.txt"), ("unknown", "notes.md")];
    assert_eq!(inputs, expected);
    let hosts = report.inputs[1].recognised.as_ref().unwrap();
    assert_eq!((hosts.form.as_str(), hosts.hosts, hosts.components), ("CSV", 2, 2));
    assert_eq!(report.inputs[2].recognised.as_ref().unwrap().form, "pip freeze");
}

#[test]
fn a_file_that_is_not_what_the_option_says_is_a_usage_error() {
    let package = file("wrong.zip", &zip(&[("a", "b")]));
    let cases: [(&str, &[u8], &str); 6] = [
        ("--inventory", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        ("--inventory", b"", "an empty file"),
        ("--inventory", b"[main]\npassword = hunter2\n", "a section of a configuration"),
        ("--pack", b"dear all,\n", "--pack"),
        ("--config", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        ("--config", b"Dear all,\n\nthe password of Friday is hunter2 and nothing else.\n", "no keys and values"),
    ];
    for (option, bytes, words) in cases {
        let wrong = file("wrong.dat", bytes);
        let output = dropscope(&["check", package.to_str().unwrap(), option, wrong.to_str().unwrap()]);
        let message = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(code(&output), 2, "{message}");
        assert!(message.contains(words) && message.contains("wrong.dat"), "{message}");
        assert!(!message.contains("hunter2"), "{message}");
        assert!(option != "--inventory" || message.contains("What can be read"), "{message}");
    }
    let missing = dropscope(&["check", package.to_str().unwrap(), "--inventory", "/nowhere/at-all.csv"]);
    assert_eq!(code(&missing), 2);
}

#[test]
fn cyclonedx_is_a_bill_of_the_package_by_its_digest() {
    let package = file("bill.zip", &zip(&[("manifest.json", r#"{"name": "hub", "version": "2.4.0"}"#)]));
    let output = dropscope(&["check", package.to_str().unwrap(), "--format", "cyclonedx"]);
    let bill: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&"CycloneDX".into(), &"1.6".into()));
    let itself = &bill["metadata"]["component"];
    assert_eq!((&itself["name"], &itself["version"]), (&"hub".into(), &"2.4.0".into()));
    assert_eq!(itself["hashes"][0]["content"].as_str().map(str::len), Some(64));
}

#[test]
fn a_baseline_is_read_like_the_package_and_compared() {
    let of = |version: &str, interval: &str| {
        zip(&[
            (
                "manifest.json",
                &format!(r#"{{ "name": "room-agent", "version": "{version}", "files": ["bin/agent"] }}"#),
            ),
            ("conf/agent.yaml", &format!("poll:\n  interval: {interval}\n")),
            ("bin/agent", version),
        ])
    };
    let (old, new) = (file("agent-old.zip", &of("4.8.0", "30s")), file("agent-new.zip", &of("5.0.1", "5s")));
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let run = |threads: &str| {
        dropscope(&[
            "check",
            new,
            "--baseline",
            old,
            "--format",
            "json",
            "--now",
            "2026-11-23T17:00:00Z",
            "--threads",
            threads,
        ])
    };
    let output = run("1");
    let report: dropscope_core::report::Report = serde_json::from_slice(&output.stdout).unwrap();
    let comparison = report.comparison.unwrap();
    assert_eq!(comparison.relation, dropscope_core::report::Relation::Predecessor, "{}", comparison.reason);
    assert_eq!((comparison.files.changed, comparison.files.unchanged), (3, 0));
    assert!(report.findings.iter().any(|finding| finding.rule == "config/changed-default"));
    assert_eq!(run("4").stdout, output.stdout);
}

#[test]
fn a_baseline_that_cannot_be_read_ends_as_the_package_would() {
    let package = file("fine.zip", &zip(&[("a", "b")]));
    let package = package.to_str().unwrap();
    let page = file("baseline-login.zip", b"<!DOCTYPE html><html><title>Log in</title></html>");
    let page = page.to_str().unwrap();
    for (arguments, exit) in [
        (vec!["check", package, "--baseline", "/nowhere/at-all.zip"], 2),
        (vec!["check", package, "--baseline", package, "--baseline", package], 2),
        (vec!["check", package, "--baseline", page], 3),
    ] {
        let output = dropscope(&arguments);
        let message = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(code(&output), exit, "{arguments:?}: {message}");
        assert!(message.contains("baseline"), "{arguments:?}: {message}");
        assert!(output.stdout.is_empty());
    }
}

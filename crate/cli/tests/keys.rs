//! The search for configuration keys as a pipeline sees it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::{Cursor, Write as _};
use std::process::{Command, Output};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const BESIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/src/sample/beside");

fn keys(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dropscope")).arg("keys").args(arguments).output().unwrap()
}

/// A package with one file of configuration; its path.
fn package(name: &str, text: &str) -> String {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("conf/app.yml", SimpleFileOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    let path = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&path, writer.finish().unwrap().into_inner()).unwrap();
    path
}

#[test]
fn one_search_tells_rule_package_predecessor_and_own_configuration() {
    let new = package("keys-new.zip", "dten:\n  hybrid:\n    enable: false\n");
    let old = package("keys-old.zip", "dten:\n  hybrid: on\n");
    let own = format!("{}/keys-own.env", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&own, "DTEN_HYBRID_TOKEN=hunter2-hunter2\nDTEN_HYBRID_MODE=off\n").unwrap();
    let pack = format!("{BESIDE}/dten.pack.toml");
    let output = keys(&["dten_hybrid", "--package", &new, "--baseline", &old, "--config", &own, "--pack", &pack]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    for part in [
        "YOUR CONFIGURATION (2)\n  DTEN_HYBRID_MODE = off\n      keys-own.env:2\n",
        "THE PACKAGE (1)\n  dten.hybrid.enable = false\n      conf/app.yml:3\n",
        "THE PACKAGE BEFORE (1)\n  dten.hybrid = on\n      conf/app.yml:2\n",
        "dten.hybrid.enable  sample.dten: required, since 5.0.0; must be `true`\n",
        "release notes",
    ] {
        assert!(text.contains(part), "{part}\n in\n{text}");
    }
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn the_known_rules_alone_are_searched_too_and_json_has_the_totals() {
    let output = keys(&["spring.redis.c", "--format", "json", "--most", "1"]);
    let hits: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(hits["rule"]["total"].as_u64().unwrap() > 1, "{hits}");
    assert_eq!(hits["rule"]["hits"].as_array().unwrap().len(), 1);
    assert_eq!(hits["package"]["total"], 0);
}

#[test]
fn nothing_found_ends_with_1_and_a_wrong_call_with_2() {
    assert_eq!(keys(&["no-product-has-such-a-key"]).status.code(), Some(1));
    for wrong in [&["--"][..], &["--", "."], &["x", "--config", "/nowhere"], &["x", "--package", "/nowhere"]] {
        let output = keys(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

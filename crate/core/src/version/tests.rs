#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::indexing_slicing)]

use std::cmp::Ordering;
use std::path::PathBuf;

use serde_json::Value;

use super::{Dialect, compare, range};

/// A range as text: `[1.0, 2.0)`, several joined by ` | `; `none` for nothing admitted, `?` for no range.
fn shown(dialect: Dialect, requirement: &str) -> String {
    let Some(range) = range(dialect, requirement) else { return "?".to_owned() };
    if range.intervals.is_empty() {
        return "none".to_owned();
    }
    let parts: Vec<String> = range
        .intervals
        .iter()
        .map(|interval| {
            let lower = interval.lower.as_ref();
            let upper = interval.upper.as_ref();
            format!(
                "{}{}, {}{}",
                if lower.is_some_and(|bound| bound.inclusive) { '[' } else { '(' },
                lower.map_or("", |bound| &bound.version),
                upper.map_or("", |bound| &bound.version),
                if upper.is_some_and(|bound| bound.inclusive) { ']' } else { ')' },
            )
        })
        .collect();
    parts.join(" | ")
}

fn check(dialect: Dialect, table: &[(&str, &str)]) {
    for (requirement, wanted) in table {
        assert_eq!(shown(dialect, requirement), *wanted, "{dialect:?} `{requirement}`");
    }
}

#[test]
fn npm() {
    check(
        Dialect::Npm,
        &[
            ("", "(, )"),
            ("*", "(, )"),
            ("x", "(, )"),
            ("1.2.3", "[1.2.3, 1.2.3]"),
            ("=1.2.3", "[1.2.3, 1.2.3]"),
            ("v1.2.3", "[1.2.3, 1.2.3]"),
            ("1.2.3-beta.2", "[1.2.3-beta.2, 1.2.3-beta.2]"),
            ("1.2.3+build", "[1.2.3, 1.2.3]"),
            ("1", "[1.0.0, 2.0.0)"),
            ("1.2", "[1.2.0, 1.3.0)"),
            ("1.2.x", "[1.2.0, 1.3.0)"),
            ("1.x", "[1.0.0, 2.0.0)"),
            ("^1.2.3", "[1.2.3, 2.0.0)"),
            ("^0.2.3", "[0.2.3, 0.3.0)"),
            ("^0.0.3", "[0.0.3, 0.0.4)"),
            ("^0.0", "[0.0.0, 0.1.0)"),
            ("^0", "[0.0.0, 1.0.0)"),
            ("^1.x", "[1.0.0, 2.0.0)"),
            ("~1.2.3", "[1.2.3, 1.3.0)"),
            ("~1", "[1.0.0, 2.0.0)"),
            ("~> 1.2", "[1.2.0, 1.3.0)"),
            (">=1.2", "[1.2.0, )"),
            (">1.2", "[1.3.0, )"),
            ("<=1.2", "(, 1.3.0)"),
            ("<1.2", "(, 1.2.0)"),
            (">= 1.2.3 < 2", "[1.2.3, 2.0.0)"),
            (">=1.2.3 <2.0.0 || >=3.1.0", "[1.2.3, 2.0.0) | [3.1.0, )"),
            ("^1 || ^2", "[1.0.0, 3.0.0)"),
            ("1.2.3 - 2.3", "[1.2.3, 2.4.0)"),
            ("1.2 - 2.3.4", "[1.2.0, 2.3.4]"),
            (">2 <1", "none"),
            ("latest", "?"),
            ("next", "?"),
            (">=", "?"),
            ("1.2.3.4", "?"),
            ("^", "?"),
            ("not a version", "?"),
            ("18446744073709551616", "?"),
            ("^18446744073709551615", "?"),
        ],
    );
}

#[test]
fn cargo() {
    check(
        Dialect::Cargo,
        &[
            ("1.2.3", "[1.2.3, 2.0.0)"),
            ("0.3", "[0.3.0, 0.4.0)"),
            ("=1.2.3", "[1.2.3, 1.2.3]"),
            (">=1.2, <1.5", "[1.2.0, 1.5.0)"),
            ("1.*", "[1.0.0, 2.0.0)"),
            ("*", "(, )"),
            ("~1.2", "[1.2.0, 1.3.0)"),
        ],
    );
}

#[test]
fn pep440() {
    check(
        Dialect::Pypi,
        &[
            ("", "(, )"),
            (">=1.2", "[1.2, )"),
            ("<4,>=2", "[2, 4)"),
            ("~=2.2", "[2.2, 3)"),
            ("~=1.4.5", "[1.4.5, 1.5)"),
            ("~=1.4.5a4", "[1.4.5a4, 1.5)"),
            ("~=1", "?"),
            ("==1.1.*", "[1.1, 1.2)"),
            ("==1.1", "[1.1, 1.1]"),
            ("===1.1+local", "[1.1+local, 1.1+local]"),
            ("!=1.5", "(, 1.5) | (1.5, )"),
            ("!=1.5.*", "(, 1.5) | [1.6, )"),
            (">=1.0,!=1.5,<2", "[1.0, 1.5) | (1.5, 2)"),
            (">=1.5,!=1.5", "(1.5, )"),
            ("==2!1.0.*", "[2!1.0, 2!1.1)"),
            (">=2,<1", "none"),
            ("1.0", "?"),
            (">=1.*", "?"),
            ("==", "?"),
            ("~=x.1", "?"),
        ],
    );
}

#[test]
fn maven() {
    check(
        Dialect::Maven,
        &[
            ("[1.0,2.0)", "[1.0, 2.0)"),
            ("(,1.0]", "(, 1.0]"),
            ("[1.5]", "[1.5, 1.5]"),
            ("[1.5,)", "[1.5, )"),
            ("(,1.0],[1.2,)", "(, 1.0] | [1.2, )"),
            ("(,1.1),(1.1,)", "(, 1.1) | (1.1, )"),
            ("1.0", "[1.0, 1.0]"),
            ("1.0-SNAPSHOT", "[1.0-SNAPSHOT, 1.0-SNAPSHOT]"),
            ("[1.0", "?"),
            ("${version}", "?"),
            ("LATEST", "?"),
        ],
    );
}

#[test]
fn nuget() {
    check(
        Dialect::Nuget,
        &[
            ("1.0", "[1.0, )"),
            ("(1.0,)", "(1.0, )"),
            ("[1.0]", "[1.0, 1.0]"),
            ("[1.0,2.0)", "[1.0, 2.0)"),
            ("(,1.0]", "(, 1.0]"),
            ("1.*", "[1, )"),
            ("1.2.*", "[1.2, )"),
            ("*", "(, )"),
            ("", "(, )"),
            ("(1.0)", "?"),
        ],
    );
}

#[test]
fn dotted() {
    check(
        Dialect::Generic,
        &[
            ("", "(, )"),
            ("*", "(, )"),
            ("any", "(, )"),
            ("latest", "(, )"),
            ("5.0.1", "[5.0.1, 5.0.1]"),
            ("v5.0.1", "[5.0.1, 5.0.1]"),
            ("= 5", "[5, 5]"),
            (">=11", "[11, )"),
            ("≥ 11", "[11, )"),
            ("> 1.2 , < 2", "(1.2, 2)"),
            (">=1.2 and <2", "[1.2, 2)"),
            (">= 1.2 <= 1.9", "[1.2, 1.9]"),
            ("1.2+", "[1.2, )"),
            ("17 or later", "[17, )"),
            ("8.4 or newer", "[8.4, )"),
            ("at least 3.2", "[3.2, )"),
            ("up to 9", "(, 9]"),
            ("below 3", "(, 3)"),
            ("version 3.2", "[3.2, 3.2]"),
            ("1.x", "[1, 2)"),
            ("1.2.*", "[1.2, 1.3)"),
            ("~> 5.0", "[5.0, 6.0)"),
            ("~> 5.0.3", "[5.0.3, 5.1.0)"),
            ("~1.2.3", "[1.2.3, 1.3.0)"),
            ("^1.2", "[1.2, 2.0)"),
            ("^0.4.1", "[0.4.1, 0.5.0)"),
            ("10 - 14", "[10, 14]"),
            ("10 to 14", "[10, 14]"),
            ("from 10 to 14", "[10, 14]"),
            ("[1.0,2.0)", "[1.0, 2.0)"),
            ("!=1.5", "(, 1.5) | (1.5, )"),
            ("12 || 14", "[12, 12] | [14, 14]"),
            ("2019-09-01", "[2019-09-01, 2019-09-01]"),
            ("as appropriate", "?"),
            ("TBD", "?"),
            ("2019 R2", "?"),
            ("1.0 2.0", "?"),
            ("main", "?"),
            (">=", "?"),
            (">", "?"),
        ],
    );
}

#[test]
fn hostile_requirements_are_refused_quickly() {
    let dialects = [Dialect::Npm, Dialect::Cargo, Dialect::Pypi, Dialect::Maven, Dialect::Nuget, Dialect::Generic];
    let hostile = [
        "9".repeat(100_000),
        "||".repeat(400),
        "!=1,".repeat(200),
        "[1,2],".repeat(150),
        "\u{202e}\0☃".to_owned(),
        "^1.2.3".repeat(100),
        ">=<=><~^=".to_owned(),
        "1.99999999999999999999999".to_owned(),
        "~>99999999999999999999".to_owned(),
    ];
    for dialect in dialects {
        for requirement in &hostile {
            let _ = range(dialect, requirement);
        }
    }
}

#[test]
fn order() {
    let ascending = [
        (Dialect::Generic, &["1.0.dev1", "1.0a1", "1.0b2", "1.0rc1", "1.0", "1.0.1", "1.2", "1.10", "2.0"][..]),
        (Dialect::Npm, &["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0", "1.0.1"]),
        (Dialect::Maven, &["1-alpha", "1-beta", "1-milestone1", "1-rc", "1-SNAPSHOT", "1", "1-sp", "1.1"]),
        (Dialect::Pypi, &["1.0", "1.0.post1", "1.1.dev1", "1.1", "1!0.1"]),
    ];
    for (dialect, versions) in ascending {
        for pair in versions.windows(2) {
            assert_eq!(compare(dialect, pair[0], pair[1]), Ordering::Less, "{dialect:?} {pair:?}");
            assert_eq!(compare(dialect, pair[1], pair[0]), Ordering::Greater, "{dialect:?} {pair:?}");
        }
    }
    assert_eq!(compare(Dialect::Generic, "1.0", "1"), Ordering::Equal);
}

fn contains(dialect: Dialect, requirement: &str, version: &str) -> Option<bool> {
    let range = range(dialect, requirement)?;
    Some(range.intervals.iter().any(|interval| {
        let above = interval.lower.as_ref().is_none_or(|bound| match compare(dialect, version, &bound.version) {
            Ordering::Greater => true,
            Ordering::Equal => bound.inclusive,
            Ordering::Less => false,
        });
        let below = interval.upper.as_ref().is_none_or(|bound| match compare(dialect, version, &bound.version) {
            Ordering::Less => true,
            Ordering::Equal => bound.inclusive,
            Ordering::Greater => false,
        });
        above && below
    }))
}

fn published(name: &str) -> Option<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/versions").join(name);
    let bytes = std::fs::read(path).ok()?;
    let text = if name.ends_with(".gz") {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(bytes.as_slice()), &mut text).unwrap();
        text
    } else {
        String::from_utf8(bytes).unwrap()
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// Counts how often a table of (requirement, version, admitted) is met, and wants at least `floor` per cent.
fn score(name: &str, dialect: Dialect, rows: &[(String, String, bool)], floor: usize) {
    let wrong: Vec<_> =
        rows.iter().filter(|(range, version, wanted)| contains(dialect, range, version) != Some(*wanted)).collect();
    println!("{name}: {} of {} right", rows.len() - wrong.len(), rows.len());
    for (range, version, wanted) in wrong.iter().take(25) {
        println!("  `{range}` {version}: wanted {wanted}, {}", shown(dialect, range));
    }
    assert!(!rows.is_empty() && (rows.len() - wrong.len()) * 100 >= rows.len() * floor, "{name}");
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Pre-releases are admitted by rules that have nothing to do with bounds (npm: only where the range names one).
fn is_stable(version: &str) -> bool {
    !version.contains(|c: char| c.is_alphabetic() || c == '-' || c == '+')
}

#[test]
fn published_npm_cases() {
    let Some(suite) = published("node-semver.json") else { return println!("skipped: no conformance data") };
    let mut rows = Vec::new();
    for (table, wanted) in [("range-include", true), ("range-exclude", false)] {
        for row in suite[table].as_array().unwrap().iter().filter(|row| row.as_array().unwrap().len() == 2) {
            let (Some(_), Some(version)) = (row[0].as_str(), row[1].as_str()) else { continue };
            if is_stable(version) {
                rows.push((text(&row[0]), text(&row[1]), wanted));
            }
        }
    }
    score("node-semver", Dialect::Npm, &rows, 95);
}

#[test]
fn published_cases_of_several_ecosystems() {
    let Some(suite) = published("deps.dev-semver.json") else { return println!("skipped: no conformance data") };
    let versions: Vec<String> = suite["testVersions"].as_array().unwrap().iter().map(text).collect();
    for (system, dialect) in [("npm", Dialect::Npm), ("cargo", Dialect::Cargo)] {
        let mut rows = Vec::new();
        for case in suite["match"].as_array().unwrap() {
            if !case["systems"].as_array().unwrap().iter().any(|name| name == system)
                || case["constraint"].as_str().unwrap().contains(".*.3")
            {
                continue;
            }
            let matches: Vec<String> = case["matches"].as_array().unwrap().iter().map(text).collect();
            for version in versions.iter().filter(|version| is_stable(version)) {
                rows.push((text(&case["constraint"]), version.clone(), matches.contains(version)));
            }
        }
        score(&format!("deps.dev {system}"), dialect, &rows, 95);
    }
    for (table, dialect) in [("match_nuget", Dialect::Nuget), ("match_pypi", Dialect::Pypi)] {
        let mut rows = Vec::new();
        for case in suite[table].as_array().unwrap() {
            for version in case["matches"].as_array().unwrap() {
                if is_stable(version.as_str().unwrap()) {
                    rows.push((text(&case["constraint"]), text(version), true));
                }
            }
        }
        score(&format!("deps.dev {table}"), dialect, &rows, 70);
    }
}

#[test]
fn published_pep440_cases() {
    let Some(suite) = published("pep440-packaging.json.gz") else { return println!("skipped: no conformance data") };
    let mut rows = Vec::new();
    for group in suite["specifiers.TestSpecifier.test_specifiers"].as_array().unwrap() {
        for row in group["cases"].as_array().unwrap() {
            // Pre-releases of a prefix and local labels are compared by rules of their own, which bounds do not show.
            if is_stable(row[0].as_str().unwrap()) {
                rows.push((text(&row[1]), text(&row[0]), row[2].as_bool().unwrap()));
            }
        }
    }
    score("packaging", Dialect::Pypi, &rows, 95);
    let invalid = &suite["specifiers.TestSpecifier.test_specifiers_invalid"][0]["cases"];
    let invalid: Vec<String> = invalid.as_array().unwrap().iter().map(text).collect();
    let accepted: Vec<_> = invalid.iter().filter(|text| range(Dialect::Pypi, text).is_some()).collect();
    println!(
        "packaging, invalid: {} of {} refused; accepted {accepted:?}",
        invalid.len() - accepted.len(),
        invalid.len()
    );
}

//! Orders of versions: OSV's, univers' and the `vers` specification's.

use std::cmp::Ordering;

use dropscope_core::version::{Dialect, compare};
use serde_json::Value;

use super::table::{Table, load, rows, text};

pub fn run(table: &mut Table) {
    for (name, group) in load("osv-scalibr-compare.json.gz").as_object().unwrap() {
        let Some((dialect, family)) = ecosystem(name) else {
            table.leave_out(&format!("osv {name}"), rows(&group["cases"]).len(), "an ecosystem without a dialect");
            continue;
        };
        for row in rows(&group["cases"]) {
            let wanted = match text(&row[1]) {
                "<" => Ordering::Less,
                "=" => Ordering::Equal,
                _ => Ordering::Greater,
            };
            let (a, b) = (text(&row[0]), text(&row[2]));
            let met = compare(dialect, a, b) == wanted && compare(dialect, b, a) == wanted.reverse();
            table.check(family, &format!("osv {name}"), &row.to_string(), met);
        }
    }
    for file in ["univers.json.gz", "vers-spec.json.gz"] {
        for (name, cases) in load(file).as_object().unwrap() {
            for case in rows(cases) {
                if matches!(text(&case["test_type"]), "comparison" | "equality") {
                    specified(table, file, name, case);
                }
            }
        }
    }
}

fn ecosystem(name: &str) -> Option<(Dialect, &'static str)> {
    Some(match name.trim_end_matches("-generated") {
        "alpine" => (Dialect::Apk, "apk"),
        "debian" => (Dialect::Deb, "deb"),
        "maven" => (Dialect::Maven, "maven"),
        "nuget" => (Dialect::Nuget, "nuget"),
        "packagist" => (Dialect::Composer, "composer"),
        "pypi" => (Dialect::Pypi, "pypi"),
        "redhat" => (Dialect::Rpm, "rpm"),
        "rubygems" => (Dialect::Gem, "gem"),
        "semver" => (Dialect::Npm, "npm"),
        _ => return None,
    })
}

/// A case of the `vers` specification's form: versions to be sorted, or to be equal.
fn specified(table: &mut Table, file: &str, name: &str, case: &Value) {
    let scheme = text(&case["input"]["input_scheme"]);
    let family = match scheme {
        "apk" | "deb" | "maven" | "nuget" | "pypi" | "npm" | "gem" | "rpm" | "composer" => scheme,
        "intdot" | "generic" | "semver" | "golang" => "vers",
        _ => return table.leave_out(&format!("{file} {name}"), 1, "a scheme without a dialect"),
    };
    let dialect = Dialect::of(scheme);
    let versions: Vec<_> = rows(&case["input"]["versions"]).iter().map(text).collect();
    let met = if text(&case["test_type"]) == "equality" {
        let is_equal = versions.windows(2).all(|pair| compare(dialect, pair[0], pair[1]).is_eq());
        Some(is_equal) == case["expected_output"].as_bool()
    } else {
        let mut sorted = versions.clone();
        sorted.sort_by(|a, b| compare(dialect, a, b));
        // NuGet's are also brought into lower case.
        let wanted = rows(&case["expected_output"]);
        let is_same = |(own, wanted): (&&str, &Value)| own.eq_ignore_ascii_case(text(wanted));
        sorted.len() == wanted.len() && sorted.iter().zip(wanted).all(is_same)
    };
    let short = file.trim_end_matches(".json.gz");
    table.check(family, &format!("{short} {scheme}"), &format!("{versions:?} {}", case["expected_output"]), met);
    if short == "vers-spec" {
        table.check("vers", &format!("order {scheme}"), &format!("{versions:?} {}", case["expected_output"]), met);
    }
}

//! Constraints against versions in several ecosystems, from deps.dev.

use std::cmp::Ordering;

use dropscope_core::version::{Dialect, admits, compare, range};
use serde_json::Value;

use super::table::{Table, load, rows, text};

const SYSTEMS: &[(&str, Dialect, &str)] = &[
    ("npm", Dialect::Npm, "npm"),
    ("cargo", Dialect::Cargo, "cargo"),
    ("pypi", Dialect::Pypi, "pypi"),
    ("rubygems", Dialect::Gem, "gem"),
    ("nuget", Dialect::Nuget, "nuget"),
    ("maven", Dialect::Maven, "maven"),
    ("go", Dialect::Go, "go"),
];

pub fn run(table: &mut Table) {
    let suite = load("deps.dev-semver.json");
    let all: Vec<_> = rows(&suite["testVersions"]).iter().map(text).collect();
    for (system, dialect, family) in SYSTEMS {
        for group in ["match", "match_nuget", "match_pypi", "match_rubygems"] {
            for case in cases(&suite[group], system) {
                matches(table, (group, *dialect, family), case, if group == "match" { &all } else { &[] });
            }
        }
        for case in cases(&suite["noMatch"], system) {
            for version in rows(&case["matches"]).iter().map(text).filter(|version| !version.contains('*')) {
                let constraint = text(&case["constraint"]);
                let met = admits(*dialect, constraint, version) != Some(true);
                table.check(family, "deps.dev noMatch", &format!("`{constraint}` {version}"), met);
            }
        }
        for row in rows(&suite["compare"][*system]) {
            let met = compare(*dialect, text(&row[0]), text(&row[1])) == order(&row[2]);
            table.check(family, "deps.dev compare", &row.to_string(), met);
        }
        for row in rows(&suite["constraintErrors"][*system]) {
            table.check(
                family,
                "deps.dev constraintErrors",
                &row.to_string(),
                range(*dialect, text(&row[0])).is_none(),
            );
        }
        table.leave_out(
            &format!("deps.dev canon {system}"),
            rows(&suite["canon"][*system]).len(),
            "no canonical form is written",
        );
        table.leave_out(
            &format!("deps.dev sets {system}"),
            rows(&suite["sets"][*system]).len(),
            "sets are written otherwise",
        );
    }
    let basic = rows(&suite["compare"]["basic"]);
    for row in basic {
        let met = compare(Dialect::Generic, text(&row[0]), text(&row[1])) == order(&row[2]);
        table.check("generic", "deps.dev compare basic", &row.to_string(), met);
    }
    for group in ["matchPrerelease", "noMatchPrerelease"] {
        table.leave_out(group, rows(&suite[group]).len(), "a policy for pre-releases is set, which is not offered");
    }
}

/// The cases of a system, without those that no ecosystem's own reader takes.
fn cases<'s>(group: &'s Value, system: &str) -> Vec<&'s Value> {
    let is_wanted = |case: &&Value| {
        let constraint = text(&case["constraint"]);
        rows(&case["systems"]).iter().any(|name| name == system)
            && !constraint.contains(".*.3")
            && !constraint.contains(".x.3")
    };
    rows(group).iter().filter(is_wanted).collect()
}

/// A constraint against the versions that it matches, and against all others of `all`.
fn matches(table: &mut Table, (group, dialect, family): (&str, Dialect, &str), case: &Value, all: &[&str]) {
    let constraint = text(&case["constraint"]);
    let wanted: Vec<_> = rows(&case["matches"]).iter().map(text).collect();
    let others = all.iter().filter(|version| !wanted.contains(version)).map(|version| (*version, false));
    for (version, is_wanted) in wanted.iter().map(|version| (*version, true)).chain(others) {
        let met = admits(dialect, constraint, version).unwrap_or(false) == is_wanted;
        table.check(family, &format!("deps.dev {group}"), &format!("`{constraint}` {version}: {is_wanted}"), met);
    }
}

fn order(value: &Value) -> Ordering {
    value.as_i64().unwrap_or(0).cmp(&0)
}

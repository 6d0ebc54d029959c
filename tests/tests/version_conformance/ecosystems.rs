//! Cargo's, Composer's, RubyGems' and Maven's own cases.

use std::cmp::Ordering;

use dropscope_core::version::{Dialect, admits, compare, range};

use super::table::{Table, load, rows, text};

pub fn run(table: &mut Table) {
    cargo(table);
    composer(table);
    gem(table);
    maven(table);
}

fn cargo(table: &mut Table) {
    let suite = load("cargo-semver.json");
    for row in rows(&suite["match"]) {
        let Some(requirement) = row[0].as_str() else {
            table.leave_out("cargo match", 1, "the data does not name the requirement");
            continue;
        };
        let met = admits(Dialect::Cargo, requirement, text(&row[1])) == row[2].as_bool();
        table.check("cargo", "cargo match", &row.to_string(), met);
    }
    for requirement in rows(&suite["errors"]) {
        if text(requirement).is_empty() {
            table.leave_out(
                "cargo errors",
                1,
                "no requirement at all admits every version, as of a dependency without one",
            );
            continue;
        }
        let met = range(Dialect::Cargo, text(requirement)).is_none();
        table.check("cargo", "cargo errors", &requirement.to_string(), met);
    }
}

fn composer(table: &mut Table) {
    let suite = load("composer.json");
    for (group, wanted) in [("satisfiesProviderPositive", true), ("satisfiesProviderNegative", false)] {
        for row in rows(&suite[group]) {
            let met = admits(Dialect::Composer, text(&row[1]), text(&row[0])) == Some(wanted);
            table.check("composer", group, &row.to_string(), met);
        }
    }
    for row in rows(&suite["successfulNormalizedVersions"]) {
        let met = compare(Dialect::Composer, text(&row[0]), text(&row[1])) == Ordering::Equal;
        table.check("composer", "successfulNormalizedVersions", &row.to_string(), met);
    }
    for group in ["failingNormalizedVersions", "isValidVersions"] {
        table.leave_out(group, rows(&suite[group]).len(), "every version has a place in the order, valid or not");
    }
}

fn gem(table: &mut Table) {
    let suite = load("rubygems.json");
    for row in rows(&suite["satisfied"]) {
        let requirement = rows(&row[1]).iter().map(text).collect::<Vec<_>>().join(",");
        let met = admits(Dialect::Gem, &requirement, text(&row[0])) == row[2].as_bool();
        table.check("gem", "rubygems satisfied", &row.to_string(), met);
    }
    for row in rows(&suite["approximate"]) {
        let met = admits(Dialect::Gem, text(&row[0]), text(&row[1])) == Some(true);
        table.check("gem", "rubygems approximate", &row.to_string(), met);
    }
    for (group, wanted) in [("equal", Ordering::Equal), ("less_than", Ordering::Less)] {
        for row in rows(&suite[group]) {
            let met = compare(Dialect::Gem, text(&row[0]), text(&row[1])) == wanted;
            table.check("gem", &format!("rubygems {group}"), &row.to_string(), met);
        }
    }
}

fn maven(table: &mut Table) {
    let suite = load("maven-3.8.7-comparable.json");
    for (group, wanted) in [("equal", Ordering::Equal), ("order", Ordering::Less)] {
        for row in rows(&suite[group]) {
            let met = compare(Dialect::Maven, text(&row[0]), text(&row[1])) == wanted;
            table.check("maven", &format!("maven-artifact {group}"), &row.to_string(), met);
        }
    }
    for (name, sequence) in suite["sequences"].as_object().unwrap() {
        let sequence: Vec<_> = rows(sequence).iter().map(text).collect();
        for (at, low) in sequence.iter().enumerate() {
            for high in sequence.iter().skip(at + 1) {
                let met = compare(Dialect::Maven, low, high) == Ordering::Less
                    && compare(Dialect::Maven, high, low) == Ordering::Greater;
                table.check("maven", &format!("maven-artifact {name}"), &format!("{low} < {high}"), met);
            }
        }
    }
}

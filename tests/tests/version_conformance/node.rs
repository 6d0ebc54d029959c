//! node-semver's own fixtures.

use std::cmp::Ordering;

use dropscope_core::version::{Dialect, admits, compare, intersect, range};
use serde_json::Value;

use super::table::{Table, load, rows, text};

const NPM: Dialect = Dialect::Npm;

pub fn run(table: &mut Table) {
    let suite = load("node-semver.json");
    for (group, wanted) in [("range-include", true), ("range-exclude", false)] {
        for row in offered(table, group, &suite[group], 2) {
            let (range, version) = (text(&row[0]), text(&row[1]));
            let met = admits(NPM, range, version).unwrap_or(false) == wanted;
            table.check("npm", group, &format!("`{range}` {version}: {wanted}"), met);
        }
    }
    for row in offered(table, "comparisons", &suite["comparisons"], 2) {
        let met = compare(NPM, text(&row[0]), text(&row[1])) == Ordering::Greater;
        table.check("npm", "comparisons", &row.to_string(), met);
    }
    for row in offered(table, "equality", &suite["equality"], 2) {
        let met = compare(NPM, text(&row[0]), text(&row[1])) == Ordering::Equal;
        table.check("npm", "equality", &row.to_string(), met);
    }
    for group in ["comparator-intersection", "range-intersection"] {
        for row in offered(table, group, &suite[group], 3) {
            let both = range(NPM, text(&row[0])).zip(range(NPM, text(&row[1])));
            let meet = both.is_some_and(|(a, b)| !intersect(&a, &b).intervals.is_empty());
            table.check("npm", group, &row.to_string(), Some(meet) == row[2].as_bool());
        }
    }
    for row in offered(table, "range-parse", &suite["range-parse"], 2) {
        let (written, meaning) = (text(&row[0]), row[1].as_str());
        let met = range(NPM, written) == meaning.and_then(|meaning| range(NPM, &for_people(meaning)));
        table.check("npm", "range-parse", &row.to_string(), met);
    }
    for row in rows(&suite["valid-versions"]) {
        let version = text(&row[0]);
        table.check("npm", "valid-versions", version, admits(NPM, version, version) == Some(true));
    }
    for row in rows(&suite["invalid-versions"]).iter().filter(|row| row[0].is_string()) {
        table.check("npm", "invalid-versions", text(&row[0]), admits(NPM, "*", text(&row[0])) == Some(false));
    }
    for group in ["increments", "truncations"] {
        table.leave_out(group, rows(&suite[group]).len(), "versions are not counted up or cut");
    }
    for group in ["version-gt-range", "version-lt-range", "version-not-gt-range", "version-not-lt-range"] {
        table.leave_out(group, rows(&suite[group]).len(), "there is no question for which side of a range");
    }
}

/// A range without the lowest pre-release of an upper end, which bounds for people leave out.
fn for_people(range: &str) -> String {
    let is_upper = |word: &str| word.starts_with('<') && word != "<0.0.0-0";
    let words = range.split(' ').flat_map(|word| word.split_inclusive("||"));
    let words = words.map(|word| match word.strip_suffix("||") {
        Some(word) if is_upper(word) => format!("{}||", word.trim_end_matches("-0")),
        None if is_upper(word) => word.trim_end_matches("-0").to_owned(),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Rows whose options are offered: ranges are read loosely, as npm does it, and pre-releases have npm's own rule.
fn offered<'s>(table: &mut Table, group: &str, cases: &'s Value, options_at: usize) -> Vec<&'s Value> {
    let all = rows(cases);
    let is_loose = |row: &Value| {
        let options = &row[options_at];
        options.as_bool() == Some(true) || options["loose"].as_bool() == Some(true) || options["loose"].is_number()
    };
    let has_loose_twin = |row: &Value| {
        !is_loose(row) && all.iter().any(|other| is_loose(other) && other[0] == row[0] && other[1] != row[1])
    };
    let includes_all = |row: &Value| row[options_at]["includePrerelease"].as_bool() == Some(true);
    let offered: Vec<_> = all.iter().filter(|row| row[0].is_string() && !includes_all(row)).collect();
    table.leave_out(
        group,
        all.len() - offered.len(),
        "includePrerelease is not offered, nor are values that are no text",
    );
    let (strict, offered): (Vec<_>, Vec<_>) =
        offered.into_iter().partition(|row| group == "range-parse" && row[1].is_null() && has_loose_twin(row));
    table.leave_out(group, strict.len(), "refused only where ranges are not read loosely");
    offered
}

//! How the dialects' tests are written down.

use std::cmp::Ordering;

use super::{Dialect, admits, compare, range};

/// A range as text: `[1.0, 2.0)`, several joined by ` | `; `none` for nothing admitted, `?` for no range.
pub(super) fn shown(dialect: Dialect, requirement: &str) -> String {
    let Some(range) = range(dialect, requirement) else { return "?".to_owned() };
    if range.intervals.is_empty() {
        return "none".to_owned();
    }
    let parts = range.intervals.iter().map(|interval| {
        let (lower, upper) = (interval.lower.as_ref(), interval.upper.as_ref());
        format!(
            "{}{}, {}{}",
            if lower.is_some_and(|bound| bound.inclusive) { '[' } else { '(' },
            lower.map_or("", |bound| &bound.version),
            upper.map_or("", |bound| &bound.version),
            if upper.is_some_and(|bound| bound.inclusive) { ']' } else { ')' },
        )
    });
    parts.collect::<Vec<_>>().join(" | ")
}

/// Requirements and their ranges as [`shown`] has them.
pub(super) fn ranges(dialect: Dialect, table: &[(&str, &str)]) {
    for (requirement, wanted) in table {
        assert_eq!(shown(dialect, requirement), *wanted, "{dialect:?} `{requirement}`");
    }
}

/// Versions, each older than all that follow. Those within one line, joined by ` = `, are equal.
pub(super) fn ascending(dialect: Dialect, lines: &[&str]) {
    let places: Vec<(usize, &str)> =
        lines.iter().enumerate().flat_map(|(place, line)| line.split(" = ").map(move |one| (place, one))).collect();
    for (place_a, a) in &places {
        for (place_b, b) in &places {
            assert_eq!(compare(dialect, a, b), place_a.cmp(place_b), "{dialect:?} {a} and {b}");
        }
    }
}

/// A requirement, versions that satisfy it and versions that do not, parted by blanks.
pub(super) fn admitted(dialect: Dialect, table: &[(&str, &str, &str)]) {
    for (requirement, these, others) in table {
        for (versions, wanted) in [(these, true), (others, false)] {
            for version in versions.split_whitespace() {
                assert_eq!(
                    admits(dialect, requirement, version),
                    Some(wanted),
                    "{dialect:?} `{requirement}` {version}"
                );
            }
        }
    }
}

/// Checks that versions can be put in a row in which each pair stands as it compares, with equal ones side by side.
pub(super) fn is_total(dialect: Dialect, versions: &[&str]) {
    let mut row = versions.to_vec();
    row.sort_by(|a, b| compare(dialect, a, b));
    let mut places = Vec::new();
    let mut place = 0_usize;
    for pair in row.windows(2) {
        places.push(place);
        place += usize::from(compare(dialect, pair[0], pair[1]) != Ordering::Equal);
    }
    places.push(place);
    for (a, place_a) in row.iter().zip(&places) {
        for (b, place_b) in row.iter().zip(&places) {
            assert_eq!(compare(dialect, a, b), place_a.cmp(place_b), "{dialect:?} `{a}` and `{b}`");
        }
    }
}

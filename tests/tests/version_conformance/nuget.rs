//! The tests of NuGet.Client.

use std::cmp::Ordering;

use dropscope_core::version::{Dialect, admits, compare, is_prerelease, range};
use serde_json::Value;

use super::table::{Table, load, rows, text};

const NUGET: Dialect = Dialect::Nuget;

pub fn run(table: &mut Table) {
    let suite = load("nuget-client.json");
    for (class, groups) in suite["tests"].as_object().unwrap() {
        for (group, cases) in groups.as_object().unwrap() {
            let Some(check) = check_for(group) else {
                table.leave_out(
                    &format!("{class} {group}"),
                    rows(&cases["rows"]).len(),
                    "about texts, parts, strict semver or choosing among candidates",
                );
                continue;
            };
            for row in rows(&cases["rows"]).iter().filter(|row| row[0].is_string() || row[1].is_string()) {
                table.check("nuget", group, &row.to_string(), check(row));
            }
        }
    }
}

fn check_for(group: &str) -> Option<fn(&Value) -> bool> {
    Some(match group {
        "ParseVersionRangeSatisfies" | "VersionRangeFloatParsing_VerifySatisfiesForFloatingRange" => {
            |row| admits(NUGET, text(&row[0]), text(&row[1])) == Some(true)
        }
        "ParseVersionRangeDoesNotSatisfy" => |row| admits(NUGET, text(&row[0]), text(&row[1])) == Some(false),
        "VersionRange_MissingVersionComponents_DefaultToZero" | "VersionRangeFloatParsing_LegacyEquivalent" => {
            |row| is_same(text(&row[0]), text(&row[1]))
        }
        "ParseVersionRangeToString" => |row| is_same(text(&row[0]), text(&row[1])),
        "ParseVersionRangeToStringShortHand" => |row| is_same(text(&row[0]), text(&row[1])),
        "ParseVersionRangeWithBadVersionThrows" => {
            |row| text(&row[0]).trim().is_empty() || range(NUGET, text(&row[0])).is_none()
        }
        "Parse_Illogical_VersionRange_Throws" | "VersionRangeFloatParsing_Invalid" => {
            |row| range(NUGET, text(&row[0])).is_none()
        }
        "VersionRangeFloatParsing_Valid"
        | "VersionRangeFloatParsing_NoFloat"
        | "VersionRangeFloatParsing_CorrectFloatRange"
        | "FloatingRange_Parse_Valid"
        | "FloatRange_ParseBasic"
        | "ParsedVersionRangeHasOriginalString"
        | "VersionRange_IncludePrerelease" => |row| range(NUGET, text(&row[0])).is_some(),
        "FloatingRange_Parse_Invalid" => |row| range(NUGET, text(&row[0])).is_none(),
        "FloatRange_ParsesCorrectMinVersion"
        | "VersionRangeFloatParsing_PrereleaseWithNumericOnlyLabelVerifyMinVersion" => {
            |row| has_minimum(text(&row[0]), text(&row[1]))
        }
        "IsPrereleaseParsing" => |row| Some(is_prerelease(NUGET, text(&row[1]))) == row[0].as_bool(),
        "VersionComparisonDefaultEqual"
        | "VersionComparisonDefaultEqualWithNuGetVersion"
        | "SemVerSortIgnoreReleaseCasing" => |row| compare(NUGET, text(&row[0]), text(&row[1])) == Ordering::Equal,
        "VersionComparisonDefaultNotEqual" | "VersionComparisonDefaultNotEqualWithNuGetVersion" => {
            |row| compare(NUGET, text(&row[0]), text(&row[1])) != Ordering::Equal
        }
        "VersionComparisonDefaultLess"
        | "SemVerSortVersion"
        | "SemVerSortRelease"
        | "SemVerSortReleaseNumeric"
        | "SemVerSortReleaseAlpha"
        | "SemVerSortNumericAlpha"
        | "SemVerSortReleaseLabelCount" => |row| compare(NUGET, text(&row[0]), text(&row[1])) == Ordering::Less,
        _ => return None,
    })
}

/// Whether two texts are ranges with the same bounds.
fn is_same(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (range(NUGET, a), range(NUGET, b)) else { return false };
    a.intervals.len() == b.intervals.len()
        && a.intervals.iter().zip(&b.intervals).all(|(a, b)| {
            let ends = [(&a.lower, &b.lower), (&a.upper, &b.upper)];
            ends.iter().all(|ends| match ends {
                (None, None) => true,
                (Some(a), Some(b)) => a.inclusive == b.inclusive && compare(NUGET, &a.version, &b.version).is_eq(),
                _ => false,
            })
        })
}

/// Whether a range begins with a version; one that begins with nothing begins with the lowest there is.
fn has_minimum(requirement: &str, minimum: &str) -> bool {
    let Some(range) = range(NUGET, requirement) else { return false };
    match range.intervals.first().and_then(|interval| interval.lower.as_ref()) {
        Some(lower) => compare(NUGET, &lower.version, minimum).is_eq(),
        None => minimum.starts_with("0.0.0"),
    }
}

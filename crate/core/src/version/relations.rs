//! An operator and a version, several joined by commas: the requirements of package managers of operating systems.

use super::set::{Set, bound};
use super::{Dialect, comparators};

/// Most relations that are read.
const MOST_RELATIONS: usize = 64;

/// Reads relations that all hold. `meaning` gives the common operator for the dialect's own. A version alone is exact.
pub(super) fn read(dialect: Dialect, text: &str, meaning: fn(&str) -> &str) -> Option<Set> {
    let text = text.trim();
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    if text.is_empty() || text == "*" {
        return Some(Set::all(dialect));
    }
    let relations = comparators::split(text, &[',', ' ', '\t'], &['<', '>', '=', '!'])?;
    let has_bare = relations.len() > 1 && relations.iter().any(|(operator, _)| operator.is_empty());
    if has_bare || relations.len() > MOST_RELATIONS {
        return None;
    }
    relations.iter().try_fold(Set::all(dialect), |set, (operator, version)| {
        if !is_version(version) {
            return None;
        }
        Some(match meaning(operator) {
            "" | "=" | "==" => set.intersect(&Set::exact(dialect, version)),
            "!=" => set.except(bound(version, true), bound(version, true)),
            ">=" => set.intersect(&Set::above(dialect, version, true)),
            ">" => set.intersect(&Set::above(dialect, version, false)),
            "<=" => set.intersect(&Set::below(dialect, version, true)),
            "<" => set.intersect(&Set::below(dialect, version, false)),
            _ => return None,
        })
    })
}

fn is_version(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'~' | b'^' | b':'))
}

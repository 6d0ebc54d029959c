//! An operator and a version, several joined by commas: the requirements of package managers of operating systems.

use super::Dialect;
use super::set::{Set, bound};

/// Most relations that are read.
const MOST_RELATIONS: usize = 64;

/// Reads relations that all hold. `meaning` gives the common operator for the dialect's own. A version alone is exact.
pub(super) fn read(dialect: Dialect, text: &str, meaning: fn(&str) -> &str) -> Option<Set> {
    let text = text.trim();
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    if text.is_empty() || text == "*" {
        return Some(Set::all(dialect));
    }
    let mut set = Set::all(dialect);
    let mut operator = "";
    let mut count: usize = 0;
    for word in text.split([',', ' ', '\t']).filter(|word| !word.is_empty()) {
        let end = word.find(|c: char| !matches!(c, '<' | '>' | '=' | '!')).unwrap_or(word.len());
        let (own, version) = word.split_at_checked(end)?;
        if version.is_empty() {
            operator = own;
            continue;
        }
        count = count.saturating_add(1);
        let operator_here = if own.is_empty() { std::mem::take(&mut operator) } else { own };
        if count > MOST_RELATIONS || (count > 1 && operator_here.is_empty()) || !is_version(version) {
            return None;
        }
        set = match meaning(operator_here) {
            "" | "=" | "==" => set.intersect(&Set::exact(dialect, version)),
            "!=" => set.except(bound(version, true), bound(version, true)),
            ">=" => set.intersect(&Set::above(dialect, version, true)),
            ">" => set.intersect(&Set::above(dialect, version, false)),
            "<=" => set.intersect(&Set::below(dialect, version, true)),
            "<" => set.intersect(&Set::below(dialect, version, false)),
            _ => return None,
        };
    }
    (operator.is_empty() && count > 0).then_some(set)
}

fn is_version(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'~' | b'^' | b':'))
}

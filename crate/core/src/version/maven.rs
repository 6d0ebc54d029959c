//! Maven's and NuGet's ranges: brackets for inclusive ends, parentheses for exclusive ones.

use super::Dialect;
use super::set::{Set, bound};

/// Reads a Maven requirement. A plain version is what Maven calls soft: any other may win, so that it bounds nothing but
/// says what is meant; it is taken as exact.
pub(super) fn read(text: &str) -> Option<Set> {
    if text.is_empty() {
        return Some(Set::all(Dialect::Maven));
    }
    if !text.starts_with(['[', '(']) {
        return is_version(text).then(|| Set::exact(Dialect::Maven, text));
    }
    brackets(Dialect::Maven, text)
}

/// Reads a NuGet range: a plain version is a lower bound, `1.*` floats within 1.
pub(super) fn read_nuget(text: &str) -> Option<Set> {
    if text.is_empty() || text == "*" {
        return Some(Set::all(Dialect::Nuget));
    }
    if text.starts_with(['[', '(']) {
        return brackets(Dialect::Nuget, text);
    }
    if let Some(prefix) = text.strip_suffix(".*") {
        let mut numbers: Vec<u64> = prefix.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let last = numbers.last_mut()?;
        *last = last.checked_add(1)?;
        let upper = numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".");
        return Some(Set::half_open(Dialect::Nuget, prefix, &upper));
    }
    is_version(text).then(|| Set::above(Dialect::Nuget, text, true))
}

/// `[1,2)`, `(,1],[3,)`, `[1.5]`; several are alternatives.
fn brackets(dialect: Dialect, text: &str) -> Option<Set> {
    let mut set: Option<Set> = None;
    let mut rest = text;
    while !rest.is_empty() {
        let close = rest.find([']', ')'])?;
        let one = interval(dialect, rest.get(..=close)?)?;
        set = Some(match set {
            Some(set) => set.union(one),
            None => one,
        });
        rest = rest.get(close.saturating_add(1)..)?.trim_start().trim_start_matches(',').trim_start();
    }
    set
}

fn interval(dialect: Dialect, text: &str) -> Option<Set> {
    let is_lower_in = text.starts_with('[');
    let is_upper_in = text.ends_with(']');
    let inner = text.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?;
    let Some((lower, upper)) = inner.split_once(',') else {
        let version = inner.trim();
        return (is_lower_in && is_upper_in && is_version(version)).then(|| Set::exact(dialect, version));
    };
    let end = |text: &str, inclusive| match text.trim() {
        "" => Some(None),
        version if is_version(version) => Some(Some(bound(version, inclusive))),
        _ => None,
    };
    Some(Set::between(dialect, end(lower, is_lower_in)?, end(upper, is_upper_in)?))
}

fn is_version(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.contains(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+'))
}

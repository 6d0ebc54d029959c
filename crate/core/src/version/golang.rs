//! Go modules: semver with a `v`, pseudo-versions, `+incompatible`. Reference: `golang.org/x/mod/semver`.

use super::set::{Set, bound};
use super::{Dialect, number, precedence, relations};

/// Reads a requirement. A version alone, as go.mod has it, is a lower bound within its major version: another major is
/// another module, but for v0 and v1, which share a path. Comparators are those of lists of advisories.
pub(super) fn read(text: &str) -> Option<Set> {
    if !is_version(text) {
        return relations::read(Dialect::Go, text, |operator| operator);
    }
    let major = precedence::parts(text).core.split('.').next()?;
    let next = if number::is_zero(major) { "2".to_owned() } else { number::next(major) };
    let upper = bound(&format!("v{next}.0.0-0"), false);
    Some(Set::between(Dialect::Go, Some(bound(text, true)), Some(upper)))
}

/// Whether a text is a version as Go writes it.
fn is_version(text: &str) -> bool {
    let parts = precedence::parts(text);
    text.starts_with(['v', 'V'])
        && !parts.core.is_empty()
        && parts.core.split('.').all(number::is_number)
        && parts
            .pre
            .is_none_or(|pre| pre.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')))
}

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

#[cfg(test)]
mod tests {
    use crate::version::testing::{admitted, ascending, ranges};
    use crate::version::{Dialect, is_prerelease};

    #[test]
    fn reads_requirements() {
        ranges(
            Dialect::Go,
            &[
                ("v1.2.3", "[v1.2.3, v2.0.0-0)"),
                ("v0.2.3", "[v0.2.3, v2.0.0-0)"),
                ("v3.0.0+incompatible", "[v3.0.0+incompatible, v4.0.0-0)"),
                (">=v1.2.0, <v1.3.0", "[v1.2.0, v1.3.0)"),
                ("< 1.3.0", "(, 1.3.0)"),
                ("v1.0.0 || v2.0.0", "?"),
                ("latest", "?"),
            ],
        );
    }

    #[test]
    fn admits_the_version_and_those_above_in_its_module() {
        admitted(
            Dialect::Go,
            &[
                ("v1.2.3", "v1.2.3 v1.9.0 1.4.0", "v1.2.2 v2.0.0 v2.0.0-rc.1 v1.2.3-0.20200101000000-0123456789ab"),
                ("v0.1.0", "v0.1.0 v1.0.0", "v2.0.0"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Go,
            &[
                "v1.0.0-rc.1",
                "v1.0.0",
                "v1.2.4-0.20191109021931-daa7c04131f5",
                "v1.2.4-0.20201109021931-0aa7c04131f5",
                "v1.2.4 = v1.2.4+incompatible = 1.2.4",
                "v2.0.0+incompatible",
            ],
        );
        assert!(is_prerelease(Dialect::Go, "v0.0.0-20191109021931-daa7c04131f5"));
        assert!(!is_prerelease(Dialect::Go, "v2.0.0+incompatible"));
    }
}

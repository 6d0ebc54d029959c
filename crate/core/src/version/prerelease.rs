//! Whether a version is a pre-release.

use super::{Dialect, apk, composer, dotted, maven, pep440, precedence, upstream::upstream};

/// Whether a version is a pre-release by its dialect's own rule: identifiers behind the numbers in semver's dialects
/// (Go's pseudo-versions among them), `a`, `b`, `rc` and `dev` in PEP 440, any letter in RubyGems, a qualifier below the
/// release in Maven, Composer and Alpine, `~` in Debian's and RPM's upstream version.
pub fn is_prerelease(dialect: Dialect, version: &str) -> bool {
    let version = version.trim();
    match dialect {
        Dialect::Npm | Dialect::Cargo | Dialect::Nuget | Dialect::Go => precedence::parts(version).pre.is_some(),
        Dialect::Gem => version.bytes().any(|byte| byte.is_ascii_alphabetic() || byte == b'-'),
        Dialect::Deb | Dialect::Rpm => upstream(dialect, version).contains('~'),
        Dialect::Pypi => pep440::is_prerelease(version),
        Dialect::Maven => maven::is_prerelease(version),
        Dialect::Composer => composer::is_prerelease(version),
        Dialect::Apk => apk::is_prerelease(version),
        Dialect::Generic => dotted::is_prerelease(version),
    }
}

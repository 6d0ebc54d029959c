//! Whether a version is a pre-release.

use super::Dialect;
use super::upstream::upstream;

/// Whether a version is a pre-release by its dialect's own rule: a hyphen in semver's dialects, `a`, `b`, `rc` and `dev`
/// in PEP 440, any letter in RubyGems, a qualifier below the release in Maven, Composer and Alpine, `~` in Debian and RPM.
pub fn is_prerelease(dialect: Dialect, version: &str) -> bool {
    let version = version.trim();
    match dialect {
        Dialect::Npm | Dialect::Cargo | Dialect::Nuget | Dialect::Go => has_hyphen(version),
        Dialect::Gem => version.bytes().any(|byte| byte.is_ascii_alphabetic()) || version.contains('-'),
        Dialect::Deb | Dialect::Rpm => upstream(dialect, version).contains('~'),
        Dialect::Pypi | Dialect::Maven | Dialect::Composer | Dialect::Apk | Dialect::Generic => has_word(version),
    }
}

fn has_hyphen(version: &str) -> bool {
    version.split('+').next().is_some_and(|version| version.contains('-'))
}

/// Words below the release.
const WORDS: &[&str] =
    &["a", "alpha", "b", "beta", "c", "cr", "dev", "m", "milestone", "pre", "preview", "rc", "snapshot", "nightly"];

fn has_word(version: &str) -> bool {
    let version = version.split('+').next().unwrap_or(version);
    version
        .split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

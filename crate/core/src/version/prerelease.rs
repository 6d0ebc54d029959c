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

#[cfg(test)]
mod tests {
    use super::{Dialect, is_prerelease};

    #[test]
    fn each_dialect_has_its_own_rule() {
        for (dialect, these, others) in [
            (Dialect::Npm, "1.0.0-rc.1 1.0.0-0 1.0.0beta", "1.0.0 v1.0.0 1.0.0+build-5"),
            (Dialect::Cargo, "1.0.0-alpha", "1.0.0+x"),
            (Dialect::Pypi, "1.0a1 1.0.dev3 1.0rc1 1.0.post1.dev2", "1.0 1.0.post1 1.0+abc nonsense"),
            (Dialect::Maven, "1.0-SNAPSHOT 1.0-rc1 1.0.0.M2 1.0-alpha-1", "1.0 1.0.Final 1.0-jre 1.0-sp1"),
            (Dialect::Nuget, "1.0-beta", "1.0 1.0.0.1"),
            (Dialect::Gem, "1.0.rc1 1.0-1", "1.0 1.0.1"),
            (Dialect::Composer, "1.0-dev 1.0RC1 1.0-beta2 dev-main 1.x-dev", "1.0 1.0-p1 1.0-stable 1.0+dev"),
            (Dialect::Deb, "5.0~rc1-1 1:5.0~beta", "5.0-1~bpo11+1 5.0+deb12u1 5.0~deb12u1"),
            (Dialect::Rpm, "1.0~rc1-1.el9", "1.0-1.el9 1.0^git1-1"),
            (Dialect::Apk, "1.0_rc1-r0 1.0_alpha", "1.0-r1 1.0_p1 1.0_git20200101"),
            (Dialect::Go, "v1.0.0-rc.1 v0.0.0-20191109021931-daa7c04131f5", "v1.0.0 v2.0.0+incompatible"),
            (Dialect::Generic, "5.0-rc1 5.0b2 5.0-SNAPSHOT", "5.0 5.0.1 5.0-sp1 5.0-GA"),
        ] {
            for (versions, wanted) in [(these, true), (others, false)] {
                for version in versions.split(' ') {
                    assert_eq!(is_prerelease(dialect, version), wanted, "{dialect:?} {version}");
                }
            }
        }
    }
}

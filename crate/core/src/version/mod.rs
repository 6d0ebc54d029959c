//! Requirements in the dialects of their ecosystems, turned into one form of range.

mod compare;
mod dotted;
mod maven;
mod npm;
mod pep440;
mod prerelease;
mod set;
mod upstream;
pub mod vers;

use std::cmp::Ordering;

use crate::facts::VersionRange;

/// Whose rules a version or a requirement follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// npm and everything that uses its ranges.
    Npm,
    /// Cargo: a plain version means `^`.
    Cargo,
    /// PEP 440 specifiers.
    Pypi,
    /// Maven: a plain version is a wish, not a bound.
    Maven,
    /// NuGet: a plain version is a lower bound.
    Nuget,
    /// RubyGems: `~>`.
    Gem,
    /// Composer: stability flags, `^`, `~`, `||`.
    Composer,
    /// Debian: `epoch:upstream-revision`, `~` before everything.
    Deb,
    /// RPM: `epoch:version-release`, `~` and `^`.
    Rpm,
    /// Alpine.
    Apk,
    /// Go modules: `v1.2.3`, pseudo-versions; a requirement is a lower bound within one major.
    Go,
    /// What people write in manifests of their own: dotted numbers and words.
    Generic,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: &'static [Self] = &[
        Self::Npm,
        Self::Cargo,
        Self::Pypi,
        Self::Maven,
        Self::Nuget,
        Self::Gem,
        Self::Composer,
        Self::Deb,
        Self::Rpm,
        Self::Apk,
        Self::Go,
        Self::Generic,
    ];

    /// The `vers` scheme, which is also what [`VersionRange::dialect`] holds.
    pub fn name(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Cargo => "semver",
            Self::Pypi => "pypi",
            Self::Maven => "maven",
            Self::Nuget => "nuget",
            Self::Gem => "gem",
            Self::Composer => "composer",
            Self::Deb => "deb",
            Self::Rpm => "rpm",
            Self::Apk => "apk",
            Self::Go => "golang",
            Self::Generic => "generic",
        }
    }

    /// The dialect of a `vers` scheme or of a purl type; what is not known counts in dotted numbers.
    pub fn of(scheme: &str) -> Self {
        match scheme {
            "npm" | "vsix" | "vscode-extension" | "bun" | "deno" => Self::Npm,
            "semver" | "cargo" => Self::Cargo,
            "pypi" | "python" => Self::Pypi,
            "maven" | "gradle" => Self::Maven,
            "nuget" => Self::Nuget,
            "gem" => Self::Gem,
            "composer" => Self::Composer,
            "deb" | "dpkg" => Self::Deb,
            "rpm" => Self::Rpm,
            "apk" | "alpine" => Self::Apk,
            "golang" | "go" => Self::Go,
            _ => Self::Generic,
        }
    }
}

/// Which of two versions is the older. Total: what is no version of the dialect is compared as dotted numbers and words.
pub fn compare(dialect: Dialect, a: &str, b: &str) -> Ordering {
    compare::compare(dialect, a, b)
}

/// Whether a version lies in a range, by the range's own dialect. A pre-release lies where it is sorted: what npm, Cargo
/// and PEP 440 do beyond that is for [`admits`].
pub fn contains(range: &VersionRange, version: &str) -> bool {
    let dialect = Dialect::of(&range.dialect);
    range.intervals.iter().any(|interval| {
        let is_above = interval.lower.as_ref().is_none_or(|lower| match compare(dialect, version, &lower.version) {
            Ordering::Greater => true,
            Ordering::Equal => lower.inclusive,
            Ordering::Less => false,
        });
        is_above
            && interval.upper.as_ref().is_none_or(|upper| match compare(dialect, version, &upper.version) {
                Ordering::Less => true,
                Ordering::Equal => upper.inclusive,
                Ordering::Greater => false,
            })
    })
}

/// Whether an installed version satisfies a requirement as its ecosystem's own tools would have it; `None` where the
/// requirement is no range.
pub fn admits(dialect: Dialect, requirement: &str, version: &str) -> Option<bool> {
    range(dialect, requirement).map(|range| contains(&range, version))
}

/// What both ranges admit; they must be of one dialect (else the first one's is taken).
pub fn intersect(a: &VersionRange, b: &VersionRange) -> VersionRange {
    let dialect = Dialect::of(&a.dialect);
    let set = set::Set::of(dialect, &a.intervals).intersect(&set::Set::of(dialect, &b.intervals));
    VersionRange { dialect: a.dialect.clone(), intervals: set.intervals() }
}

/// Longest requirement that is read.
const MOST_BYTES: usize = 1_024;

/// What a requirement admits; `None` where it is no range of versions (a tag, a URL, nonsense). No requirement at all
/// admits every version.
pub fn range(dialect: Dialect, requirement: &str) -> Option<VersionRange> {
    let requirement = requirement.trim();
    if requirement.len() > MOST_BYTES {
        return None;
    }
    let set = match dialect {
        Dialect::Npm => npm::read(requirement)?,
        Dialect::Cargo => npm::read_cargo(requirement)?,
        Dialect::Pypi => pep440::read(requirement)?,
        Dialect::Maven => maven::read(requirement)?,
        Dialect::Nuget => maven::read_nuget(requirement)?,
        Dialect::Gem
        | Dialect::Composer
        | Dialect::Deb
        | Dialect::Rpm
        | Dialect::Apk
        | Dialect::Go
        | Dialect::Generic => dotted::read(requirement)?,
    };
    Some(VersionRange { dialect: dialect.name().to_owned(), intervals: set.intervals() })
}

pub(crate) use dotted::looks_like_version;
pub use prerelease::is_prerelease;
pub use upstream::upstream;

#[cfg(test)]
mod tests;

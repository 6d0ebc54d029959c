//! Requirements in the dialects of their ecosystems, turned into one form of range.

mod apk;
mod cargo;
mod clauses;
mod comparators;
mod composer;
mod deb;
mod dotted;
mod gem;
mod golang;
mod matcher;
mod maven;
mod npm;
mod nuget;
mod number;
mod pep440;
mod precedence;
mod prerelease;
mod relations;
mod rpm;
mod set;
mod upstream;
pub mod vers;

use std::cmp::Ordering;

use crate::facts::{Bound, VersionRange};

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

/// Which of two versions is the older, by the dialect's own rules. Total, so that it sorts: what is no version of the
/// dialect has a place too.
pub fn compare(dialect: Dialect, a: &str, b: &str) -> Ordering {
    // Most versions are numbers and dots, which are the same in all dialects but those of operating systems.
    let counts_dots = !matches!(dialect, Dialect::Deb | Dialect::Rpm | Dialect::Apk);
    if counts_dots && number::is_dotted(a) && number::is_dotted(b) {
        return number::compare_dotted(a, b);
    }
    match dialect {
        Dialect::Npm => precedence::compare(a, b),
        Dialect::Cargo | Dialect::Go => precedence::compare_strict(a, b),
        Dialect::Nuget => nuget::compare(a, b),
        Dialect::Pypi => pep440::compare(a, b),
        Dialect::Maven => maven::compare(a, b),
        Dialect::Gem => gem::compare(a, b),
        Dialect::Composer => composer::compare(a, b),
        Dialect::Deb => deb::compare(a, b),
        Dialect::Rpm => rpm::compare(a, b),
        Dialect::Apk => apk::compare(a, b),
        Dialect::Generic => dotted::compare(a, b),
    }
}

/// Whether a version lies in a range, by the range's own dialect. A pre-release lies where it is sorted: what npm, Cargo
/// and PEP 440 do beyond that is for [`admits`].
pub fn contains(range: &VersionRange, version: &str) -> bool {
    let dialect = Dialect::of(&range.dialect);
    let order = |bound: &Bound| match dialect {
        Dialect::Rpm => rpm::compare_to_bound(version, &bound.version),
        _ => compare(dialect, version, &bound.version),
    };
    range.intervals.iter().any(|interval| {
        let is_above = interval.lower.as_ref().is_none_or(|lower| match order(lower) {
            Ordering::Greater => true,
            Ordering::Equal => lower.inclusive,
            Ordering::Less => false,
        });
        is_above
            && interval.upper.as_ref().is_none_or(|upper| match order(upper) {
                Ordering::Less => true,
                Ordering::Equal => upper.inclusive,
                Ordering::Greater => false,
            })
    })
}

/// Whether an installed version satisfies a requirement as its ecosystem's own tools would have it; `None` where the
/// requirement is no range. For one requirement and many versions, read it once with [`Matcher::read`].
pub fn admits(dialect: Dialect, requirement: &str, version: &str) -> Option<bool> {
    Matcher::read(dialect, requirement).map(|matcher| matcher.admits(version))
}

/// What both ranges admit; they must be of one dialect (else the first one's is taken).
pub fn intersect(a: &VersionRange, b: &VersionRange) -> VersionRange {
    let dialect = Dialect::of(&a.dialect);
    let set = set::Set::of(dialect, &a.intervals).intersect(&set::Set::of(dialect, &b.intervals));
    VersionRange { dialect: a.dialect.clone(), intervals: set.intervals() }
}

/// What a requirement admits, as bounds for people; `None` where it is no range of versions (a tag, a URL, nonsense). No
/// requirement at all admits every version. What bounds cannot say (npm's rule for pre-releases, that a Maven version
/// without brackets is a wish) is known to [`admits`] only.
pub fn range(dialect: Dialect, requirement: &str) -> Option<VersionRange> {
    Matcher::read(dialect, requirement).map(|matcher| matcher.range())
}

pub(crate) use dotted::looks_like_version;
pub use matcher::Matcher;
pub use prerelease::is_prerelease;
pub use upstream::upstream;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

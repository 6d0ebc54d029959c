//! Requirements in the dialects of their ecosystems, turned into one form of range.

mod compare;
mod dotted;
mod maven;
mod npm;
mod pep440;
mod set;

use crate::facts::VersionRange;

/// Who reads the requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
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
    /// What people write in manifests of their own.
    Generic,
}

impl Dialect {
    /// The `vers` scheme.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Cargo => "semver",
            Self::Pypi => "pypi",
            Self::Maven => "maven",
            Self::Nuget => "nuget",
            Self::Generic => "generic",
        }
    }
}

/// Longest requirement that is read.
const MOST_BYTES: usize = 1_024;

/// What a requirement admits; `None` where it is no range of versions (a tag, a URL, nonsense). No requirement at all
/// admits every version.
pub(crate) fn range(dialect: Dialect, requirement: &str) -> Option<VersionRange> {
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
        Dialect::Generic => dotted::read(requirement)?,
    };
    Some(VersionRange { dialect: dialect.name().to_owned(), intervals: set.intervals() })
}

pub(crate) use dotted::looks_like_version;

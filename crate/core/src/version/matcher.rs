//! A requirement, read once to be held against many versions.

use semver::VersionReq;

use super::clauses::Clauses;
use super::pep440::Specifiers;
use super::set::Set;
use super::{Dialect, apk, cargo, composer, contains, deb, dotted, gem, golang, is_prerelease, maven, npm, nuget, rpm};
use crate::facts::VersionRange;

/// Longest requirement that is read.
const MOST_BYTES: usize = 1_024;

/// A requirement in its dialect.
#[derive(Clone, Debug)]
pub struct Matcher {
    dialect: Dialect,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    /// Bounds say all that there is to say.
    Range(VersionRange),
    /// Bounds, but no pre-release.
    Releases(VersionRange),
    /// Any version satisfies it, but one is meant.
    Wish(VersionRange),
    Clauses(Clauses),
    Specifiers(Specifiers),
    /// With the bounds for what is no version of Cargo's.
    Cargo(VersionReq, VersionRange),
}

impl Matcher {
    /// Reads a requirement; `None` where it is no range of versions.
    pub fn read(dialect: Dialect, requirement: &str) -> Option<Self> {
        let requirement = requirement.trim();
        if requirement.len() > MOST_BYTES {
            return None;
        }
        let ranged = |set: Set| Form::Range(range_of(dialect, set));
        let form = match dialect {
            Dialect::Npm => Form::Clauses(npm::read(requirement)?),
            Dialect::Cargo => {
                let requirement = cargo::read(requirement)?;
                let range = range_of(dialect, cargo::set(&requirement));
                Form::Cargo(requirement, range)
            }
            Dialect::Pypi => Form::Specifiers(Specifiers::read(requirement)?),
            Dialect::Maven if maven::is_soft(requirement) => Form::Wish(range_of(dialect, maven::read(requirement)?)),
            Dialect::Maven => ranged(maven::read(requirement)?),
            Dialect::Nuget if nuget::floats_among_releases(requirement) => {
                Form::Releases(range_of(dialect, nuget::read(requirement)?))
            }
            Dialect::Nuget => ranged(nuget::read(requirement)?),
            Dialect::Gem => Form::Clauses(gem::read(requirement)?),
            Dialect::Composer => Form::Clauses(composer::read(requirement)?),
            Dialect::Deb => ranged(deb::read(requirement)?),
            Dialect::Rpm => ranged(rpm::read(requirement)?),
            Dialect::Apk => ranged(apk::read(requirement)?),
            Dialect::Go => ranged(golang::read(requirement)?),
            Dialect::Generic => ranged(dotted::read(requirement)?),
        };
        Some(Self { dialect, form })
    }

    /// Whether an installed version satisfies the requirement as its ecosystem's own tools would have it.
    pub fn admits(&self, version: &str) -> bool {
        match &self.form {
            Form::Range(range) => contains(range, version),
            Form::Releases(range) => !is_prerelease(self.dialect, version) && contains(range, version),
            Form::Wish(_) => true,
            Form::Clauses(clauses) => {
                (self.dialect != Dialect::Npm || npm::is_version(version)) && clauses.admits(version)
            }
            Form::Specifiers(specifiers) => specifiers.admits(version),
            Form::Cargo(requirement, range) => {
                cargo::admits(requirement, version).unwrap_or_else(|| contains(range, version))
            }
        }
    }

    /// What it admits, as bounds for people.
    pub fn range(&self) -> VersionRange {
        match &self.form {
            Form::Range(range) | Form::Releases(range) | Form::Wish(range) | Form::Cargo(_, range) => range.clone(),
            Form::Clauses(clauses) => range_of(self.dialect, clauses.set()),
            Form::Specifiers(specifiers) => range_of(self.dialect, specifiers.set()),
        }
    }
}

fn range_of(dialect: Dialect, set: Set) -> VersionRange {
    VersionRange { dialect: dialect.name().to_owned(), intervals: set.intervals() }
}

//! Facts with what every parser gives them; what differs is set by struct update.

use crate::facts::{Dependency, Manifest, ManifestState, Package, PackageOrigin, Scope, Site, excerpt};

use crate::version::{self, Dialect};

/// A manifest that could be read and is about something shipped in the package, until its place says more.
pub(super) fn manifest(path: &str, format: &str, ecosystem: &str) -> Manifest {
    Manifest {
        path: path.to_owned(),
        format: format.to_owned(),
        ecosystem: ecosystem.to_owned(),
        ..Manifest::default()
    }
}

/// A lockfile, or a list of what was installed.
pub(super) fn list(path: &str, format: &str, ecosystem: &str, kind: PackageOrigin) -> Manifest {
    Manifest { kind, ..manifest(path, format, ecosystem) }
}

/// Notes the first break of a format that is read line by line; the lines around it are kept.
pub(super) fn break_at(manifest: &mut Manifest, line: u32, reason: &str) {
    if manifest.state == ManifestState::Read {
        manifest.state = ManifestState::Unreadable { line, column: 1, reason: reason.to_owned() };
    }
}

/// A package that a lockfile or a list names.
pub(super) fn package(origin: PackageOrigin, ecosystem: &str, (name, version): (&str, &str), site: Site) -> Package {
    Package {
        name: excerpt(name),
        version: excerpt(version),
        ecosystem: ecosystem.to_owned(),
        origin,
        site,
        ..Package::default()
    }
}

/// Something that is needed at run time from the ecosystem's registry.
pub(super) fn dependency(
    ecosystem: &str,
    dialect: Dialect,
    (name, requirement): (&str, &str),
    site: Site,
) -> Dependency {
    Dependency {
        name: excerpt(name),
        requirement: excerpt(requirement),
        range: version::range(dialect, requirement),
        ecosystem: ecosystem.to_owned(),
        scope: Scope::Runtime,
        site,
        ..Dependency::default()
    }
}

/// A product that has to be there in at least this version: a platform, a server, an interpreter.
pub(super) fn at_least(name: &str, version: &str, site: Site) -> Dependency {
    dependency("generic", Dialect::Generic, (name, &format!(">={version}")), site)
}

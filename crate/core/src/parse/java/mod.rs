//! Jars, and what Maven, Gradle, sbt and Ivy read.

mod gradle_build;
mod gradle_catalog;
mod gradle_lockfile;
mod gradle_verification;
mod ivy;
mod jar_manifest;
mod jar_name;
mod pom;
mod pom_properties;
mod sbt_lock;

use super::Format;

pub(super) const FORMATS: &[Format] = &[
    jar_manifest::FORMAT,
    pom_properties::FORMAT,
    pom::FORMAT,
    gradle_lockfile::FORMAT,
    gradle_verification::FORMAT,
    gradle_catalog::FORMAT,
    gradle_build::FORMAT,
    sbt_lock::FORMAT,
    ivy::FORMAT,
];

//! Jars, and what Maven and Gradle read.

mod jar_manifest;
mod pom_properties;

use super::Format;

pub(super) const FORMATS: &[Format] = &[jar_manifest::FORMAT, pom_properties::FORMAT];

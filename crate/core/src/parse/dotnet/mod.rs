//! What NuGet and MSBuild read.

mod nuspec;

use super::Format;

pub(super) const FORMATS: &[Format] = &[nuspec::FORMAT, nuspec::SCRIPT];

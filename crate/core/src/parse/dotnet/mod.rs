//! What NuGet, MSBuild, Paket and Chocolatey read.

mod build_targets;
mod deps_json;
mod global_json;
mod libraries;
mod msbuild;
mod nuspec;
mod package_scripts;
mod packages_config;
mod packages_lock;
mod paket_dependencies;
mod paket_lock;
mod project_assets;
mod runtime_config;

use super::Format;

pub(super) const FORMATS: &[Format] = &[
    nuspec::FORMAT,
    package_scripts::FORMAT,
    build_targets::FORMAT,
    msbuild::FORMAT,
    packages_config::FORMAT,
    packages_lock::FORMAT,
    project_assets::FORMAT,
    deps_json::FORMAT,
    runtime_config::FORMAT,
    paket_lock::FORMAT,
    paket_dependencies::FORMAT,
    global_json::FORMAT,
];

//! Package managers of other languages.

mod cabal_freeze;
mod conan;
mod conanfile;
mod conaninfo;
mod flake_lock;
mod gleam;
mod julia;
mod mise;
mod mix_lock;
mod nimble;
mod nix_store;
mod opam;
mod otp_app;
mod package_resolved;
mod perl_meta;
mod podfile_lock;
mod pubspec;
mod pubspec_lock;
mod r_description;
mod rebar_lock;
mod renv_lock;
mod rockspec;
mod spack;
mod stack_lock;
mod swipl;
mod tool_versions;
mod vcpkg;
mod version_files;

use crate::version::Dialect;

use super::Format;
use super::listing::Ecosystem;

pub(super) const FORMATS: &[Format] = &[
    pubspec::FORMAT,
    pubspec_lock::FORMAT,
    mix_lock::FORMAT,
    rebar_lock::FORMAT,
    otp_app::FORMAT,
    gleam::TOML,
    gleam::LOCK,
    package_resolved::FORMAT,
    podfile_lock::FORMAT,
    conan::FORMAT,
    conanfile::FORMAT,
    conaninfo::FORMAT,
    vcpkg::FORMAT,
    renv_lock::FORMAT,
    r_description::FORMAT,
    julia::PROJECT,
    julia::MANIFEST,
    cabal_freeze::FORMAT,
    stack_lock::FORMAT,
    stack_lock::YAML,
    opam::FORMAT,
    opam::LIST,
    swipl::FORMAT,
    rockspec::FORMAT,
    nimble::FORMAT,
    perl_meta::META,
    perl_meta::SNAPSHOT,
    tool_versions::FORMAT,
    version_files::FORMAT,
    mise::FORMAT,
    spack::FORMAT,
    nix_store::FORMAT,
    flake_lock::FORMAT,
];

/// Dart's ranges are npm's, written alike: comparators, `^`, `any`.
const PUB: Ecosystem = Ecosystem { purl_type: "pub", dialect: Dialect::Npm };
const HEX: Ecosystem = Ecosystem { purl_type: "hex", dialect: Dialect::Generic };
/// Applications of Erlang/OTP, many of which are in no registry.
const OTP: Ecosystem = Ecosystem { purl_type: "otp", dialect: Dialect::Generic };
const SWIFT: Ecosystem = Ecosystem { purl_type: "swift", dialect: Dialect::Npm };
const COCOAPODS: Ecosystem = Ecosystem { purl_type: "cocoapods", dialect: Dialect::Gem };
const CONAN: Ecosystem = Ecosystem { purl_type: "conan", dialect: Dialect::Npm };
const CPAN: Ecosystem = Ecosystem { purl_type: "cpan", dialect: Dialect::Generic };
const CRAN: Ecosystem = Ecosystem { purl_type: "cran", dialect: Dialect::Generic };
const JULIA: Ecosystem = Ecosystem { purl_type: "julia", dialect: Dialect::Npm };
const HACKAGE: Ecosystem = Ecosystem { purl_type: "hackage", dialect: Dialect::Generic };
const OPAM: Ecosystem = Ecosystem { purl_type: "opam", dialect: Dialect::Generic };
const LUAROCKS: Ecosystem = Ecosystem { purl_type: "luarocks", dialect: Dialect::Generic };
/// Of managers that have no purl type of their own.
const GENERIC: Ecosystem = Ecosystem { purl_type: "generic", dialect: Dialect::Generic };

/// Elixir's requirements: `>= 1.0.0 and < 2.0.0 or ~> 3.1`, with the operators of the generic dialect.
fn hex_requirement(requirement: &str) -> String {
    requirement.replace(" or ", " || ").replace(" and ", ", ")
}

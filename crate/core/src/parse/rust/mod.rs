//! What Cargo reads.

mod build_script;
mod cargo_lock;
mod cargo_toml;

use crate::version::Dialect;

use super::Format;
use super::listing::Ecosystem;

pub(super) const FORMATS: &[Format] = &[cargo_toml::FORMAT, cargo_lock::FORMAT, build_script::FORMAT];

const CARGO: Ecosystem = Ecosystem { purl_type: "cargo", dialect: Dialect::Cargo };

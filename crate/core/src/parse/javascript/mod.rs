//! What npm and its relatives read.

pub(super) mod package_json;

use super::Format;

pub(super) const FORMATS: &[Format] = &[package_json::FORMAT];

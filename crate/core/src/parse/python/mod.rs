//! What pip and its relatives read.

mod metadata;

use super::Format;

pub(super) const FORMATS: &[Format] = &[metadata::FORMAT, metadata::SETUP_PY];

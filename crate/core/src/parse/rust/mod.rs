//! What Cargo reads.

use super::Format;

pub(super) const FORMATS: &[Format] = &[];

//! What Go's tools read and leave in binaries.

use super::Format;

pub(super) const FORMATS: &[Format] = &[];

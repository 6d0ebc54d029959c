//! What Composer and PEAR read.

use super::Format;

pub(super) const FORMATS: &[Format] = &[];

//! Package managers of other languages.

use super::Format;

pub(super) const FORMATS: &[Format] = &[];

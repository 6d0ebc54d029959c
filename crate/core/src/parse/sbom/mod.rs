//! Lists of parts: CycloneDX, SPDX, Syft.

use super::Format;

pub(super) const FORMATS: &[Format] = &[];

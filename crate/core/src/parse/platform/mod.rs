//! What stores and devices take: Appx and MSIX, property lists, Android OTA.

use super::Format;

pub(super) const FORMATS: &[Format] = &[];

//! Configuration files: the keys that they set. What the keys mean is for the rules and the packs.

mod keys;

use super::Format;

pub(super) const FORMATS: &[Format] = &[keys::FORMAT];

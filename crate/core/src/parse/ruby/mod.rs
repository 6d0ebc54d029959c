//! What RubyGems and Bundler read.

use super::Format;

pub(super) const FORMATS: &[Format] = &[];

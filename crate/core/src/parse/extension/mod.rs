//! Extensions of editors, browsers and servers.

mod vsix;
mod web_extension;

use super::Format;

pub(super) const FORMATS: &[Format] = &[vsix::FORMAT, web_extension::FORMAT];

//! Packages of operating systems.

mod dpkg_control;
pub(crate) mod dpkg_status;
mod stanzas;

use super::Format;

pub(super) const FORMATS: &[Format] = &[dpkg_control::FORMAT, dpkg_control::SCRIPT, dpkg_status::FORMAT];

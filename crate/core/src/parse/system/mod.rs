//! Packages of operating systems.

mod dpkg_control;

use super::Format;

pub(super) const FORMATS: &[Format] = &[dpkg_control::FORMAT, dpkg_control::SCRIPT];

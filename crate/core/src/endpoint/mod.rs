//! Whom something talks to: URLs and hosts in calls, configuration, code and programs.

use crate::facts::Facts;
use crate::parse::script::Read;

/// Takes what the calls of a script say about it.
pub(crate) fn take(_read: &Read<'_>, _facts: &mut Facts) {}

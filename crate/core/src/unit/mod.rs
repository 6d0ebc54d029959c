//! Services by name: those that the package brings, and those that its scripts use.

use crate::facts::Facts;
use crate::parse::script::Read;

/// Takes what the calls of a script say about it.
pub(crate) fn take(_read: &Read<'_>, _facts: &mut Facts) {}

//! What a command does, to this machine or elsewhere, and what undoes it. Tables of commands, one file a family.

use crate::facts::Facts;
use crate::parse::script::Read;

/// Takes what the calls of a script say about it.
pub(crate) fn take(_read: &Read<'_>, _facts: &mut Facts) {}

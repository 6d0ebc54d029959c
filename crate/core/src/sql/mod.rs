//! SQL statements: which lock each takes, in which dialect, and what it blocks.

use crate::facts::Facts;
use crate::parse::script::Read;

/// Takes what the calls of a script say about it.
pub(crate) fn take(_read: &Read<'_>, _facts: &mut Facts) {}

//! What will run by itself: expressions of time to words, and the formats in which tasks are written.

use crate::facts::Facts;
use crate::parse::script::Read;

/// Takes what the calls of a script say about it.
pub(crate) fn take(_read: &Read<'_>, _facts: &mut Facts) {}

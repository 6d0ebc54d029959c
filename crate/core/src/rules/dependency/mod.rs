//! What it needs.

use super::rules;

rules! {
    unbounded_version,
    loose_version,
    unpinned_source,
}

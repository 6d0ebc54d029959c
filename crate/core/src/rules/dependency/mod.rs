//! What it needs.

use super::rules;

rules! {
    unbounded_version,
    loose_version,
    unpinned_source,
    downgrade,
    skipped_upgrade_stop,
    unsupported_upgrade_path,
    incompatible_version,
    end_of_life,
}

//! What it needs.

mod lockfiles;

use super::rules;

rules! {
    unbounded_version,
    loose_version,
    unpinned_source,
    prerelease_version,
    conflicting_requirements,
    lockfile_mismatch,
    missing_lockfile,
    unmet_by_inventory,
    not_in_inventory,
    bundled_duplicate,
    downgrade,
    skipped_upgrade_stop,
    unsupported_upgrade_path,
    incompatible_version,
    end_of_life,
}

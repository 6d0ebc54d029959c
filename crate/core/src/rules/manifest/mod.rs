//! Does it say what it means?

use super::rules;

rules! {
    missing_manifest,
    unreadable_manifest,
    vague_requirement,
    reboot_contradiction,
    missing_file,
    unlisted_file,
    identity_mismatch,
    install_hook,
    privilege_assumption,
    duplicate_key,
    understated_downtime,
}

//! A change of the user's own configuration as a unified diff.

mod by_hand;

use crate::context::OwnConfig;
use crate::packs::Fix;
use crate::report::ConfigPatch;

/// The changes of one file as a diff that `patch` applies, and in words what has to be done by hand.
///
/// A fix names its key as it stands in the file, or in another case, or as [`crate::config::relaxed`] has it. The result
/// is empty (no diff, nothing by hand) where every fix is as good as done: a key to delete that is not set, a value that is
/// there already.
pub(crate) fn patch(config: &OwnConfig, fixes: &[Fix]) -> ConfigPatch {
    ConfigPatch {
        name: config.name.clone(),
        by_hand: fixes.iter().map(|fix| by_hand::sentence(fix, &[], "")).collect(),
        ..ConfigPatch::default()
    }
}

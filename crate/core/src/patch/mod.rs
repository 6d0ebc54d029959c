//! A change of the user's own configuration as a unified diff.
//!
//! The text is changed where the key stands, nothing is written anew, so that comments, order and style stay. After each
//! change the file is read again; where anything but the wanted keys is another, the change is said in words instead.

mod by_hand;
mod check;
mod diff;
mod draft;
mod hidden;
mod notation;
#[cfg(test)]
mod tests;
mod value;
mod work;

use crate::context::OwnConfig;
use crate::packs::Fix;
use crate::report::ConfigPatch;

use by_hand::by_hand;
use work::Work;

/// A file's patch, and what of it nobody but a person can do.
pub(crate) struct Patched {
    pub(crate) patch: ConfigPatch,
    /// The fixes that are not in the diff but in words.
    pub(crate) left: Vec<Fix>,
}

/// The changes of one file as a diff that `patch` applies, and in words what has to be done by hand.
///
/// A fix names its key as it stands in the file, or in another case, or as [`crate::config::relaxed`] has it. The result
/// is empty (no diff, nothing by hand) where every fix is as good as done: a key to delete that is not set, a value that is
/// there already. No line that holds a secret is in the diff.
pub(crate) fn patch(config: &OwnConfig, fixes: &[Fix]) -> Patched {
    let mut left = Vec::new();
    let mut patch = ConfigPatch { name: config.name.clone(), ..ConfigPatch::default() };
    let mut work = Work::new(config);
    for fix in fixes {
        let done = match &mut work {
            Ok(work) => work.apply(fix),
            Err(why) if work::is_needed(fix, &config.keys) => Err(why.clone()),
            Err(_) => Ok(false),
        };
        match done {
            Ok(true) => patch.changes = patch.changes.saturating_add(1),
            Ok(false) => {}
            Err(why) => {
                patch.by_hand.push(by_hand(fix, &config.keys, &why));
                left.push(fix.clone());
            }
        }
    }
    if let Ok(work) = work {
        patch.diff = work.diff();
    }
    Patched { patch, left }
}

//! What takes the place of a key, in the end: a key that was renamed twice on the way gets its last name.

use super::here::Here;
use super::stage::Standing;
use crate::packs::{KeyChange, KeyRow};
use crate::report::KeyOrigin;

/// Most renames of one key that are followed.
const MOST_RENAMES: usize = 8;

/// The replacements of a row, each followed to the target version.
pub(super) fn replacements(here: &Here<'_>, row: &KeyRow) -> Vec<String> {
    row.replacement.iter().map(|name| last_name(here, name)).collect()
}

fn last_name(here: &Here<'_>, name: &str) -> String {
    let mut seen = vec![name.to_owned()];
    while let Some(last) = seen.last().filter(|_| seen.len() <= MOST_RENAMES) {
        let Some(next) = renamed(here, last).filter(|next| !seen.iter().any(|seen| seen == next)) else { break };
        seen.push(next.to_owned());
    }
    seen.pop().unwrap_or_default()
}

fn renamed<'h>(here: &'h Here<'_>, name: &str) -> Option<&'h str> {
    here.keyed.rows.iter().find_map(|&(_, row)| {
        let [next] = row.replacement.as_slice() else { return None };
        let is_it = row.kind == KeyChange::Renamed && row.names.iter().any(|own| own.eq_ignore_ascii_case(name));
        let is_reached = || matches!(here.window(KeyOrigin::Config).standing(row), Standing::Inside(..));
        (is_it && is_key(next) && is_reached()).then_some(next.as_ref())
    })
}

/// Whether a replacement is a key, rather than a sentence about one.
pub(super) fn is_key(replacement: &str) -> bool {
    !replacement.is_empty() && !replacement.contains([' ', '=', '*', ',', '('])
}

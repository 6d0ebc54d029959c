//! Java properties.

use crate::parse::document::ini;

use super::ini::commented;
use super::keys::{Entry, Keys};

/// Adds the keys; those in comments too.
pub(super) fn read(keys: &mut Keys<'_>) {
    let mut lines = keys.text().lines_at();
    while let Some((start, raw)) = lines.next() {
        let at = start.saturating_add(raw.len().saturating_sub(raw.trim_start().len()));
        let mut logical = raw.trim().to_owned();
        if let Some(comment) = logical.strip_prefix(['#', '!']) {
            if let Some((key, value)) = commented(comment) {
                keys.add(Entry { key, value, at, is_commented: true, ..Entry::default() });
            }
            continue;
        }
        while ini::goes_on(&logical) {
            logical.pop();
            let Some((_, next)) = lines.next() else { break };
            logical.push_str(next.trim());
        }
        let (key, value) = ini::split_property(&logical);
        keys.set(&ini::unescaped(key), &ini::unescaped(value), at);
    }
}

//! What a JSON document is made of: enough to tell whose it is.

use std::collections::BTreeMap;

use super::walk::{Interest, walk};

/// How deep a document is looked at, and how many values of it are noted. Of a sequence, only the first item counts.
const SHAPE_DEPTH: usize = 5;
const SHAPE_VALUES: usize = 2_000;

/// The values near the top of a document, by RFC 6901 pointer.
#[derive(Clone, Debug, Default)]
pub(in crate::context) struct Shape {
    values: BTreeMap<String, String>,
    keys: Vec<String>,
}

impl Shape {
    /// The shape of a text that begins as JSON does; a broken document has the shape of what stands before the break.
    pub(in crate::context::inventory) fn of(text: &str) -> Option<Self> {
        if !text.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut keys: Vec<String> = Vec::new();
        let mut scalars: Vec<(String, String)> = Vec::new();
        let mut noted: usize = 0;
        let ended = walk(
            text,
            0,
            &mut |path| {
                let is_other_item = path.len().checked_sub(1).and_then(|last| path.item(last)).is_some_and(|at| at > 0);
                if is_other_item || path.len() > SHAPE_DEPTH || noted >= SHAPE_VALUES {
                    return Interest::Skip;
                }
                noted = noted.saturating_add(1);
                if path.len() == 1
                    && let Some(key) = path.key(0)
                {
                    keys.push(key.to_owned());
                }
                seen.insert(path.pointer(), String::new());
                Interest::Enter
            },
            &mut |path, node, _| {
                let text: String = node.text().unwrap_or_default().chars().take(SHOWN_CHARS).collect();
                scalars.push((path.pointer(), text));
            },
        );
        // `[section]` is no JSON; `[{"name": …` that was cut off is.
        if ended.is_err() && seen.len() < 2 || (ended.is_err() && scalars.is_empty()) {
            return None;
        }
        seen.extend(scalars);
        Some(Self { values: seen, keys })
    }

    /// Whether there is a value at a pointer.
    pub(in crate::context) fn has(&self, pointer: &str) -> bool {
        self.values.contains_key(pointer)
    }

    /// The single value at a pointer; `""` where there is none or a container.
    pub(in crate::context) fn text(&self, pointer: &str) -> &str {
        self.values.get(pointer).map_or("", String::as_str)
    }

    /// The outermost keys, in the order of the text; none where the outermost value is a sequence.
    pub(in crate::context) fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The keys right below a pointer.
    pub(in crate::context) fn keys_below<'s>(&'s self, pointer: &'s str) -> impl Iterator<Item = &'s str> {
        let below = self.values.keys().filter_map(move |known| known.strip_prefix(pointer)?.strip_prefix('/'));
        below.filter(|rest| !rest.contains('/'))
    }

    /// The pointers that there are, in their order.
    pub(in crate::context::inventory) fn pointers(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }
}

/// Characters of a single value that are kept; what tells whose document it is is short.
const SHOWN_CHARS: usize = 60;

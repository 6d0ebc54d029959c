//! The keys of a JSON value, put together without the code that is tested.

use std::collections::BTreeSet;

use serde_json::Value;

/// The keys of a value's leaves; empty maps and lists are leaves too, and a bare value has no key.
pub fn keys(value: &Value) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut open = vec![(String::new(), value)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Object(members) if !members.is_empty() => open.extend(members.iter().map(|(name, value)| {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                (path, value)
            })),
            Value::Array(items) if !items.is_empty() => {
                open.extend(items.iter().enumerate().map(|(index, item)| (format!("{path}[{index}]"), item)));
            }
            _ => {
                out.insert(shown(&path));
            }
        }
    }
    out.remove("");
    out
}

/// As it is shown: cut, and control characters replaced. A key of nothing but blanks shows nothing.
fn shown(path: &str) -> String {
    dropscope_core::facts::excerpt(path)
}

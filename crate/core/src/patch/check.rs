//! Whether a change did what it was to do, and nothing else: the file is read again, key by key.

use crate::config::{canonical, relaxed, shown_value};
use crate::facts::{ConfigFormat, ConfigKey};

/// What is to come of the keys.
#[derive(Clone, Debug)]
pub(super) enum Wanted<'w> {
    /// A key that is there gets a value.
    Set { key: &'w str, value: &'w str },
    /// A key that is not there is set.
    Insert { key: &'w str, value: &'w str },
    /// A key, and everything below it, goes.
    Remove { key: &'w str },
    /// A key, and everything below it, gets another name; whatever its value is, it keeps it.
    Rename { key: &'w str, to: &'w str },
}

/// Whether `after` is what is wanted of `before`. Keys in comments do not count: no line of them is ever changed.
pub(super) fn holds(before: &[ConfigKey], after: &[ConfigKey], wanted: &Wanted<'_>, format: ConfigFormat) -> bool {
    // Environment variables have no dots.
    let is_relaxed = matches!(format, ConfigFormat::Env | ConfigFormat::Dockerfile | ConfigFormat::Unit);
    let name = |key: &str| if is_relaxed { relaxed(key) } else { canonical(key) };
    let pairs = |keys: &[ConfigKey]| -> Vec<(String, String)> {
        let set = keys.iter().filter(|key| !key.is_commented);
        set.map(|key| (name(&key.key), key.value.clone())).collect()
    };
    let (mut expected, mut found) = (pairs(before), pairs(after));
    let shown = |key: &str, value: &str| shown_value(key, value);
    // Maps that became empty, or are no longer.
    let touched = match *wanted {
        Wanted::Set { key, value } => {
            let own = name(key);
            for (_, old) in expected.iter_mut().filter(|(key, _)| *key == own) {
                *old = shown(key, value);
            }
            Vec::new()
        }
        Wanted::Insert { key, value } => {
            expected.push((name(key), shown(key, value)));
            vec![key]
        }
        Wanted::Remove { key } => {
            expected.retain(|(found, _)| below(found, &name(key)).is_none());
            vec![key]
        }
        Wanted::Rename { key, to } => {
            let own = name(key);
            for (found, _) in &mut expected {
                if let Some(rest) = below(found, &own) {
                    *found = format!("{}{rest}", name(to));
                }
            }
            vec![key, to]
        }
    };
    for list in [&mut expected, &mut found] {
        list.retain(|(found, value)| {
            let is_around = || touched.iter().any(|key| is_around(found, &name(key)));
            // An element around pairs is no part of their names.
            let is_empty =
                if format == ConfigFormat::Xml { value.is_empty() } else { is_empty_map(value) && is_around() };
            !is_empty
        });
        list.sort();
    }
    expected == found
}

/// What a key has more than another that it is, or stands below; with the sign between them.
pub(super) fn below<'k>(key: &'k str, above: &str) -> Option<&'k str> {
    key.strip_prefix(above).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn is_around(key: &str, inner: &str) -> bool {
    below(inner, key).is_some_and(|rest| !rest.is_empty())
}

fn is_empty_map(value: &str) -> bool {
    matches!(value, "{}" | "" | "~" | "null")
}

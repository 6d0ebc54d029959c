//! Which keys Spring reads, and how it takes their names.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::relaxed;
use crate::facts::{ConfigFormat, ConfigKey};

use super::uses::LiveKey;

/// The keys that Spring reads, by their relaxed name.
pub(super) fn index<'a>(keys: &[LiveKey<'a>]) -> BTreeMap<String, Vec<LiveKey<'a>>> {
    let own_files: BTreeSet<&str> =
        keys.iter().filter(|live| is_springs(live.key)).map(|live| live.key.path.as_str()).collect();
    let mut index: BTreeMap<String, Vec<LiveKey<'a>>> = BTreeMap::new();
    for live in keys {
        let key = live.key;
        if own_files.contains(key.path.as_str()) || is_variable(key) || is_argument(key) {
            index.entry(relaxed_name(&key.key)).or_default().push(*live);
        }
    }
    index
}

/// Letters and digits of a name without the places in lists: Spring takes `myService[0]` and `MY_SERVICE_0` alike.
pub(super) fn relaxed_name(key: &str) -> String {
    let mut name = String::with_capacity(key.len());
    for part in key.split('[') {
        name.push_str(part.split_once(']').map_or(part, |(_, after)| after));
    }
    relaxed(&name)
}

/// Whether a key, or the file that it stands in, can only be Spring's.
fn is_springs(key: &ConfigKey) -> bool {
    let name = key.path.rsplit('/').next().unwrap_or("");
    let is_named = ["application", "bootstrap"].iter().any(|known| name.starts_with(known));
    let is_format = matches!(key.format, ConfigFormat::Yaml | ConfigFormat::Properties);
    is_format && (is_named || ["spring.", "management."].iter().any(|known| key.key.starts_with(known)))
}

/// Whether a key is an environment variable.
pub(super) fn is_variable(key: &ConfigKey) -> bool {
    key.key.contains('_') && key.key.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// `--server.port=80`, `-Dserver.port=80`.
fn is_argument(key: &ConfigKey) -> bool {
    let is_command = matches!(
        key.format,
        ConfigFormat::Unit | ConfigFormat::Script | ConfigFormat::Dockerfile | ConfigFormat::Env | ConfigFormat::Yaml
    );
    is_command && key.key.contains('.') && !key.program.is_empty()
}

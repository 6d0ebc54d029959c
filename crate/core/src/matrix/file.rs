//! The files of configuration: the user's, the package's, and those of the package before it.

use std::collections::HashMap;

use crate::context::{Context, OwnConfig};
use crate::facts::{ConfigFormat, ConfigKey, Facts};
use crate::report::KeyOrigin;

/// A file with its keys.
pub(super) struct File<'a> {
    /// Whose it is.
    pub(super) origin: KeyOrigin,
    /// Its path; of the user's own its name.
    pub(super) path: &'a str,
    pub(super) format: ConfigFormat,
    pub(super) keys: Vec<&'a ConfigKey>,
    /// The user's file that it is.
    pub(super) own: Option<&'a OwnConfig>,
}

impl File<'_> {
    /// Whether it is in force, rather than a sample or the predecessor's.
    pub(super) fn is_live(&self) -> bool {
        self.origin != KeyOrigin::Baseline && self.keys.iter().any(|key| is_live(key))
    }

    /// The keys that it sets.
    pub(super) fn live_keys(&self) -> u32 {
        u32::try_from(self.keys.iter().filter(|key| is_live(key)).count()).unwrap_or(u32::MAX)
    }
}

/// Whether a key is set, rather than named in a comment or a sample.
pub(super) fn is_live(key: &ConfigKey) -> bool {
    !key.is_commented && !key.is_sample
}

/// Every file, the user's first.
pub(super) fn files<'a>(facts: &'a Facts, context: &'a Context) -> Vec<File<'a>> {
    let own = context.configs.iter().map(|config| File {
        origin: KeyOrigin::Config,
        path: &config.name,
        format: config.format,
        keys: config.keys.iter().collect(),
        own: Some(config),
    });
    let mut files: Vec<File<'_>> = own.collect();
    files.extend(grouped(KeyOrigin::Package, &facts.config_keys));
    if let Some(baseline) = &context.baseline {
        files.extend(grouped(KeyOrigin::Baseline, &baseline.facts.config_keys));
    }
    files
}

/// Keys by their files, in the order in which the files come.
fn grouped<'a>(origin: KeyOrigin, keys: &'a [ConfigKey]) -> Vec<File<'a>> {
    let mut files: Vec<File<'a>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut last = usize::MAX;
    for key in keys {
        // The keys of a file stand one after the other, so that few paths are looked up.
        let is_same = files.get(last).is_some_and(|file| file.path == key.path);
        if !is_same {
            last = *places.entry(&key.path).or_insert(files.len());
        }
        match files.get_mut(last) {
            Some(file) => file.keys.push(key),
            None => files.push(File { origin, path: &key.path, format: key.format, keys: vec![key], own: None }),
        }
    }
    files
}

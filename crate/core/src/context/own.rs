//! What the user has beside the package that is read like the package: the configuration in force, and the package that is
//! to be replaced.

use std::fmt;

use crate::config::{self, ConfigBreak, ConfigFile};
use crate::facts::{ConfigFormat, ConfigKey, Facts, KubernetesObject, excerpt};
use crate::limits::PATCH_BYTES;

/// A configuration file as it runs in production.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OwnConfig {
    /// Its place in [`super::Context::beside`].
    pub input: u32,
    /// File name, without folders.
    pub name: String,
    /// How it is written.
    pub format: ConfigFormat,
    /// What it sets, in the order of the text; [`ConfigKey::path`] is the file's name.
    pub keys: Vec<ConfigKey>,
    /// The Kubernetes objects in it.
    pub objects: Vec<KubernetesObject>,
    /// Where and why it leaves its format.
    pub broken: Option<ConfigBreak>,
    /// Its bytes, to make a patch of; empty where it has more than [`PATCH_BYTES`]. They hold the user's secrets: nothing
    /// but a patch is made of them.
    pub bytes: Vec<u8>,
}

impl OwnConfig {
    /// Keeps a file that was read, and its bytes where they are not too many.
    pub(super) fn new(input: u32, name: &str, format: ConfigFormat, read: ConfigFile, bytes: &[u8]) -> Self {
        Self {
            input,
            name: excerpt(name),
            format,
            keys: read.keys,
            objects: config::kubernetes_objects(name, bytes),
            broken: read.broken,
            bytes: if bytes.len() > PATCH_BYTES { Vec::new() } else { bytes.to_vec() },
        }
    }
}

/// Everything but the bytes, which hold secrets.
impl fmt::Debug for OwnConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { input, name, format, keys, objects, broken, bytes } = self;
        f.debug_struct("OwnConfig")
            .field("input", input)
            .field("name", name)
            .field("format", format)
            .field("keys", keys)
            .field("objects", objects)
            .field("broken", broken)
            .field("size_bytes", &bytes.len())
            .finish_non_exhaustive()
    }
}

/// The package that the one under analysis is compared with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline {
    /// File name as the user has it, without folders.
    pub name: String,
    /// Size in bytes.
    pub size_bytes: u64,
    /// SHA-256 in hexadecimal; `None` where it was not read to its end.
    pub sha256: Option<String>,
    /// What it contains and says.
    pub facts: Facts,
    /// Whether everything of it was read.
    pub complete: bool,
}

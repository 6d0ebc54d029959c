//! What the user has beside the package that is read like the package: the configuration in force, and the package that is
//! to be replaced.

use crate::config::ConfigBreak;
use crate::facts::{ConfigFormat, ConfigKey, Facts, KubernetesObject};

/// A configuration file as it runs in production.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Its bytes, to make a patch of. They hold the user's secrets: nothing but a patch is made of them.
    pub bytes: Vec<u8>,
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

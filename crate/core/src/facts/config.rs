//! Keys of configuration files.

use serde::{Deserialize, Serialize};

use super::Site;

/// A key that a configuration file sets, or names in a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ConfigKey {
    /// The key as the file has it, with the maps and sections around it: `server.ports[0]`.
    pub key: String,
    /// The same for comparing, made with [`crate::config::canonical`].
    pub canonical: String,
    /// The value as an excerpt; `•••` in the place of a secret.
    pub value: String,
    /// Whether it stands in a comment only: a default that nobody set.
    pub is_commented: bool,
    /// Whether the file is a sample that somebody has to copy first.
    pub is_sample: bool,
    /// How the file is written.
    pub format: ConfigFormat,
    /// Where the key stands. The excerpt is made of key and shown value, not of the line, which may hold a secret beside
    /// the key.
    pub site: Site,
}

/// How a configuration file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ConfigFormat {
    /// YAML, several documents too.
    #[default]
    Yaml,
    /// JSON, strict.
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    /// JSON5.
    Json5,
    /// TOML.
    Toml,
    /// Sections in brackets and `key = value`.
    Ini,
    /// A systemd unit or drop-in.
    Unit,
    /// Java properties.
    Properties,
    /// XML: elements and attributes, Hadoop's name and value, .NET's `add`.
    Xml,
    /// `NAME=value` lines, with or without `export`.
    Env,
    /// A Dockerfile: its `ENV` and `ARG`.
    Dockerfile,
    /// Words and blocks in braces: nginx.
    Nginx,
    /// A word and its value on a line: sshd, Redis; indented under a section: HAProxy.
    Directives,
    /// Windows registry.
    Registry,
    /// A template that no reader takes, line by line.
    Template,
}

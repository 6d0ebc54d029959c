//! Keys of configuration files.

use serde::{Deserialize, Serialize};

use super::Site;

/// A key that a configuration file sets, or names in a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ConfigKey {
    /// The key as the file has it, with the maps and sections around it: `server.ports[0]`; a command-line flag with its
    /// dashes: `--storage.tsdb.path`.
    pub key: String,
    /// The value as an excerpt; `•••` in the place of a secret.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub value: String,
    /// Whether it stands in a comment only: a default that nobody set.
    #[serde(skip_serializing_if = "is_false", default)]
    pub is_commented: bool,
    /// Whether the file is a sample that somebody has to copy first.
    #[serde(skip_serializing_if = "is_false", default)]
    pub is_sample: bool,
    /// How the file is written.
    pub format: ConfigFormat,
    /// The program that a command-line flag is for, without its folder: `prometheus`. `""` for what is no flag, and where
    /// the program's name is not known.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub program: String,
    /// Path of the entry; file name of a file beside the package.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
}

impl ConfigKey {
    /// Where it stands. The excerpt is made of key and shown value, not of the line, which may hold a secret beside them.
    pub fn site(&self) -> Site {
        let comment = if self.is_commented { "# " } else { "" };
        Site::line(&self.path, self.line, &format!("{comment}{} = {}", self.key, self.value))
    }
}

/// An object of a Kubernetes manifest, or of a list of what runs in a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct KubernetesObject {
    /// `apps/v1`, `v1`.
    pub api_version: String,
    /// `Deployment`.
    pub kind: String,
    /// `metadata.name`; `""` where it has none, or one that a template makes.
    pub name: String,
    /// Where its `apiVersion` stands.
    pub site: Site,
}

/// Something that the package itself declares to be deprecated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Deprecation {
    /// What: a property, a path and method, a field of a schema, a version of a custom resource.
    pub subject: String,
    /// Which kind of document says so.
    pub by: DeprecationSource,
    /// Whether it no longer works at all (Spring's level `error`, a version that is no longer served).
    pub is_removed: bool,
    /// What takes its place; `""` where the document names nothing.
    pub replacement: String,
    /// Since which version; `""` where it does not say.
    pub since: String,
    /// Its reason, as an excerpt.
    pub reason: String,
    /// Where it says so.
    pub site: Site,
}

/// Documents that declare things to be deprecated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DeprecationSource {
    /// Spring's configuration metadata.
    #[default]
    SpringMetadata,
    /// A Kubernetes `CustomResourceDefinition`.
    CustomResource,
    /// JSON Schema.
    JsonSchema,
    /// OpenAPI or Swagger.
    OpenApi,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(value: &bool) -> bool {
    !value
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
    /// Settings of a program in Python: `NAME = value` lines.
    Python,
    /// A script: the flags of the programs that it starts.
    Script,
    /// A template that no reader takes, line by line.
    Template,
}

impl ConfigFormat {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Json => "JSON",
            Self::Jsonc => "JSON with comments",
            Self::Json5 => "JSON5",
            Self::Toml => "TOML",
            Self::Ini => "INI",
            Self::Unit => "systemd unit",
            Self::Properties => "Java properties",
            Self::Xml => "XML",
            Self::Env => "environment variables",
            Self::Dockerfile => "Dockerfile",
            Self::Nginx => "nginx configuration",
            Self::Directives => "directives",
            Self::Registry => "Windows registry file",
            Self::Python => "settings in Python",
            Self::Script => "script",
            Self::Template => "template",
        }
    }
}

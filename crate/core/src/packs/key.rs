//! Rows about configuration keys.

use std::borrow::Cow;
use std::sync::Arc;

use serde::de::value::StrDeserializer;
use serde::{Deserialize, Serialize, de};

use crate::facts::VersionRange;
use crate::finding::{Phase, Severity};

/// A text of a built-in list, or of a user's pack.
pub(crate) type Text = Cow<'static, str>;

/// What is known about a key of a product's configuration.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyRow {
    /// Its id in the pack; of a row of the built-in list the key's first name.
    pub(crate) id: Text,
    /// The product that it belongs to: its place in the pack's products.
    pub(crate) product: usize,
    /// The key, by all its names, as it is written: `dten.legacy.mode`, `extensions/v1beta1#Deployment`, `--alertmanager.timeout`.
    /// A part that is `*` stands for any one part, a list index too; `**` for any number of parts, none included
    /// (`providers.rancher.**`: the section and everything in it). A name without indices means a list's items too.
    pub(crate) names: Vec<Text>,
    /// The values of the key that it is about, without regard to case, `*` for any run of characters; empty for every
    /// value.
    pub(crate) values: Vec<Text>,
    pub(crate) kind: KeyChange,
    /// The configuration that it can stand in; empty for any of the product's.
    pub(crate) selectors: Arc<[Selector]>,
    /// Why no configuration can show it, as words for a sentence (`an import in source code`); `""` where one can. Such
    /// a row is there to be searched, not to be held against files.
    pub(crate) unmatched: Text,
    /// Since which version it is so (deprecated, required, added, its default changed).
    pub(crate) since: Option<Text>,
    /// Since which version it does nothing any more.
    pub(crate) removed_in: Option<Text>,
    /// The versions that it is about, where `since` and `removed_in` cannot say it.
    pub(crate) versions: Option<VersionRange>,
    /// Keys that take its place. A value may mean something else there: what may be changed in a file stands in `fix`.
    pub(crate) replacement: Vec<Text>,
    pub(crate) old_default: Option<Text>,
    pub(crate) new_default: Option<Text>,
    /// The values that it may have.
    pub(crate) allowed: Vec<Text>,
    pub(crate) require: Option<Require>,
    pub(crate) effect: Option<Effect>,
    /// Where the pack asks for another than the rule's.
    pub(crate) severity: Option<Severity>,
    pub(crate) phase: Option<Phase>,
    pub(crate) fix: Vec<Fix>,
    pub(crate) note: Text,
    /// Where it is from: ids of the pack's sources, for [`super::Pack::cite`].
    pub(crate) sources: Vec<Text>,
}

impl KeyRow {
    /// The version that divides before from after: of a key that goes the one without it, else the one since which it is
    /// so. `None` where the source names none: then there is no window, and nobody can say.
    pub(crate) fn boundary(&self) -> Option<&str> {
        let goes = matches!(self.kind, KeyChange::Removed | KeyChange::Renamed);
        let (first, second) = if goes { (&self.removed_in, &self.since) } else { (&self.since, &self.removed_in) };
        first.as_deref().or(second.as_deref())
    }

    /// Whether a configuration can show it.
    pub(crate) fn is_matched(&self) -> bool {
        self.unmatched.is_empty()
    }
}

/// What happened to a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum KeyChange {
    #[default]
    Removed,
    Renamed,
    Deprecated,
    DefaultChanged,
    ValueChanged,
    RequiredNew,
    Added,
}

/// Configuration that a row is about: files of a format, files of a name, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selector {
    /// How it is written.
    pub(crate) form: Option<Form>,
    /// Names of files, `*` for any run of characters but `/`; the last parts of the path (`.github/workflows/*.yml`).
    /// Empty for any name.
    pub(crate) files: Vec<Text>,
}

/// Ways in which a key can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Yaml,
    Json,
    Toml,
    /// Sections in brackets, `section.key`; systemd's units too.
    Ini,
    Properties,
    Xml,
    /// Variables of the environment, wherever they are set.
    Env,
    /// A command-line flag, in units, scripts, and container arguments: `--name`.
    Flag,
    /// Words on a line: nginx, sshd, PostgreSQL; without the blocks around it.
    Directive,
    /// `apiVersion` and `kind` of a Kubernetes object: `extensions/v1beta1#Deployment`.
    Kubernetes,
}

impl Form {
    /// The form of a pack's word for it.
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "yaml" => Self::Yaml,
            "json" => Self::Json,
            "toml" => Self::Toml,
            "ini" => Self::Ini,
            "properties" => Self::Properties,
            "xml" => Self::Xml,
            "env" => Self::Env,
            "flag" | "cli" => Self::Flag,
            "directive" | "conf" => Self::Directive,
            "kubernetes" => Self::Kubernetes,
            _ => return None,
        })
    }
}

/// What must hold of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Require {
    pub(crate) op: RequireOp,
    /// The value, or the values for [`RequireOp::In`].
    pub(crate) values: Vec<Text>,
    /// In which circumstances, in words; `""` or `always` for all.
    pub(crate) when: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequireOp {
    Equal,
    NotEqual,
    Exists,
    Absent,
    In,
    /// `*` stands for any run of characters.
    Matches,
}

/// What comes of a key that is not as the version wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename = "KeyEffect"))]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing is said, and nothing is done.
    Ignored,
    /// A warning in the log.
    Warning,
    /// It does not start.
    StartupError,
    /// It behaves otherwise.
    Behaviour,
}

/// A change to the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fix {
    Set { key: Text, value: Text },
    Delete { key: Text },
    Rename { key: Text, to: Text },
}

/// What a word of a pack stands for; `None` where it stands for nothing.
pub(super) fn word<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    T::deserialize(StrDeserializer::<de::value::Error>::new(text)).ok()
}

//! What a search for keys asks and finds.

use serde::{Deserialize, Serialize};

use crate::facts::{Site, VersionRange};
use crate::packs::{Effect, KeyChange};

/// A search for keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(default, deny_unknown_fields)]
pub struct KeyQuery {
    /// Words that must all be found. Neither case nor `.`, `_` and the like matter, and `*` stands for any run of
    /// characters. Without a letter, a digit or a `*` nothing is found.
    pub text: String,
    /// Most hits of each group.
    pub limit: u32,
}

impl Default for KeyQuery {
    fn default() -> Self {
        Self { text: String::new(), limit: 50 }
    }
}

impl KeyQuery {
    /// Whether there is anything to look for.
    pub fn has_words(&self) -> bool {
        self.text.contains(|c: char| c == '*' || c.is_alphanumeric())
    }
}

/// What a search found, by where it stands. In each group the best hits come first: the whole key, then a part that
/// begins so, then the words anywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct KeyHits {
    /// What packs know.
    pub rule: RuleHits,
    /// What stands in the package.
    pub package: PlaceHits,
    /// What stands in the package that it is compared with.
    pub baseline: PlaceHits,
    /// What stands in the user's own configuration.
    pub config: PlaceHits,
}

impl KeyHits {
    /// Hits of all groups, those over the limit too.
    pub fn total(&self) -> u32 {
        let Self { rule, package, baseline, config } = self;
        [package.total, baseline.total, config.total].into_iter().fold(rule.total, u32::saturating_add)
    }

    /// The hits as UTF-8 JSON, a line feed at its end.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }
}

/// Rules that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RuleHits {
    /// All of them.
    pub total: u32,
    /// The best of them, up to the limit.
    pub hits: Vec<RuleHit>,
}

/// What a pack knows about a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RuleHit {
    /// The product's name.
    pub product: String,
    /// The key by all its names, as the pack has them.
    pub keys: Vec<String>,
    /// What happened to it.
    pub change: KeyChange,
    /// Since which version it is so.
    pub since: Option<String>,
    /// Since which version it does nothing any more.
    pub removed_in: Option<String>,
    /// The versions that it is about, where the two above cannot say it.
    pub versions: Option<VersionRange>,
    /// What takes its place.
    pub replacement: Vec<String>,
    /// Default until then, and from then on.
    pub old_default: Option<String>,
    /// See `old_default`.
    pub new_default: Option<String>,
    /// What it must be, in words; `""` for anything.
    pub requirement: String,
    /// What comes of it.
    pub effect: Option<Effect>,
    /// What the pack says about it.
    pub note: String,
    /// Where it is from: source, pack and day.
    pub source: String,
}

/// Places that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PlaceHits {
    /// All of them.
    pub total: u32,
    /// The best of them, up to the limit.
    pub hits: Vec<PlaceHit>,
}

/// A place where a key stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PlaceHit {
    /// What stands there.
    pub kind: PlaceKind,
    /// The key as it is written; `apps/v1#Deployment` for an object, the subject of a deprecation.
    pub key: String,
    /// Its value without secrets; an object's name; what a deprecation names instead, or its reason.
    pub value: String,
    /// Whether it stands in a comment only.
    pub is_commented: bool,
    /// Whether the file is a sample.
    pub is_sample: bool,
    /// Where; the path is the file's name for the user's own configuration.
    pub site: Site,
}

/// What stands in a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A key of a configuration file.
    #[default]
    Key,
    /// An object of a Kubernetes manifest.
    KubernetesObject,
    /// Something that the package itself declares to be deprecated.
    Deprecation,
}

//! The matrix of configuration keys, as the report has it: what is known to have changed, beside where each key stands.

use serde::{Deserialize, Serialize};

use crate::facts::{ConfigFormat, Site};
use crate::packs::{Effect, KeyChange};

/// What is known about configuration keys, beside where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ConfigMatrix {
    /// The products that were recognised and of which keys are known.
    pub products: Vec<MatrixProduct>,
    /// The rows that matter on the way: those of keys that stand somewhere, and those that ask for something.
    pub rows: Vec<MatrixRow>,
    /// Files of configuration of which no keys are known.
    pub uncovered: Vec<Uncovered>,
    /// Changes of the user's own files, one for each file that needs any.
    pub patches: Vec<ConfigPatch>,
}

/// A product, the versions between which it is moved, and how much is known of its keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MatrixProduct {
    /// Its name.
    pub name: String,
    /// Why it is taken to be here, as a sentence without a full stop.
    pub recognised_by: String,
    /// The versions that the user has, oldest first; empty where nobody says.
    pub from: Vec<String>,
    /// Who says so: `inventory.csv, 3 of 41 hosts`, `the predecessor app-4.8.zip`; `""` where nobody does.
    pub from_source: String,
    /// The version that the package brings, or that it will meet; `None` where nobody says.
    pub to: Option<String>,
    /// Who says so; `""` where nobody does.
    pub to_source: String,
    /// Rows that are known of it.
    pub known: u32,
    /// Of these, the rows between the versions.
    pub in_window: u32,
    /// Where the rows are from, with the day.
    pub source: String,
}

/// One row, with every place where its key stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MatrixRow {
    /// The product's name.
    pub product: String,
    /// The key as the pack has it.
    pub key: String,
    /// What happened to it.
    pub change: KeyChange,
    /// In which version; `None` where the pack names none.
    pub version: Option<String>,
    /// What takes its place.
    pub replacement: Vec<String>,
    /// Default until then, and from then on.
    pub old_default: Option<String>,
    /// See `old_default`.
    pub new_default: Option<String>,
    /// What must hold of it, in words; `""` for nothing.
    pub requirement: String,
    /// What comes of it.
    pub effect: Option<Effect>,
    /// What the pack says about it.
    pub note: String,
    /// Where it is from.
    pub source: String,
    /// How it stands with it.
    pub state: RowState,
    /// Where the key stands.
    pub places: Vec<KeyPlace>,
    /// Where in the user's own file a key belongs that is missing there: the key that it belongs beside; line 0 where the
    /// file has nothing akin.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub belongs: Option<Site>,
}

/// How a row and what stands in the files go together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RowState {
    /// The user's own configuration has to be changed.
    Act,
    /// The package carries what its version no longer takes.
    Package,
    /// It stands only in samples, in comments, or in the predecessor.
    Elsewhere,
    /// Everything is as the version wants it.
    #[default]
    Fine,
    /// Nobody can say: what would have to be looked at was not given.
    Unknown,
}

/// A place where a key stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct KeyPlace {
    /// In whose configuration.
    pub origin: KeyOrigin,
    /// The key as it stands there.
    pub key: String,
    /// Its value, without secrets.
    pub value: String,
    /// Whether it stands in a comment only.
    pub is_commented: bool,
    /// Whether the file is a sample.
    pub is_sample: bool,
    /// Whether it is only probably this key (`DTEN_HYBRID_ENABLE` for `dten.hybrid.enable`).
    pub is_probable: bool,
    /// Where; the path is the file's name for the user's own configuration.
    pub site: Site,
}

/// In whose configuration a key stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum KeyOrigin {
    /// In the package.
    #[default]
    Package,
    /// In the package that it is compared with.
    Baseline,
    /// In the user's own configuration.
    Config,
}

/// A file of configuration of which no keys are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Uncovered {
    /// Whose it is.
    pub origin: KeyOrigin,
    /// Its path, or its name.
    pub path: String,
    /// How it is written.
    pub format: ConfigFormat,
    /// Keys that it sets.
    pub keys: u32,
}

/// What to change in one of the user's own files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ConfigPatch {
    /// The file's name.
    pub name: String,
    /// A unified diff that `patch` applies; `""` where every change has to be made by hand.
    pub diff: String,
    /// Changes in the diff.
    pub changes: u32,
    /// What has to be changed by hand, as sentences: where a value is a secret, or the place is not clear.
    pub by_hand: Vec<String>,
}

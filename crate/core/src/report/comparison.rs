//! What changed since the package that this one is compared with.

use serde::{Deserialize, Serialize};

use crate::facts::Site;
use crate::finding::Finding;

/// The package beside its baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Comparison {
    /// File name of the baseline.
    pub baseline: String,
    /// Whether it is what it was given for.
    pub relation: Relation,
    /// Why that is so, as a sentence.
    pub reason: String,
    /// The baseline's own name and version; `""` where it gives none.
    pub name_before: String,
    /// See `name_before`.
    pub version_before: String,
    /// The package's own name and version; `""` where it gives none.
    pub name_after: String,
    /// See `name_after`.
    pub version_after: String,
    /// What became of the files.
    pub files: FileChanges,
    /// What became of everything else, in a fixed order; sections without a change stand there too.
    pub sections: Vec<ChangeSection>,
    /// Findings that the baseline has too, word for word.
    pub findings_unchanged: u32,
    /// Findings that the baseline has in another form.
    pub findings_changed: u32,
    /// Findings that the baseline does not have.
    pub findings_new: u32,
    /// What the baseline has and the package does not; their status is `absent`.
    pub absent: Vec<Finding>,
}

/// What the baseline is to the package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same product in an older version.
    Predecessor,
    /// The same product in the same version.
    SameVersion,
    /// The same product in a newer version: going from it to the package is a downgrade.
    Newer,
    /// Another product altogether.
    OtherProduct,
    /// One of them does not say what it is.
    #[default]
    Unknown,
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[expect(missing_docs, reason = "the names say it")]
pub struct FileChanges {
    pub added: u32,
    pub removed: u32,
    pub changed: u32,
    /// Under another path, with the same contents or nearly so.
    pub renamed: u32,
    pub unchanged: u32,
    /// All but the unchanged ones, by path, up to a limit; the numbers above are whole.
    pub list: Vec<FileChange>,
}

/// One file that is not as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FileChange {
    /// What became of it.
    pub change: ChangeKind,
    /// Its path in the package; in the baseline where it was removed.
    pub path: String,
    /// Its path in the baseline, where that is another.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path_before: Option<String>,
    /// Its size in the baseline, in bytes; `None` where it was added.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub size_before: Option<u64>,
    /// Its size in the package, in bytes; `None` where it was removed.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub size_after: Option<u64>,
}

/// What became of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ChangeKind {
    Added,
    Removed,
    #[default]
    Changed,
    Renamed,
}

/// What became of the facts of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ChangeSection {
    /// Which facts.
    pub of: ChangedFacts,
    /// How many changes there are; `changes` may list fewer.
    pub total: u32,
    /// What changed, in the order of what is shown.
    pub changes: Vec<Change>,
}

/// Kinds of facts that are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the facts")]
pub enum ChangedFacts {
    #[default]
    Manifests,
    Packages,
    Dependencies,
    ConfigKeys,
    Requirements,
    InstallHooks,
    KubernetesObjects,
    Effects,
    Schedules,
    Units,
}

/// One change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Change {
    /// What became of it.
    pub change: ChangeKind,
    /// What: a key, a package, a hook.
    pub subject: String,
    /// Its version or value in the baseline; `""` where it has none.
    pub before: String,
    /// Its version or value in the package; `""` where it has none.
    pub after: String,
    /// Where it stands in the baseline.
    pub site_before: Option<Site>,
    /// Where it stands in the package.
    pub site_after: Option<Site>,
}

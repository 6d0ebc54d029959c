//! What the package contains and says, each fact with its place. Facts carry no judgement.
//!
//! A batch of entries yields its own [`Facts`]; [`Facts::merge`] joins them in batch order, so that the number of workers
//! never shows in the result.

mod archive;
mod config;
mod declared;
mod file;
mod place;
mod role;
mod sketch;
mod timestamp;
mod version;

pub use archive::{
    ArchiveFact, ArchiveFormat, Disagreement, EncryptionScheme, HeaderField, HeaderSource, Observation, ObservationKind,
};
pub use config::{ConfigFormat, ConfigKey, Deprecation, DeprecationSource, KubernetesObject};
pub use declared::{
    DeclaredFile, Dependency, DependencySource, Digest, InstallHook, Manifest, ManifestState, Package, PackageOrigin,
    Requirement, RequirementKind, Scope, ScriptCommand, ScriptCommandKind, SourceKind, Stance,
};
pub use file::{Content, FileFact, FileType, Purpose, ReadState};
pub use place::{Location, Site, Sited, excerpt};
pub use role::Role;
pub use sketch::Sketch;
pub use timestamp::Timestamp;
pub use version::{Bound, Interval, VersionRange};

use serde::{Deserialize, Serialize};

/// Everything that was read out of one batch, or out of the whole package.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Facts {
    /// The package itself (first) and every archive nested in it.
    pub archives: Vec<ArchiveFact>,
    /// What is not as a plain archive would have it.
    pub observations: Vec<Observation>,
    /// Every entry of every archive, in the order of the directory.
    pub files: Vec<FileFact>,
    /// Every manifest that was recognised, readable or not.
    pub manifests: Vec<Manifest>,
    /// What the package is and contains, as its manifests name it.
    pub packages: Vec<Package>,
    /// What it needs.
    pub dependencies: Vec<Dependency>,
    /// What it asks of the people who install it: reboot, downtime, privileges.
    pub requirements: Vec<Requirement>,
    /// Files that a manifest names.
    pub declared_files: Vec<DeclaredFile>,
    /// Code that an installer or package manager runs by itself.
    pub install_hooks: Vec<InstallHook>,
    /// Commands of scripts that bear on a manifest's claims.
    pub script_commands: Vec<ScriptCommand>,
    /// Keys of configuration files, set or commented out.
    pub config_keys: Vec<ConfigKey>,
    /// Whether there are more than were taken (limit `config_keys`), so that a key that is missing may yet be set.
    pub are_config_keys_cut: bool,
    /// Objects of Kubernetes manifests.
    pub kubernetes_objects: Vec<KubernetesObject>,
    /// What the package itself declares to be deprecated.
    pub deprecations: Vec<Deprecation>,
    /// What was not read, and why. Moved to the report's own list when the report is made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<Skipped>,
}

/// Something that was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Skipped {
    /// The entry, or `""` for the package.
    pub path: String,
    /// Why, as a sentence that a person can act on.
    pub reason: String,
}

impl Facts {
    /// Appends the facts of the next batch.
    pub fn merge(&mut self, mut next: Facts) {
        self.archives.append(&mut next.archives);
        self.observations.append(&mut next.observations);
        self.files.append(&mut next.files);
        self.manifests.append(&mut next.manifests);
        self.packages.append(&mut next.packages);
        self.dependencies.append(&mut next.dependencies);
        self.requirements.append(&mut next.requirements);
        self.declared_files.append(&mut next.declared_files);
        self.install_hooks.append(&mut next.install_hooks);
        self.script_commands.append(&mut next.script_commands);
        self.config_keys.append(&mut next.config_keys);
        self.are_config_keys_cut |= next.are_config_keys_cut;
        self.kubernetes_objects.append(&mut next.kubernetes_objects);
        self.deprecations.append(&mut next.deprecations);
        self.skipped.append(&mut next.skipped);
    }

    /// Notes that something was not read.
    pub fn skip(&mut self, path: impl Into<String>, reason: impl Into<String>) {
        self.skipped.push(Skipped { path: path.into(), reason: reason.into() });
    }
}

//! What the package contains and says, each fact with its place. Facts carry no judgement.
//!
//! A batch of entries yields its own [`Facts`]; [`Facts::merge`] joins them in batch order, so that the number of workers
//! never shows in the result.

mod archive;
mod behaviour;
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
pub use behaviour::{
    Effect, EffectKind, Endpoint, EndpointKind, Invocation, Migration, Schedule, ScheduleKind, Secret, SecretKind,
    SqlHazard, SqlHazardKind, UndoClass, Unit, UnitUse,
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
    /// What scripts do, in the order of each file.
    pub effects: Vec<Effect>,
    /// Which file runs which, in the order of each file.
    pub invocations: Vec<Invocation>,
    /// What will run by itself.
    pub schedules: Vec<Schedule>,
    /// Whom it talks to.
    pub endpoints: Vec<Endpoint>,
    /// Services that it brings.
    pub units: Vec<Unit>,
    /// Services that its scripts and units use.
    pub unit_uses: Vec<UnitUse>,
    /// Secrets that stand in it.
    pub secrets: Vec<Secret>,
    /// Changes of database schemas.
    pub migrations: Vec<Migration>,
    /// Statements that hurt a live database.
    pub sql_hazards: Vec<SqlHazard>,
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
        self.effects.append(&mut next.effects);
        self.invocations.append(&mut next.invocations);
        self.schedules.append(&mut next.schedules);
        self.endpoints.append(&mut next.endpoints);
        self.units.append(&mut next.units);
        self.unit_uses.append(&mut next.unit_uses);
        self.secrets.append(&mut next.secrets);
        self.migrations.append(&mut next.migrations);
        self.sql_hazards.append(&mut next.sql_hazards);
        self.skipped.append(&mut next.skipped);
    }

    /// Notes that something was not read.
    pub fn skip(&mut self, path: impl Into<String>, reason: impl Into<String>) {
        self.skipped.push(Skipped { path: path.into(), reason: reason.into() });
    }
}

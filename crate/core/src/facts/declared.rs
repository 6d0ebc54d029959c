//! What manifests, READMEs and scripts say.

use serde::{Deserialize, Serialize};

use super::{Site, Sited, VersionRange};

/// A file that describes the package or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Manifest {
    /// Path of the entry.
    pub path: String,
    /// The format by its usual name (`package.json`, `wheel METADATA`, `jar MANIFEST.MF`, `vendor JSON`).
    pub format: String,
    /// `npm`, `pypi`, `maven`, `nuget`, `vsix`, `web-extension`, `generic`: purl types where one exists.
    pub ecosystem: String,
    /// How it names packages: as itself, or as a lockfile, a list or a reference does.
    pub kind: PackageOrigin,
    /// Whether it could be read.
    pub state: ManifestState,
    /// Whether it describes the package itself rather than something shipped inside it.
    pub describes_package: bool,
    /// The name it gives.
    pub name: Option<Sited<String>>,
    /// The version it gives.
    pub version: Option<Sited<String>>,
    /// Keys that stand twice in one object, in order.
    pub duplicate_keys: Vec<Sited<String>>,
    /// Whether it lists the files of the package (then a file that it does not list is worth a word).
    pub lists_files: bool,
    /// Whether it says that it is one of an application, which nothing else depends on (`private` in `package.json`,
    /// `[[bin]]` in `Cargo.toml`, `"type": "project"` in `composer.json`). Few formats can say so.
    pub is_application: bool,
}

impl Manifest {
    /// Whether it is the package's own: it describes the package, and is written for programs.
    pub fn is_own(&self) -> bool {
        self.describes_package && !self.is_readme()
    }

    /// Whether it stands for the heading of a README, which names the package but is no manifest.
    pub fn is_readme(&self) -> bool {
        self.format == "README"
    }
}

/// Whether a manifest could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ManifestState {
    /// Read to the end.
    #[default]
    Read,
    /// It is broken; what stood before the break is kept.
    Unreadable {
        /// Line of the break, from 1; 0 where the format has no lines.
        line: u32,
        /// Column of the break, from 1; 0 where unknown.
        column: u32,
        /// What is wrong.
        reason: String,
    },
}

/// Something that the package is or contains, by name and version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Package {
    /// Name in its ecosystem.
    pub name: String,
    /// Version as written; `""` where none is given.
    pub version: String,
    /// purl type.
    pub ecosystem: String,
    /// Package URL.
    pub purl: String,
    /// How it came to be named.
    pub origin: PackageOrigin,
    /// When it is needed, as far as a lockfile tells.
    #[serde(default)]
    pub scope: Scope,
    /// Where it is named.
    pub site: Site,
}

/// How a package came to be named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PackageOrigin {
    /// By a manifest of its own: it is the package, or it is shipped in it.
    #[default]
    Manifest,
    /// By a lockfile: what an installation takes.
    Lockfile,
    /// By a list of what was installed or put together (SBOM, dpkg status): it is shipped, or was on the machine that the
    /// list was made on.
    Listed,
    /// By a reference to something that is fetched: a container image, a chart, a CI action.
    Reference,
}

/// Something that the package needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Dependency {
    /// Name in its ecosystem.
    pub name: String,
    /// The requirement as written; `""` where none is given.
    pub requirement: String,
    /// What the requirement admits; `None` where it could not be read as a range (a URL, a tag, nonsense).
    pub range: Option<VersionRange>,
    /// purl type.
    pub ecosystem: String,
    /// Package URL without a version.
    pub purl: String,
    /// When it is needed.
    pub scope: Scope,
    /// Where it comes from when not from the ecosystem's registry.
    pub source: Option<DependencySource>,
    /// Where it is asked for.
    pub site: Site,
}

impl Dependency {
    /// Whether the requirement admits every version there is or will be.
    pub fn takes_any_version(&self) -> bool {
        let requirement = self.requirement.trim();
        ["", "*", "latest", "any", "x", "next", "newest"].iter().any(|any| requirement.eq_ignore_ascii_case(any))
    }
}

/// When a dependency is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Scope {
    #[default]
    Runtime,
    Optional,
    Peer,
    Build,
    Development,
    Test,
}

/// A dependency's source outside a registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DependencySource {
    /// Kind of source.
    pub kind: SourceKind,
    /// The source as written, without credentials.
    pub url: String,
    /// Whether a commit or digest pins it.
    pub pinned: bool,
}

/// Kinds of sources outside a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SourceKind {
    Git,
    Url,
    Path,
}

/// Something asked of, or promised to, the people who install the package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Requirement {
    /// What it is about.
    pub kind: RequirementKind,
    /// How firmly it is said.
    pub stance: Stance,
    /// The words, as an excerpt.
    pub text: String,
    /// Minutes, where a duration is promised.
    pub minutes: Option<u32>,
    /// Where it is said.
    pub site: Site,
}

/// What a requirement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RequirementKind {
    /// Restarting the machine.
    Reboot,
    /// How long the service is away.
    Downtime,
    /// root, sudo, Administrator.
    Privilege,
    /// Anything else.
    Other,
}

/// How firmly a requirement is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// "required", `true`, "must".
    Required,
    /// "not required", `false`, "none".
    NotRequired,
    /// "recommended", "may be needed", "as appropriate", "TBD".
    Advice,
    /// A plain statement (a duration).
    Statement,
}

/// A file that a manifest names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DeclaredFile {
    /// The path as written.
    pub path: String,
    /// The same, resolved against the manifest's folder, to compare with [`super::FileFact::path`].
    pub resolved: String,
    /// Digests given for it.
    pub digests: Vec<Digest>,
    /// Size given for it.
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub size_bytes: Option<u64>,
    /// Where it is named.
    pub site: Site,
}

/// A digest as a manifest gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Digest {
    /// `sha256`, `sha512`, `sha1`, `md5`, in lower case without a hyphen.
    pub algorithm: String,
    /// Lower-case hexadecimal.
    pub hex: String,
}

/// Code that runs at install without anybody calling it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct InstallHook {
    /// The hook by its own name: `npm postinstall`, `setup.py`, `NuGet install.ps1`, `deb postinst`.
    pub hook: String,
    /// What it runs, as an excerpt; `""` where the file itself is the hook.
    pub command: String,
    /// Where it is declared.
    pub site: Site,
}

/// A command at command position in a script that bears on a manifest's claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ScriptCommand {
    /// What the command is about.
    pub kind: ScriptCommandKind,
    /// Where it stands.
    pub site: Site,
}

/// Commands that bear on a manifest's claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ScriptCommandKind {
    /// Restarts the machine.
    Reboot,
    /// Runs as another user: `sudo`, `su`, `doas`, `runas`, a check for uid 0.
    Privilege,
    /// Stops or restarts a service.
    ServiceStop,
    /// Runs a migration or another step whose length depends on the data.
    DataMigration,
    /// Waits: `sleep`, `timeout`.
    Wait {
        /// Seconds, where they are literal.
        seconds: u32,
    },
}

//! What the package needs, beside what runs in production: the table behind the `dependency` findings.

use serde::{Deserialize, Serialize};

use crate::facts::{Scope, Site};

/// One thing that the package needs, with everybody who asks for it and everywhere it is installed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Need {
    /// Name in its ecosystem.
    pub name: String,
    /// purl type.
    pub ecosystem: String,
    /// Package URL without a version.
    pub purl: String,
    /// Who asks, and for what.
    pub asked: Vec<Asked>,
    /// What production has, by version, oldest first.
    pub installed: Vec<InstalledVersion>,
    /// Hosts in the inventory.
    pub hosts: u32,
    /// How what is asked and what is there go together.
    pub state: NeedState,
}

/// One requirement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Asked {
    /// The requirement as written.
    pub requirement: String,
    /// The dialect that it was read in; `""` where it is no range.
    pub dialect: String,
    /// When it is needed.
    pub scope: Scope,
    /// Where it is asked for.
    pub site: Site,
}

/// One version that production has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct InstalledVersion {
    /// What it is called in the inventory, where that is another name than the need's (`postgresql-15`).
    pub name: Option<String>,
    /// The version as the inventory gives it.
    pub version: String,
    /// What was compared, where that is other: the version without the distribution's own revision.
    pub compared_as: Option<String>,
    /// Whether a distribution made it, so that later fixes may be in it already.
    pub may_be_patched: bool,
    /// How many hosts have it.
    pub hosts: u32,
    /// The first of them by name.
    pub host_names: Vec<String>,
    /// Whether every requirement admits it; `None` where none refuses it and one of them, or the version, cannot be read.
    pub is_admitted: Option<bool>,
}

/// How what is asked and what is there go together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum NeedState {
    /// Every host that has it has a version that is admitted.
    Met,
    /// Some host has no other versions than such as are not admitted.
    Unmet,
    /// No host has it, and the inventory would list it.
    NotInstalled,
    /// It comes with the package or is fetched by its package manager; production need not have it.
    Shipped,
    /// The requirement is no range, or an installed version none that can be compared with it.
    Unreadable,
    /// The inventory has nothing to compare with: none was given, or it lists other things.
    #[default]
    NotChecked,
}

/// The way from an installed version to the package's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UpgradePath {
    /// The product's name.
    pub product: String,
    /// The version that is installed.
    pub from: String,
    /// Hosts that have it.
    pub hosts: u32,
    /// The package's version.
    pub to: String,
    /// What to wait for before the first step; `""` for nothing.
    pub wait: String,
    /// Versions to install on the way, in order.
    pub stops: Vec<UpgradeStop>,
    /// Whether a pack knows a way at all.
    pub is_supported: bool,
    /// What the pack says about going back: `none`, `config-only`, `supported`; `""` where it says nothing.
    pub downgrade: String,
    /// The pack and its source.
    pub source: String,
}

/// A version to install on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UpgradeStop {
    /// The version, or the newest of its line where the pack names a line (`16.11`).
    pub version: String,
    /// What to wait for there before going on; `""` for nothing.
    pub wait: String,
}

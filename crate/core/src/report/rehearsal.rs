//! The package without its tasks, endpoints and credentials.

use serde::{Deserialize, Serialize};

use crate::facts::Site;

/// How to run the package where it can do no harm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Rehearsal {
    /// What to switch off or send elsewhere, in the order of the files.
    pub steps: Vec<RehearsalStep>,
    /// Unified diffs of the package's own files that do what can be done so, in the order of the files.
    pub patches: Vec<PackagePatch>,
}

/// One task, endpoint or credential, and what to do with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RehearsalStep {
    /// `task`, `endpoint`, `credential`.
    pub of: String,
    /// What it is about: the task's name, the host, the key.
    pub subject: String,
    /// One imperative sentence: comment out, mask the timer, send to a sink, replace by a reference.
    pub text: String,
    /// A command that does it in a copy of the package, without secrets; `""` where there is none.
    pub command: String,
    /// Whether one of the patches does it.
    pub is_in_patch: bool,
    /// Where it stands.
    pub site: Site,
}

/// A change to one file of the package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PackagePatch {
    /// Path of the entry.
    pub path: String,
    /// Unified diff (`patch -p1`).
    pub diff: String,
}

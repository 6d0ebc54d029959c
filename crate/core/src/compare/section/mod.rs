//! The kinds of facts that are compared. One kind is one file; to add one, add a [`ChangedFacts`], a file, and a line here.

mod config_keys;
mod dependencies;
mod effects;
mod install_hooks;
mod kubernetes_objects;
mod manifests;
mod packages;
mod requirements;
mod schedules;
mod units;

use super::Compared;
use crate::report::{Change, ChangedFacts};

/// How facts of one kind are compared.
pub(super) struct Section {
    pub(super) of: ChangedFacts,
    /// What they are, for a sentence.
    pub(super) name: &'static str,
    /// What changed, in the order of what is shown.
    pub(super) changes: fn(&Compared<'_>) -> Vec<Change>,
}

/// Every kind, in the order of the report.
pub(super) const SECTIONS: &[Section] = &[
    manifests::SECTION,
    packages::SECTION,
    dependencies::SECTION,
    config_keys::SECTION,
    requirements::SECTION,
    install_hooks::SECTION,
    kubernetes_objects::SECTION,
    effects::SECTION,
    schedules::SECTION,
    units::SECTION,
];

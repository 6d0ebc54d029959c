//! What happens in which order, and what a snapshot leaves behind.

use serde::{Deserialize, Serialize};

use crate::facts::{EffectKind, Site, UndoClass};

/// When something is carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// By the installer or the package manager, or by a script that these call.
    Install,
    /// Later, by a task or a unit that is installed.
    Later,
    /// By an uninstaller or a script for the way back.
    Rollback,
    /// Only when somebody runs it: it is shipped, and nothing here calls it.
    #[default]
    ByHand,
}

/// One effect at its place in the order of events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TimelineStep {
    /// When.
    pub stage: Stage,
    /// Place in `facts.effects`.
    pub effect: u32,
    /// Through which files it is reached, first the one that is started: `install.sh`, `upgrade.sh`.
    pub through: Vec<String>,
}

/// What to do after the snapshot was restored, and before anything is installed so that it can be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Rollback {
    /// What the snapshot leaves behind, the worst class first.
    pub items: Vec<RollbackItem>,
    /// What to write down before the upgrade.
    pub captures: Vec<Capture>,
    /// The scripts for the way back that the package ships.
    pub scripts: Vec<String>,
    /// How many effects a snapshot of this machine undoes.
    pub undone_by_snapshot: u32,
}

/// One thing that a snapshot does not undo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RollbackItem {
    /// What undoes it.
    pub class: UndoClass,
    /// What was done.
    pub kind: EffectKind,
    /// What it was done to.
    pub target: String,
    /// Where it happened: `git.example.com`, `database`; `""` for this machine.
    pub elsewhere: String,
    /// What to do about it, one imperative sentence.
    pub text: String,
    /// A command that does; `""` where none is known.
    pub inverse: String,
    /// When the effect comes about.
    pub stage: Stage,
    /// Where the package's own way back covers it; `None` where it does not.
    pub covered_by: Option<Site>,
    /// Where it stands.
    pub site: Site,
}

/// Something to write down before the upgrade.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Capture {
    /// What, one imperative sentence.
    pub text: String,
    /// A command that shows it; `""` where none is known.
    pub command: String,
    /// The places for which it is needed.
    pub sites: Vec<Site>,
}

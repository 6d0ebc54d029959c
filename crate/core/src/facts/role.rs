//! What the files are for that an analysis is given.

use serde::{Deserialize, Serialize};

/// What a file is for that an analysis is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The package that is to be installed.
    Package,
    /// A list of what is installed in production.
    Inventory,
    /// A pack: what is known about a product.
    Pack,
    /// A configuration file of the user's own, as it runs in production.
    Config,
    /// The package that is installed now, or was before: what this one is compared with.
    Baseline,
    /// Nothing that is known; it is named in the report and otherwise left alone.
    #[default]
    Unknown,
}

impl Role {
    /// The word for it, as the report has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Inventory => "inventory",
            Self::Pack => "pack",
            Self::Config => "config",
            Self::Baseline => "baseline",
            Self::Unknown => "unknown",
        }
    }
}

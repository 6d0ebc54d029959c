//! What the user knows beside the package: the time, the package's file name, the inventory, packs, the configuration in
//! force, and the package that is to be replaced.

mod configuration;
mod input;
mod inventory;
mod own;
mod recognise;
mod seen;
mod shared;

pub use crate::facts::Role;
pub use input::{Beside, Columns, InputChoice, Recognised};
pub use inventory::{Host, Installed, Inventory};
pub use own::{Baseline, OwnConfig};
pub use shared::Shared;

use crate::facts::Timestamp;
use crate::packs::Packs;

/// What rules may use beside the facts.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The user's present time; `None` where none was given, so that rules about dates are "not checked".
    pub now: Option<Timestamp>,
    /// File name of the package as the user has it.
    pub package_name: String,
    /// What runs in production.
    pub inventory: Shared<Inventory>,
    /// What is known about products.
    pub packs: Packs,
    /// The user's own configuration.
    pub configs: Vec<OwnConfig>,
    /// The package that this one is compared with.
    pub baseline: Option<Baseline>,
    /// The files beside the package, in the order in which they were given.
    pub beside: Vec<Beside>,
}

impl Context {
    /// The context of an analysis: `now` as RFC 3339, and the package's file name.
    ///
    /// # Errors
    /// [`InvalidNow`] where `now` is no RFC 3339 time.
    pub fn new(now: Option<&str>, package_name: &str) -> Result<Self, InvalidNow> {
        let now = match now {
            Some(text) => Some(Timestamp::parse_rfc3339(text).ok_or_else(|| InvalidNow { text: text.to_owned() })?),
            None => None,
        };
        Ok(Self { now, package_name: package_name.to_owned(), ..Self::default() })
    }

    /// The same for the baseline, as if it were the package: then it has no baseline itself.
    pub(crate) fn of_baseline(&self, baseline: &Baseline) -> Self {
        Self {
            now: self.now,
            package_name: baseline.name.clone(),
            inventory: self.inventory.clone(),
            packs: self.packs.clone(),
            configs: self.configs.clone(),
            baseline: None,
            beside: self.beside.clone(),
        }
    }
}

/// The time given as "now" is no RFC 3339 time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidNow {
    /// What was given.
    pub text: String,
}

impl std::fmt::Display for InvalidNow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is no RFC 3339 time such as 2026-11-23T17:00:00Z", self.text)
    }
}

impl std::error::Error for InvalidNow {}

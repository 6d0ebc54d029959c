//! What the user knows beside the package: the time, the package's file name, and later inventory, configuration,
//! baseline and packs.

use crate::facts::Timestamp;

/// What rules may use beside the facts.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The user's present time; `None` where none was given, so that rules about dates are "not checked".
    pub now: Option<Timestamp>,
    /// File name of the package as the user has it.
    pub package_name: String,
}

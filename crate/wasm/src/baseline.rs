//! A package on its way from the session that read it to the session that compares with it.

use dropscope_core::context::Baseline;
use dropscope_core::facts::Facts;
use serde::{Deserialize, Serialize};

/// A [`Baseline`] as JSON.
#[derive(Serialize, Deserialize)]
pub struct Carried {
    pub name: String,
    pub size_bytes: u64,
    pub sha256: Option<String>,
    pub complete: bool,
    pub facts: Facts,
}

impl From<Carried> for Baseline {
    fn from(carried: Carried) -> Self {
        let Carried { name, size_bytes, sha256, complete, facts } = carried;
        Self { name, size_bytes, sha256, facts, complete }
    }
}

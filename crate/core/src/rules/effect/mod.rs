//! The `effect` group: what it changes, and whether a snapshot restore undoes it

use crate::rules::rules;

rules! {}

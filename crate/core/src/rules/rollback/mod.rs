//! The `rollback` group: can Monday be undone?

use crate::rules::rules;

rules! {}

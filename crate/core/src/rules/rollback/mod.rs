//! The `rollback` group: can Monday be undone?

use crate::rules::rules;

rules! {
    irreversible_effect,
    missing_rollback,
    partial_rollback,
}

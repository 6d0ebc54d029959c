//! The `unit` group: services by name.

mod frame;

use crate::rules::rules;

rules! {
    renamed_unit,
    missing_unit,
    vanished_unit,
}

//! The `schedule` group: what will run when nobody looks

use crate::rules::rules;

rules! {}

//! The `secret` group: what must not be in there

use crate::rules::rules;

rules! {}

//! The `migration` group: changes to a live schema

use crate::rules::rules;

rules! {}

//! The `endpoint` group: who it talks to

use crate::rules::rules;

rules! {}

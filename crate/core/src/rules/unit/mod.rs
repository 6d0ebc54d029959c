//! The `unit` group: services by name

use crate::rules::rules;

rules! {}

//! What it needs.

use super::rules;

rules! {}

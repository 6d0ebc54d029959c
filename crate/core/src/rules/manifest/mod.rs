//! Does it say what it means?

use super::rules;

rules! {}

//! The matrix of configuration keys: what the next version no longer knows, newly wants, or takes otherwise.

use crate::rules::rules;

rules! {
    self_declared_deprecation,
}

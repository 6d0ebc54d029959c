//! The matrix of configuration keys: what the next version no longer knows, newly wants, or takes otherwise.

mod concern;
mod ending;

use crate::rules::rules;

rules! {
    removed_key,
    renamed_key,
    deprecated_key,
    missing_required_key,
    wrong_value,
    default_changed,
    self_declared_deprecation,
}

//! The matrix of configuration keys: what the next version no longer knows, newly wants, or takes otherwise.

mod concern;
mod ending;
mod observed;

use crate::rules::rules;

rules! {
    removed_key,
    renamed_key,
    deprecated_key,
    missing_required_key,
    wrong_value,
    default_changed,
    vanished_key,
    appeared_key,
    changed_default,
    self_declared_deprecation,
}

//! The matrix of configuration keys: what the next version no longer knows, newly wants, or takes otherwise.

use crate::rules::rules;

mod observed;

rules! {
    vanished_key,
    appeared_key,
    changed_default,
}

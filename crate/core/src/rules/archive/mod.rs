//! Is the container itself honest?

use super::rules;

rules! {
    path_traversal,
}

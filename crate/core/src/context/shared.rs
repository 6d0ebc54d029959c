//! Something large that several contexts have in common.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// Cloned in no time; copied only where it is written to while somebody else has it.
#[derive(Clone, Debug, Default)]
pub struct Shared<T>(Arc<T>);

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

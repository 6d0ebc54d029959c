//! The join of what packs know about configuration keys with where the keys stand: in the package, in the package before
//! it, in the user's own configuration. The table behind the `config` rules.

use std::marker::PhantomData;

use crate::context::Context;
use crate::facts::Facts;
use crate::report::ConfigMatrix;

/// Everything that the join found.
pub(crate) struct Matrix<'a> {
    lifetime: PhantomData<&'a Facts>,
}

/// Joins the facts and the context.
pub(crate) fn join<'a>(_facts: &'a Facts, _context: &'a Context) -> Matrix<'a> {
    Matrix { lifetime: PhantomData }
}

impl Matrix<'_> {
    /// The matrix as the report has it.
    pub(crate) fn shown(&self) -> ConfigMatrix {
        ConfigMatrix::default()
    }
}

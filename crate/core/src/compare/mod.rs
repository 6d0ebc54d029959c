//! The package beside the one before it: what became of its files and its facts.

use std::marker::PhantomData;

use crate::context::Baseline;
use crate::facts::Facts;
use crate::report::Comparison;

/// Everything that the comparison found.
pub(crate) struct Compared<'a> {
    lifetime: PhantomData<&'a Facts>,
}

/// Compares the facts of the package with those of its baseline.
pub(crate) fn compare<'a>(_facts: &'a Facts, _baseline: &'a Baseline) -> Compared<'a> {
    Compared { lifetime: PhantomData }
}

impl Compared<'_> {
    /// The comparison as the report has it, but for the findings.
    pub(crate) fn shown(&self) -> Comparison {
        Comparison::default()
    }
}

//! What a rule may look at.

use std::cell::OnceCell;

use crate::compare::{self, Compared};
use crate::context::Context;
use crate::facts::Facts;
use crate::matrix::{self, Matrix};
use crate::needs;
use crate::report::Rollback;
use crate::rollback;
use crate::timeline::{self, Timeline};

/// The facts of a package, what the user knows beside it, and the joins of the two that several rules share: each is made
/// when it is first asked for, and only once.
pub struct Case<'a> {
    /// What the package contains and says.
    pub facts: &'a Facts,
    /// What the user knows beside it.
    pub context: &'a Context,
    needs: OnceCell<Vec<needs::Row<'a>>>,
    matrix: OnceCell<Matrix<'a>>,
    compared: OnceCell<Option<Compared<'a>>>,
    timeline: OnceCell<Timeline>,
    rollback: OnceCell<Rollback>,
}

impl<'a> Case<'a> {
    /// Nothing is joined yet.
    pub fn new(facts: &'a Facts, context: &'a Context) -> Self {
        Self {
            facts,
            context,
            needs: OnceCell::new(),
            matrix: OnceCell::new(),
            compared: OnceCell::new(),
            timeline: OnceCell::new(),
            rollback: OnceCell::new(),
        }
    }

    /// What the package needs, beside what runs in production.
    pub(crate) fn needs(&self) -> &[needs::Row<'a>] {
        self.needs.get_or_init(|| needs::rows(self.facts, self.context))
    }

    /// What is known about configuration keys, beside where they stand.
    pub(crate) fn matrix(&self) -> &Matrix<'a> {
        self.matrix.get_or_init(|| matrix::join(self.facts, self.context))
    }

    /// The package beside its baseline; `None` where there is no baseline.
    pub(crate) fn compared(&self) -> Option<&Compared<'a>> {
        let compare = || Some(compare::compare(self.facts, self.context.baseline.as_ref()?, self.context));
        self.compared.get_or_init(compare).as_ref()
    }

    /// What is run when, and in which order the effects come.
    pub(crate) fn timeline(&self) -> &Timeline {
        self.timeline.get_or_init(|| timeline::timeline(self.facts))
    }

    /// What a snapshot leaves behind.
    pub(crate) fn rollback(&self) -> &Rollback {
        self.rollback.get_or_init(|| rollback::rollback(self))
    }
}

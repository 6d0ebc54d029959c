//! Requirements as comparators that must all hold, with alternatives: the form of npm, RubyGems and Composer.

use std::cmp::Ordering;

use super::set::{Set, bound};
use super::{Dialect, compare, composer, number, precedence};

/// How a version stands to a clause's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Equal,
    NotEqual,
    Above,
    AtLeast,
    Below,
    AtMost,
}

/// One comparator.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    op: Op,
    version: String,
    /// How much of the version is for people: `2.0.0` of `2.0.0-0`, which stands for "no pre-release of 2.0.0 either".
    shown: usize,
}

/// Comparators in alternatives.
#[derive(Clone, Debug)]
pub(super) struct Clauses {
    dialect: Dialect,
    alternatives: Vec<Vec<Clause>>,
}

impl Clause {
    pub(super) fn new(op: Op, version: impl Into<String>) -> Self {
        let version = version.into();
        Self { op, shown: version.len(), version }
    }

    /// A bound at the lowest version that a release can have: its lowest pre-release, which `lowest` makes of it.
    pub(super) fn at_lowest(op: Op, version: &str, lowest: &str) -> Self {
        Self { op, shown: version.len(), version: format!("{version}{lowest}") }
    }

    fn holds(&self, dialect: Dialect, version: &str) -> bool {
        if dialect == Dialect::Composer && !composer::are_comparable(version, &self.version) {
            return self.op == Op::NotEqual;
        }
        let order = compare(dialect, version, &self.version);
        match self.op {
            Op::Equal => order == Ordering::Equal,
            Op::NotEqual => order != Ordering::Equal,
            Op::Above => order == Ordering::Greater,
            Op::AtLeast => order != Ordering::Less,
            Op::Below => order == Ordering::Less,
            Op::AtMost => order != Ordering::Greater,
        }
    }

    fn narrow(&self, dialect: Dialect, set: Set) -> Set {
        let version = self.version.get(..self.shown).unwrap_or(&self.version);
        match self.op {
            // npm's way to say that nothing is admitted.
            Op::Below if self.version == "0.0.0-0" => Set::of(dialect, &[]),
            Op::Equal => set.intersect(&Set::exact(dialect, version)),
            Op::NotEqual => set.except(bound(version, true), bound(version, true)),
            Op::Above => set.intersect(&Set::above(dialect, version, false)),
            Op::AtLeast => set.intersect(&Set::above(dialect, version, true)),
            Op::Below => set.intersect(&Set::below(dialect, version, false)),
            Op::AtMost => set.intersect(&Set::below(dialect, version, true)),
        }
    }
}

impl Clauses {
    /// Alternatives, each of comparators that all hold; one without comparators admits everything.
    pub(super) fn new(dialect: Dialect, alternatives: Vec<Vec<Clause>>) -> Self {
        Self { dialect, alternatives }
    }

    /// Whether a version satisfies one of the alternatives.
    pub(super) fn admits(&self, version: &str) -> bool {
        self.alternatives.iter().any(|clauses| {
            clauses.iter().all(|clause| clause.holds(self.dialect, version))
                && (self.dialect != Dialect::Npm || may_be_pre_release(clauses, version))
        })
    }

    /// The intervals, without what bounds cannot say.
    pub(super) fn set(&self) -> Set {
        let mut intervals = Vec::new();
        for clauses in &self.alternatives {
            let set = clauses.iter().fold(Set::all(self.dialect), |set, clause| clause.narrow(self.dialect, set));
            intervals.append(&mut set.intervals());
        }
        Set::of(self.dialect, &intervals)
    }
}

/// npm's rule: a pre-release is admitted only where a comparator names a pre-release of the same three numbers.
fn may_be_pre_release(clauses: &[Clause], version: &str) -> bool {
    let parts = precedence::parts(version);
    parts.pre.is_none()
        || clauses.iter().any(|clause| {
            let own = precedence::parts(&clause.version);
            own.pre.is_some() && number::compare_dotted(own.core, parts.core) == Ordering::Equal
        })
}

//! Sets of versions as intervals in order: union, intersection, difference.

use std::cmp::Ordering;

use crate::facts::{Bound, Interval};

use super::{Dialect, compare};

/// A set of versions; its intervals ascend and do not touch.
#[derive(Clone, Debug)]
pub(super) struct Set {
    dialect: Dialect,
    intervals: Vec<Interval>,
}

impl Set {
    /// What the intervals admit.
    pub(super) fn of(dialect: Dialect, intervals: &[Interval]) -> Self {
        Self { dialect, intervals: intervals.to_vec() }.in_order()
    }

    /// Every version.
    pub(super) fn all(dialect: Dialect) -> Self {
        Self { dialect, intervals: vec![Interval::default()] }
    }

    /// What lies between two bounds; nothing where they cross.
    pub(super) fn between(dialect: Dialect, lower: Option<Bound>, upper: Option<Bound>) -> Self {
        let interval = Interval { lower, upper };
        let intervals = if is_empty(dialect, &interval) { Vec::new() } else { vec![interval] };
        Self { dialect, intervals }
    }

    pub(super) fn exact(dialect: Dialect, version: &str) -> Self {
        Self::between(dialect, Some(bound(version, true)), Some(bound(version, true)))
    }

    pub(super) fn above(dialect: Dialect, version: &str, inclusive: bool) -> Self {
        Self::between(dialect, Some(bound(version, inclusive)), None)
    }

    pub(super) fn below(dialect: Dialect, version: &str, inclusive: bool) -> Self {
        Self::between(dialect, None, Some(bound(version, inclusive)))
    }

    /// From one version, inclusive, up to another, exclusive.
    pub(super) fn half_open(dialect: Dialect, lower: &str, upper: &str) -> Self {
        Self::between(dialect, Some(bound(lower, true)), Some(bound(upper, false)))
    }

    /// Everything that is not in an interval with two ends.
    pub(super) fn except(self, lower: Bound, upper: Bound) -> Self {
        let dialect = self.dialect;
        let before = Self::between(dialect, None, Some(Bound { inclusive: !lower.inclusive, ..lower }));
        let after = Self::between(dialect, Some(Bound { inclusive: !upper.inclusive, ..upper }), None);
        self.intersect(&before.union(after))
    }

    pub(super) fn intersect(self, other: &Self) -> Self {
        let mut intervals = Vec::new();
        for a in &self.intervals {
            for b in &other.intervals {
                let interval = Interval {
                    lower: higher_lower(self.dialect, a.lower.as_ref(), b.lower.as_ref()).cloned(),
                    upper: lower_upper(self.dialect, a.upper.as_ref(), b.upper.as_ref()).cloned(),
                };
                if !is_empty(self.dialect, &interval) {
                    intervals.push(interval);
                }
            }
        }
        Self { dialect: self.dialect, intervals }.in_order()
    }

    pub(super) fn union(mut self, mut other: Self) -> Self {
        self.intervals.append(&mut other.intervals);
        self.in_order()
    }

    pub(super) fn intervals(self) -> Vec<Interval> {
        self.intervals
    }

    /// Sorts the intervals and joins those that overlap or touch.
    fn in_order(mut self) -> Self {
        let dialect = self.dialect;
        self.intervals.sort_by(|a, b| order_lower(dialect, a.lower.as_ref(), b.lower.as_ref()));
        let mut joined: Vec<Interval> = Vec::with_capacity(self.intervals.len());
        for next in self.intervals {
            match joined.last_mut().filter(|last| touches(dialect, last, &next)) {
                Some(last) => {
                    if order_upper(dialect, last.upper.as_ref(), next.upper.as_ref()) == Ordering::Less {
                        last.upper = next.upper;
                    }
                }
                None => joined.push(next),
            }
        }
        Self { dialect, intervals: joined }
    }
}

pub(super) fn bound(version: &str, inclusive: bool) -> Bound {
    Bound { version: version.to_owned(), inclusive }
}

fn is_empty(dialect: Dialect, interval: &Interval) -> bool {
    let (Some(lower), Some(upper)) = (&interval.lower, &interval.upper) else { return false };
    match compare(dialect, &lower.version, &upper.version) {
        Ordering::Less => false,
        Ordering::Equal => !(lower.inclusive && upper.inclusive),
        Ordering::Greater => true,
    }
}

/// No lower bound comes first; of equal ones the inclusive.
fn order_lower(dialect: Dialect, a: Option<&Bound>, b: Option<&Bound>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(a), Some(b)) => compare(dialect, &a.version, &b.version).then_with(|| b.inclusive.cmp(&a.inclusive)),
    }
}

/// No upper bound comes last; of equal ones the inclusive.
fn order_upper(dialect: Dialect, a: Option<&Bound>, b: Option<&Bound>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => compare(dialect, &a.version, &b.version).then_with(|| a.inclusive.cmp(&b.inclusive)),
    }
}

fn higher_lower<'b>(dialect: Dialect, a: Option<&'b Bound>, b: Option<&'b Bound>) -> Option<&'b Bound> {
    if order_lower(dialect, a, b) == Ordering::Less { b } else { a }
}

fn lower_upper<'b>(dialect: Dialect, a: Option<&'b Bound>, b: Option<&'b Bound>) -> Option<&'b Bound> {
    if order_upper(dialect, a, b) == Ordering::Greater { b } else { a }
}

/// Whether no version lies between the end of one interval and the beginning of the next.
fn touches(dialect: Dialect, first: &Interval, next: &Interval) -> bool {
    let (Some(upper), Some(lower)) = (&first.upper, &next.lower) else { return true };
    match compare(dialect, &upper.version, &lower.version) {
        Ordering::Greater => true,
        Ordering::Equal => upper.inclusive || lower.inclusive,
        Ordering::Less => false,
    }
}

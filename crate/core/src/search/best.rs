//! The first few of many, without keeping the many.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The first of everything that was offered, and how much that was.
pub(super) struct Best<O, T> {
    limit: usize,
    kept: BinaryHeap<Ranked<O, T>>,
    total: u32,
}

/// A thing with its place in the order.
struct Ranked<O, T> {
    order: O,
    thing: T,
}

impl<O: Ord, T> Best<O, T> {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, kept: BinaryHeap::new(), total: 0 }
    }

    /// No two things may have the same place in the order.
    pub(super) fn offer(&mut self, order: O, thing: T) {
        self.total = self.total.saturating_add(1);
        let next = Ranked { order, thing };
        if self.kept.len() < self.limit {
            self.kept.push(next);
        } else if let Some(mut last) = self.kept.peek_mut()
            && next < *last
        {
            *last = next;
        }
    }

    /// How many were offered, and the first of them in order.
    pub(super) fn finish(self) -> (u32, impl Iterator<Item = T>) {
        (self.total, self.kept.into_sorted_vec().into_iter().map(|ranked| ranked.thing))
    }
}

impl<O: Ord, T> Ord for Ranked<O, T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order.cmp(&other.order)
    }
}

impl<O: Ord, T> PartialOrd for Ranked<O, T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<O: Ord, T> PartialEq for Ranked<O, T> {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}

impl<O: Ord, T> Eq for Ranked<O, T> {}

//! What a graph of dependencies reaches.

use std::collections::BTreeSet;

/// Everything that can be reached from `roots`, these included. Each node is asked once, so that cycles end.
pub(super) fn reachable<N: Ord + Copy>(
    roots: impl IntoIterator<Item = N>,
    mut next: impl FnMut(N) -> Vec<N>,
) -> BTreeSet<N> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<N> = roots.into_iter().collect();
    while let Some(node) = open.pop() {
        if reached.insert(node) {
            open.extend(next(node));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::reachable;

    #[test]
    fn cycles_end() {
        let next = |node: u32| match node {
            1 => vec![2, 3],
            3 => vec![1, 3],
            _ => vec![],
        };
        assert_eq!(reachable([1], next).into_iter().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(reachable([2], next).into_iter().collect::<Vec<_>>(), [2]);
    }
}

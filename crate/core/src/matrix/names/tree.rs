//! Names of keys with `*`, part by part.

use std::collections::HashMap;

use super::{RowAt, SAME_NAME};
use crate::matrix::glob::is_like;

/// A tree of parts. `*` is any one part, a list index too; `**` any number of parts, none included; a part with a `*`
/// among other characters is like that.
#[derive(Default)]
pub(super) struct Tree {
    roots: Children,
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    next: Children,
    /// Rows whose name ends here.
    ends: Vec<RowAt>,
    /// Whether it takes in further parts (`**`).
    repeats: bool,
}

#[derive(Default)]
struct Children {
    named: HashMap<String, usize>,
    any: Option<usize>,
    any_run: Option<usize>,
    /// Parts such as `max-*`.
    like: Vec<(String, usize)>,
}

/// Most ways through the tree that are followed at once. Names that people write need two or three.
const MOST_WAYS: usize = 64;

impl Tree {
    /// Adds a name in lower case.
    pub(super) fn add(&mut self, name: &str, at: RowAt) {
        let mut node = None;
        for part in name.split('.') {
            node = self.child(node, part);
            if node.is_none() {
                return;
            }
        }
        let node = node.and_then(|node| self.nodes.get_mut(node));
        if let Some(node) = node.filter(|node| node.ends.len() < SAME_NAME) {
            node.ends.push(at);
        }
    }

    /// Every row with a name that a key in lower case agrees with; a row may come twice.
    pub(super) fn find(&self, key: &str, mut found: impl FnMut(RowAt)) {
        if self.nodes.is_empty() {
            return;
        }
        let mut ways = Vec::new();
        self.reach(self.roots.any_run, &mut ways);
        for (place, part) in parts(key).enumerate() {
            let mut next = Vec::new();
            if place == 0 {
                self.step(&self.roots, part, &mut next);
            }
            for (way, node) in ways.iter().filter_map(|&way| Some((way, self.nodes.get(way)?))) {
                if node.repeats {
                    self.reach(Some(way), &mut next);
                }
                self.step(&node.next, part, &mut next);
            }
            ways = next;
            if ways.is_empty() {
                return;
            }
        }
        for node in ways.iter().filter_map(|&way| self.nodes.get(way)) {
            node.ends.iter().for_each(|&at| found(at));
        }
    }

    /// The children that take in a part.
    fn step(&self, from: &Children, part: &str, next: &mut Vec<usize>) {
        let named = from.named.get(part).copied();
        let like = from.like.iter().filter(|(pattern, _)| is_like(pattern, part)).map(|(_, child)| *child);
        for child in named.into_iter().chain(from.any).chain(like) {
            self.reach(Some(child), next);
        }
    }

    /// A node, and the `**` behind it, which takes in nothing as well.
    fn reach(&self, node: Option<usize>, ways: &mut Vec<usize>) {
        let Some(node) = node else { return };
        let run = self.nodes.get(node).and_then(|node| node.next.any_run);
        for way in std::iter::once(node).chain(run) {
            if ways.len() < MOST_WAYS && !ways.contains(&way) {
                ways.push(way);
            }
        }
    }

    /// The child of that part, made where it is missing; `None` where there are too many already.
    fn child(&mut self, parent: Option<usize>, part: &str) -> Option<usize> {
        let new = self.nodes.len();
        let from = match parent {
            Some(parent) => &mut self.nodes.get_mut(parent)?.next,
            None => &mut self.roots,
        };
        let child = match part {
            "*" => *from.any.get_or_insert(new),
            "**" => *from.any_run.get_or_insert(new),
            _ if part.contains('*') => match from.like.iter().find(|(pattern, _)| pattern == part) {
                Some((_, child)) => *child,
                None if from.like.len() >= SAME_NAME => return None,
                None => {
                    from.like.push((part.to_owned(), new));
                    new
                }
            },
            _ => *from.named.entry(part.to_owned()).or_insert(new),
        };
        if child == new {
            self.nodes.push(Node { repeats: part == "**", ..Node::default() });
        }
        Some(child)
    }
}

/// `a[0].b` → `a`, `0`, `b`
fn parts(key: &str) -> impl Iterator<Item = &str> {
    key.split(['.', '[']).map(|part| part.strip_suffix(']').unwrap_or(part)).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{RowAt, Tree};

    fn agrees(name: &str, key: &str) -> bool {
        let mut tree = Tree::default();
        tree.add(name, RowAt { product: 0, row: 0 });
        let mut is_found = false;
        tree.find(key, |_| is_found = true);
        is_found
    }

    #[test]
    fn a_star_is_one_part_and_two_are_any_number() {
        for (name, key, wanted) in [
            ("a.*", "a.b", true),
            ("a.*", "a", false),
            ("a.*", "a.b.c", false),
            ("a.*.c", "a[0].c", true),
            ("*.c", "b.c", true),
            ("a.**", "a", true),
            ("a.**", "a.b", true),
            ("a.**", "a.b[2].c", true),
            ("a.**", "ab", false),
            ("a.**.z", "a.z", true),
            ("a.**.z", "a.b.c.z", true),
            ("a.**.z", "a.b.c", false),
            ("**.z", "z", true),
            ("**.z", "a.b.z", true),
            ("a.max-*.b", "a.max-size.b", true),
            ("a.max-*.b", "a.min-size.b", false),
        ] {
            assert_eq!(agrees(name, key), wanted, "{name} {key}");
        }
    }

    #[test]
    fn a_hostile_tree_costs_no_time_without_end() {
        let mut tree = Tree::default();
        for row in 0..4_096_usize {
            let name: Vec<&str> = (0..12).map(|bit| if row >> bit & 1 == 1 { "*" } else { "a" }).collect();
            tree.add(&name.join("."), RowAt { product: 0, row });
        }
        let mut found = 0;
        tree.find(&["a"; 12].join("."), |_| found += 1);
        assert_eq!(found, super::MOST_WAYS);
    }
}

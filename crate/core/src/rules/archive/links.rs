//! Where links lead, following other links of the same archive: linear in the bytes of paths and targets.

use std::collections::BTreeMap;

use super::absolute_path::root;
use super::gather::Archives;
use crate::facts::{Facts, FileFact, FileType};

/// Links that one path may go through; Linux stops there too.
const MOST_HOPS: usize = 40;

/// Parts of paths that are followed in one analysis, so that links which multiply cannot take for ever.
const MOST_STEPS: u64 = 20_000_000;

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// Into the archive, or nowhere.
    Inside,
    /// To a path from a root.
    ToRoot,
    /// Above the archive's folder.
    Outside,
}

/// A link that leads outside, on the way of another entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Through<'a> {
    /// Path of the link.
    pub(super) link: &'a str,
    /// Its target.
    pub(super) target: &'a str,
}

/// The symbolic links of all archives, as a tree of path parts.
pub(super) struct Links<'a> {
    nodes: Vec<Node<'a>>,
    roots: BTreeMap<&'a str, usize>,
    /// Archives with `etc` and `usr` at the top.
    images: BTreeMap<&'a str, u8>,
    steps: u64,
}

#[derive(Default)]
struct Node<'a> {
    children: BTreeMap<&'a str, usize>,
    link: Option<&'a FileFact>,
}

impl<'a> Links<'a> {
    pub(super) fn of(facts: &'a Facts, archives: &Archives<'_>) -> Self {
        let mut tree = Self { nodes: Vec::new(), roots: BTreeMap::new(), images: BTreeMap::new(), steps: 0 };
        for file in &facts.files {
            let (archive, name) = archives.split(&file.path);
            match parts(name).next() {
                Some("etc") => *tree.images.entry(archive).or_default() |= 1,
                Some("usr") => *tree.images.entry(archive).or_default() |= 2,
                _ => {}
            }
            if file.file_type == FileType::Symlink && file.link_target.is_some() {
                tree.insert(archive, name, file);
            }
        }
        tree
    }

    /// Whether the archive looks like a whole file system.
    pub(super) fn is_file_system(&self, archive: &str) -> bool {
        self.images.get(archive) == Some(&3)
    }

    fn insert(&mut self, archive: &'a str, name: &'a str, file: &'a FileFact) {
        let fresh = self.nodes.len();
        let mut at = *self.roots.entry(archive).or_insert(fresh);
        if at == fresh {
            self.nodes.push(Node::default());
        }
        for part in parts(name) {
            let fresh = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { return };
            at = *node.children.entry(part).or_insert(fresh);
            if at == fresh {
                self.nodes.push(Node::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            // Of two links with one path, the last is the one that stands after unpacking.
            node.link = Some(file);
        }
    }

    /// The first link on the way to an entry that leads outside.
    pub(super) fn through(&mut self, archive: &str, name: &str) -> Option<Through<'a>> {
        let mut at = *self.roots.get(archive)?;
        let mut parts = parts(name).peekable();
        while let Some(part) = parts.next() {
            at = *self.nodes.get(at)?.children.get(part)?;
            parts.peek()?;
            let Some(file) = self.nodes.get(at)?.link else { continue };
            // That link, or one further on the way.
            let outside = self.leads(archive, name, "") != Leads::Inside;
            let target = file.link_target.as_deref().unwrap_or_default();
            return outside.then_some(Through { link: &file.path, target });
        }
        None
    }

    /// Where a link called `name` leads.
    pub(super) fn leads(&mut self, archive: &str, name: &str, target: &str) -> Leads {
        if root(target).is_some() || target == "/" {
            return Leads::ToRoot;
        }
        let start = self.roots.get(archive).copied();
        let mut todo: Vec<&str> = parts(target).collect();
        todo.reverse();
        let folder: Vec<&str> = parts(name).collect();
        todo.extend(folder.iter().rev().skip(1));
        // The folders on the way, each with its place in the tree of links, where it has one.
        let mut way: Vec<Option<usize>> = Vec::new();
        let mut hops = 0;
        while let Some(part) = todo.pop() {
            self.steps = self.steps.saturating_add(1);
            if part == ".." {
                if way.pop().is_none() {
                    return Leads::Outside;
                }
                continue;
            }
            let here = if way.is_empty() { start } else { way.last().copied().flatten() };
            let next = here.and_then(|at| self.nodes.get(at)?.children.get(part).copied());
            let link = next.and_then(|at| self.nodes.get(at)?.link?.link_target.as_deref());
            match link {
                Some(_) if hops >= MOST_HOPS || self.steps > MOST_STEPS => return Leads::Inside,
                Some(target) if root(target).is_some() => return Leads::ToRoot,
                Some(target) => {
                    hops += 1;
                    let from = todo.len();
                    todo.extend(parts(target));
                    if let Some(added) = todo.get_mut(from..) {
                        added.reverse();
                    }
                }
                None => way.push(next),
            }
        }
        Leads::Inside
    }
}

/// The parts of a path that count. `\\` separates on Windows, and nobody needs it in a link's target elsewhere.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(links: &[(&str, &str)]) -> Vec<Leads> {
        let file = |(path, target): &(&str, &str)| FileFact {
            path: (*path).into(),
            file_type: FileType::Symlink,
            link_target: Some((*target).into()),
            ..FileFact::default()
        };
        let facts = Facts { files: links.iter().map(file).collect(), ..Facts::default() };
        let archives = Archives::of(&facts);
        let mut tree = Links::of(&facts, &archives);
        links.iter().map(|(path, target)| tree.leads("", path, target)).collect()
    }

    #[test]
    fn a_target_counts_from_the_links_own_folder() {
        assert_eq!(leads(&[("a/b/link", "../../c")]), [Leads::Inside]);
        assert_eq!(leads(&[("a/b/link", "../../../c")]), [Leads::Outside]);
        assert_eq!(leads(&[("link", "..")]), [Leads::Outside]);
        assert_eq!(leads(&[("a/link", "/etc")]), [Leads::ToRoot]);
        assert_eq!(leads(&[("a/link", "C:\\x")]), [Leads::ToRoot]);
    }

    #[test]
    fn a_link_through_another_link_is_followed() {
        // `a/up` is the top folder, so `a/up/..` is outside, though it looks like `a`.
        assert_eq!(leads(&[("a/up", ".."), ("x", "a/up/..")]), [Leads::Inside, Leads::Outside]);
        assert_eq!(leads(&[("a", "/etc"), ("b", "a/passwd")]), [Leads::ToRoot, Leads::ToRoot]);
    }

    #[test]
    fn circles_end() {
        assert_eq!(leads(&[("a", "b"), ("b", "a")]), [Leads::Inside, Leads::Inside]);
        let wide = "a/".repeat(1000);
        assert_eq!(leads(&[("a", &wide)]), [Leads::Inside]);
    }
}

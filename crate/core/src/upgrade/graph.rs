//! The search for a way from version to version.
//!
//! Two models, which a pack may join. **Stops** (GitLab): lines of versions that no step may jump over; else any step
//! goes. **Edges** (Red Hat): steps that are known to work. A version's edges are bits of a number, so that whether a step
//! is allowed costs a few operations; their number is limited where packs are read.

use std::cmp::Ordering;
use std::collections::VecDeque;

use crate::facts::VersionRange;
use crate::packs::{Path, Stop, is_of_line};
use crate::version::{Dialect, compare, contains};

/// The steps from one version to the package's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Way {
    /// Whether there is one.
    pub(crate) is_known: bool,
    /// What to wait for before the first step; `""` for nothing.
    pub(crate) wait: String,
    /// What to install on the way, in order.
    pub(crate) stops: Vec<WayStop>,
}

/// A version to install on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WayStop {
    /// The version; of a line (`16.11`) its newest.
    pub(crate) version: String,
    /// Whether it is a line, of which the newest version is meant.
    pub(crate) is_line: bool,
    /// What to wait for there before going on; `""` for nothing.
    pub(crate) wait: String,
    /// Who has to make this stop; `""` for everybody.
    pub(crate) when: String,
}

/// What a product's paths say about the ways to one version.
pub(super) struct Graph<'a> {
    dialect: Dialect,
    edges: Vec<Edge<'a>>,
    has_stops: bool,
    /// Every version that a way may lead over, ascending.
    between: Vec<Node<'a>>,
    /// Stops that not everybody makes.
    optional: Vec<Node<'a>>,
    to: Node<'a>,
}

struct Edge<'a> {
    from: &'a VersionRange,
    to: &'a VersionRange,
    wait: &'a str,
}

/// A version with the edges that it lies in.
#[derive(Clone, Default)]
struct Node<'a> {
    version: String,
    stop: Option<&'a Stop>,
    /// Edges that begin here.
    begins: u64,
    /// Edges that end here.
    ends: u64,
}

impl<'a> Graph<'a> {
    pub(super) fn new(dialect: Dialect, paths: &[&'a Path], to: &str) -> Self {
        let edges: Vec<Edge<'_>> = paths
            .iter()
            .flat_map(|path| &path.edges)
            .take(bits())
            .map(|edge| Edge { from: &edge.from, to: &edge.to, wait: &edge.wait })
            .collect();
        let has_stops = paths.iter().any(|path| !path.stops.is_empty());
        let mut graph =
            Self { dialect, edges, has_stops, between: Vec::new(), optional: Vec::new(), to: Node::default() };
        graph.to = graph.node(to);
        let stops = paths.iter().flat_map(|path| &path.stops);
        let (required, optional): (Vec<_>, Vec<_>) = stops.partition(|stop| stop.when.is_empty());
        let node = |stop: &&'a Stop| Node { stop: Some(*stop), ..graph.line(&stop.line) };
        let mut between: Vec<Node<'_>> = required.iter().map(node).collect();
        let mut optional: Vec<Node<'_>> = optional.iter().map(node).collect();
        between.extend(graph.named_by_edges().iter().map(|version| graph.node(version)));
        for nodes in [&mut between, &mut optional] {
            nodes.retain(|node| graph.is_before(node, to));
            nodes.sort_by(|a, b| {
                compare(dialect, &a.version, &b.version).then_with(|| b.stop.is_some().cmp(&a.stop.is_some()))
            });
            nodes.dedup_by(|a, b| compare(dialect, &a.version, &b.version).is_eq());
        }
        graph.between = between;
        graph.optional = optional;
        graph
    }

    /// The shortest way from a version.
    pub(super) fn way(&self, from: &str) -> Way {
        let start = self.node(from);
        let mut nodes: Vec<&Node<'_>> = vec![&start];
        nodes.extend(self.between.iter().filter(|node| self.is_after(node, from)));
        nodes.push(&self.to);
        let Some(places) = self.shortest(&nodes) else { return Way::default() };
        let steps: Vec<&Node<'_>> = places.iter().filter_map(|&at| nodes.get(at).copied()).collect();
        let mut waits = steps.windows(2).map(|pair| match pair {
            [a, b] => self.wait(a, b),
            _ => "",
        });
        let wait = waits.next().unwrap_or("").to_owned();
        let inner = steps.get(1..steps.len().saturating_sub(1)).unwrap_or_default();
        let mut stops: Vec<WayStop> = inner.iter().zip(waits).map(|(node, wait)| node.way_stop(wait)).collect();
        let optional = self.optional.iter().filter(|node| self.is_after(node, from));
        stops.extend(optional.map(|node| node.way_stop("")));
        stops.sort_by(|a, b| compare(self.dialect, &a.version, &b.version));
        Way { is_known: true, wait, stops }
    }

    /// Breadth first from the first node to the last; of ways of one length the one over the newest versions.
    fn shortest(&self, nodes: &[&Node<'_>]) -> Option<Vec<usize>> {
        let last = nodes.len().checked_sub(1)?;
        let mut came_from: Vec<Option<usize>> = vec![None; nodes.len()];
        let mut queue = VecDeque::from([0_usize]);
        while let Some(at) = queue.pop_front() {
            let from = nodes.get(at)?;
            // No step leads beyond the next stop.
            let after = nodes.iter().enumerate().skip(at.saturating_add(1));
            let reach = after.clone().find(|(_, node)| node.stop.is_some()).map_or(last, |(stop, _)| stop);
            let within = after.take(reach.saturating_sub(at)).rev();
            for (next, _) in within.filter(|(_, to)| self.is_step(from, to)) {
                if let Some(place) = came_from.get_mut(next).filter(|place| place.is_none()) {
                    *place = Some(at);
                    queue.push_back(next);
                }
            }
        }
        let mut places = vec![last];
        let mut at = last;
        while at > 0 {
            at = came_from.get(at).copied().flatten()?;
            places.push(at);
        }
        places.reverse();
        Some(places)
    }

    /// Whether one step may lead from a version to another, as far as edges have a say.
    fn is_step(&self, from: &Node<'_>, to: &Node<'_>) -> bool {
        if self.edges.is_empty() || from.begins & to.ends != 0 {
            return true;
        }
        if self.has_stops {
            // Where stops rule, edges speak for the ranges that they join: none is entered or left but by an edge.
            from.begins & !to.begins == 0 && from.ends == to.ends
        } else {
            // Where edges rule, a step without one stays inside a range that an edge treats as one.
            (from.begins & to.begins) | (from.ends & to.ends) != 0
        }
    }

    fn wait(&self, from: &Node<'_>, to: &Node<'_>) -> &str {
        let both = from.begins & to.ends;
        let mut waits = self.edges.iter().enumerate().filter(|(at, _)| both >> at & 1 == 1).map(|(_, edge)| edge.wait);
        waits.find(|wait| !wait.is_empty()).unwrap_or("")
    }

    fn node(&self, version: &str) -> Node<'a> {
        let within = |range: &VersionRange| contains(range, version);
        let begins = self.mask(|edge| within(edge.from));
        let ends = self.mask(|edge| within(edge.to));
        Node { version: version.to_owned(), stop: None, begins, ends }
    }

    /// A line lies where its first or its newest version does.
    fn line(&self, line: &str) -> Node<'a> {
        let newest = format!("{line}.{}", u32::MAX);
        let within = |range: &VersionRange| contains(range, line) || contains(range, &newest);
        let begins = self.mask(|edge| within(edge.from));
        let ends = self.mask(|edge| within(edge.to));
        Node { version: line.to_owned(), stop: None, begins, ends }
    }

    fn mask(&self, is_in: impl Fn(&Edge<'a>) -> bool) -> u64 {
        let set = self.edges.iter().enumerate().filter(|(_, edge)| is_in(edge)).map(|(at, _)| at);
        set.fold(0, |mask, at| mask | 1_u64.wrapping_shl(u32::try_from(at).unwrap_or(0)))
    }

    /// Versions that edges name: those over which a way may lead.
    fn named_by_edges(&self) -> Vec<String> {
        const MOST: usize = 256;
        let ranges = self.edges.iter().flat_map(|edge| [edge.from, edge.to]);
        let bounds = ranges.flat_map(|range| &range.intervals).flat_map(|interval| [&interval.lower, &interval.upper]);
        bounds.flatten().filter(|bound| bound.inclusive).map(|bound| bound.version.clone()).take(MOST).collect()
    }

    /// Whether a node lies before the target and is not its line.
    fn is_before(&self, node: &Node<'_>, to: &str) -> bool {
        compare(self.dialect, &node.version, to) == Ordering::Less && !node.is_line_of(to)
    }

    fn is_after(&self, node: &Node<'_>, from: &str) -> bool {
        compare(self.dialect, &node.version, from) == Ordering::Greater && !node.is_line_of(from)
    }
}

impl Node<'_> {
    fn is_line_of(&self, version: &str) -> bool {
        self.stop.is_some() && is_of_line(version, &self.version)
    }

    fn way_stop(&self, wait: &str) -> WayStop {
        let own = self.stop.map_or("", |stop| stop.wait.as_str());
        let waits: Vec<&str> = [own, wait].into_iter().filter(|text| !text.is_empty()).collect();
        WayStop {
            version: self.version.clone(),
            is_line: self.stop.is_some(),
            wait: waits.join("; "),
            when: self.stop.map_or(String::new(), |stop| stop.when.clone()),
        }
    }
}

/// How many edges a mask can hold.
fn bits() -> usize {
    usize::try_from(u64::BITS).unwrap_or(0)
}

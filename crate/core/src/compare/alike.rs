//! Texts that were moved and edited: found by the lines that they have in common.

use std::collections::HashMap;

use super::files::Item;
use crate::facts::Sketch;

/// Per cent of the lines that two texts must have in common to be one file under two names. As in Git.
const LEAST_LIKENESS: u32 = 50;
/// A line that more texts have than this tells none of them: a licence, a generator's heading.
const MOST_HOLDERS: usize = 32;
/// Candidates of one file that are kept: enough where several files look for the same one.
const MOST_CANDIDATES: usize = 4;

/// Pairs of places in `before` and `after`, each of which stands in no more than one; the most alike come first.
/// Looks at no more than [`MOST_HOLDERS`] files for each line of a sketch, so it is linear in the number of files.
pub(super) fn alike(before: &[Item<'_>], after: &[Item<'_>]) -> Vec<(usize, usize)> {
    let holders = holders(before);
    let mut found: Vec<Found> = Vec::new();
    for (at, item) in after.iter().enumerate() {
        let Some(sketch) = &item.file.sketch else { continue };
        let mut places: Vec<usize> =
            sketch.hashes().iter().filter_map(|hash| holders.get(hash)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        let mut candidates: Vec<Found> = places
            .into_iter()
            .filter_map(|place| {
                let other = before.get(place)?;
                let likeness = sketch.likeness(other.file.sketch.as_ref()?);
                let rank = (100_u32.saturating_sub(likeness), other.name() != item.name());
                (likeness >= LEAST_LIKENESS).then_some(Found { rank, before: place, after: at })
            })
            .collect();
        candidates.sort_unstable();
        candidates.truncate(MOST_CANDIDATES);
        found.append(&mut candidates);
    }
    found.sort_unstable();
    let mut is_taken = (vec![false; before.len()], vec![false; after.len()]);
    let mut pairs = Vec::new();
    for Found { before, after, .. } in found {
        if let (Some(taken_before), Some(taken_after)) = (is_taken.0.get_mut(before), is_taken.1.get_mut(after))
            && !*taken_before
            && !*taken_after
        {
            (*taken_before, *taken_after) = (true, true);
            pairs.push((before, after));
        }
    }
    pairs
}

/// Two files that may be one. Ordered: what is more alike comes first, then what has the same name, then by path.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    rank: (u32, bool),
    before: usize,
    after: usize,
}

/// Which files have a line, by its hash.
fn holders(items: &[Item<'_>]) -> HashMap<u32, Vec<usize>> {
    let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        for &hash in item.file.sketch.iter().flat_map(Sketch::hashes) {
            holders.entry(hash).or_default().push(at);
        }
    }
    holders.retain(|_, places| places.len() <= MOST_HOLDERS);
    holders
}

//! A few numbers of a text that tell how much of it two texts have in common.

use serde::{Deserialize, Serialize};

/// The smallest hashes of a text's different lines, in rising order (a bottom-k sketch): of two texts they estimate the
/// share of lines that both have, without either text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch(Box<[u32]>);

impl Sketch {
    /// Most hashes of one sketch.
    pub const HASHES: usize = 16;

    /// A sketch of hashes in rising order; what goes beyond [`Self::HASHES`] is left out.
    pub fn new(hashes: &[u32]) -> Self {
        Self(hashes.iter().copied().take(Self::HASHES).collect())
    }

    /// The hashes, in rising order.
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// Per cent of the lines of both texts that both have, as far as the hashes tell.
    pub fn likeness(&self, other: &Self) -> u32 {
        // Beyond the last hash of a full sketch there may be more lines, of which nothing is known.
        let end = self.end().min(other.end());
        let count = |sketch: &Self| sketch.0.iter().filter(|&&hash| hash <= end).count();
        let both = self.0.iter().filter(|hash| **hash <= end && other.0.binary_search(hash).is_ok()).count();
        let all = count(self).saturating_add(count(other)).saturating_sub(both);
        let percent = both.saturating_mul(100).checked_div(all).unwrap_or(0);
        u32::try_from(percent).unwrap_or(0)
    }

    /// The greatest hash below which the sketch has them all.
    fn end(&self) -> u32 {
        self.0.get(Self::HASHES.saturating_sub(1)).copied().unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::Sketch;

    #[test]
    fn likeness_is_the_share_of_common_hashes() {
        let sketch = |hashes: &[u32]| Sketch::new(hashes);
        assert_eq!(sketch(&[1, 2, 3, 4]).likeness(&sketch(&[1, 2, 3, 4])), 100);
        assert_eq!(sketch(&[1, 2, 3]).likeness(&sketch(&[1, 2, 4])), 50);
        assert_eq!(sketch(&[1, 2]).likeness(&sketch(&[3, 4])), 0);
        assert_eq!(sketch(&[]).likeness(&sketch(&[])), 0);
    }

    #[test]
    fn what_a_full_sketch_does_not_reach_counts_for_nothing() {
        let full: Vec<u32> = (0..16).collect();
        let longer: Vec<u32> = (0..8).chain(100..108).collect();
        // Beyond 15 the full sketch knows nothing: 8 of the 16 lines up to there are common.
        assert_eq!(Sketch::new(&full).likeness(&Sketch::new(&longer)), 50);
    }
}

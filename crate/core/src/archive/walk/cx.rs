//! What everything below one walker shares: the visitor, the limits, the budget of the outer entry, spare buffers.

use flate2::Decompress;

use crate::archive::Visitor;
use crate::facts::{Observation, ObservationKind};
use crate::limits::Limits;

/// Deepest nesting, whatever the limit says: each level costs stack, and WebAssembly has 1 MiB of it.
pub(in crate::archive) const DEEPEST: usize = 16;

/// Bytes unpacked at a time.
pub(in crate::archive) const OUTPUT_BYTES: usize = 128 << 10;

/// What is handed down with every call.
pub(in crate::archive) struct Cx<'c> {
    pub visitor: &'c mut dyn Visitor,
    pub limits: &'c Limits,
    pub shared: &'c mut Shared,
}

impl Cx<'_> {
    pub(in crate::archive) fn observe(&mut self, path: &str, offset: u64, kind: ObservationKind) {
        self.visitor.observe(Observation { path: path.to_owned(), offset, kind });
    }
}

/// State that outlives one entry.
#[derive(Default)]
pub(in crate::archive) struct Shared {
    pub budget: Budget,
    /// Bytes that the batch may still unpack, nested ones included: many small bombs are one large one.
    left: u64,
    outputs: Vec<Vec<u8>>,
    inflaters: Vec<Decompress>,
}

/// Bytes that a batch may always unpack, however small it is.
const BATCH_FLOOR_BYTES: u64 = 1 << 30;

impl Shared {
    /// For a batch of `packed` bytes.
    pub(in crate::archive) fn new(packed: u64, limits: &Limits) -> Self {
        let left = packed.saturating_mul(limits.ratio).max(limits.ratio_floor_bytes.max(BATCH_FLOOR_BYTES));
        Self { left, ..Self::default() }
    }

    /// Takes up to `wanted` unpacked bytes at a depth from what may still be unpacked; gives how many there were.
    pub(in crate::archive) fn take(&mut self, depth: usize, wanted: usize) -> usize {
        let wanted = wanted.min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let taken = self.budget.take(depth, wanted);
        self.left = self.left.saturating_sub(taken as u64);
        taken
    }

    /// A buffer of [`OUTPUT_BYTES`].
    pub(in crate::archive) fn take_output(&mut self) -> Vec<u8> {
        self.outputs.pop().unwrap_or_else(|| vec![0; OUTPUT_BYTES])
    }

    pub(in crate::archive) fn give_output(&mut self, output: Vec<u8>) {
        self.outputs.push(output);
    }

    /// A decoder for raw deflate data, at its beginning.
    pub(in crate::archive) fn take_inflater(&mut self) -> Decompress {
        self.inflaters.pop().unwrap_or_else(|| Decompress::new(false))
    }

    pub(in crate::archive) fn give_inflater(&mut self, mut inflater: Decompress) {
        inflater.reset(false);
        self.inflaters.push(inflater);
    }
}

/// What the archives nested in one entry of the package may use. It begins anew with every such entry, so that the
/// result does not depend on what was read before, and by whom.
#[derive(Default)]
pub(in crate::archive) struct Budget {
    /// Packed size of the outer entry.
    pub packed: u64,
    /// Most bytes that may be unpacked at each depth.
    pub cap: u64,
    /// The limit that `cap` comes from.
    pub cap_limit: &'static str,
    /// Bytes unpacked at each depth. One count for all depths would depend on how far an outer decoder is ahead.
    used: [u64; DEEPEST + 1],
    /// Entries that may still come.
    pub entries_left: u64,
    /// Bytes that may still be held in memory.
    pub held_left: u64,
}

impl Budget {
    /// Begins an entry of the package.
    pub(in crate::archive) fn reset(&mut self, packed: u64, limits: &Limits) {
        (self.cap, self.cap_limit) = unpack_cap(packed, limits.nested_total_bytes, "nested_total_bytes", limits);
        self.packed = packed;
        self.used = [0; DEEPEST + 1];
        self.entries_left = limits.nested_entries;
        self.held_left = limits.nested_held_bytes;
    }

    fn take(&mut self, depth: usize, wanted: usize) -> usize {
        if depth == 0 {
            return wanted;
        }
        let Some(used) = self.used.get_mut(depth) else { return 0 };
        let left = usize::try_from(self.cap.saturating_sub(*used)).unwrap_or(usize::MAX);
        let taken = wanted.min(left);
        *used = used.saturating_add(taken as u64);
        taken
    }
}

/// How many bytes `packed` bytes may unpack to, and by which limit.
pub(in crate::archive) fn unpack_cap(
    packed: u64,
    most: u64,
    most_limit: &'static str,
    limits: &Limits,
) -> (u64, &'static str) {
    let by_ratio = packed.saturating_mul(limits.ratio).max(limits.ratio_floor_bytes);
    if by_ratio < most { (by_ratio, "ratio") } else { (most, most_limit) }
}

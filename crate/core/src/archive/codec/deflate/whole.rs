//! Deflate (RFC 1951) for data that lie in memory whole, with room for all that they unpack to.
//!
//! Most entries of a package are small. A decoder that need not stop in the middle keeps its state in registers and
//! copies matches within the output: in WebAssembly it takes three quarters of the time of the one that streams. It only
//! knows good data: at anything else it gives up, and the decoder that streams says what is wrong.

use super::bits::Bits;
use super::copy::{COPY_ROOM, copy_match, copy_match_fast};
use super::table::{DISTANCES, LENGTHS, SYMBOLS, Table};

/// Bytes of output that the fast loop needs: two literals and a match.
pub(in crate::archive) const FAST_ROOM: usize = 2 + COPY_ROOM;
/// Bytes of input that the fast loop needs: three refills.
const FAST_INPUT: usize = 32;

/// Decodes one piece of deflate data after the other.
#[derive(Default)]
pub(super) struct Inflater {
    lengths: Table<4096, 11>,
    distances: Table<512, 8>,
}

/// What was decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inflated {
    /// Bytes taken from the input.
    pub consumed: usize,
    /// Bytes written to the output.
    pub produced: usize,
}

impl Inflater {
    /// Decodes `input` to the beginning of `output`; nothing where the data are damaged, cut or do not fit.
    ///
    /// What stands behind the decoded bytes in `output` is overwritten. With [`FAST_ROOM`] behind them it is fast to the end.
    pub(super) fn inflate(&mut self, input: &[u8], output: &mut [u8]) -> Option<Inflated> {
        let mut bits = Bits::new(input);
        let mut produced = 0;
        loop {
            bits.refill();
            let header = bits.take(3)?;
            match header >> 1 {
                0 => produced = bits.stored(output, produced)?,
                1 => {
                    self.fixed_codes()?;
                    produced = self.block(&mut bits, output, produced)?;
                }
                2 => {
                    self.read_codes(&mut bits)?;
                    produced = self.block(&mut bits, output, produced)?;
                }
                _ => return None,
            }
            if header & 1 == 1 {
                return Some(Inflated { consumed: bits.consumed(), produced });
            }
        }
    }

    /// The codes that 3.2.6 fixes.
    fn fixed_codes(&mut self) -> Option<()> {
        let mut lengths = [8; 288];
        lengths.get_mut(144..256)?.fill(9);
        lengths.get_mut(256..280)?.fill(7);
        self.lengths.build(&lengths, &LENGTHS)?;
        self.distances.build(&[5; 32], &DISTANCES)
    }

    /// The codes that stand before a block (3.2.7).
    fn read_codes(&mut self, bits: &mut Bits<'_>) -> Option<()> {
        const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        const MOST: usize = 286 + 30;
        const LONGEST_RUN: usize = 138;
        let literals = bits.take_number(5)?.saturating_add(257);
        let total = bits.take_number(5)?.saturating_add(1).saturating_add(literals);
        let count = bits.take_number(4)?.saturating_add(4);
        let mut lengths = [0; 19];
        for &symbol in ORDER.get(..count)? {
            bits.refill();
            *lengths.get_mut(symbol)? = bits.take(3)?;
        }
        let mut symbols = Table::<128, 7>::default();
        symbols.build(&lengths, &SYMBOLS)?;
        // A run may go on from the literals into the distances.
        let mut all = [0; MOST + LONGEST_RUN];
        let mut at: usize = 0;
        while at < total {
            bits.refill();
            let (value, run) = match bits.value(symbols.find(bits.ahead()))? {
                16 => (*all.get(at.checked_sub(1)?)?, bits.take_number(2)?.saturating_add(3)),
                17 => (0, bits.take_number(3)?.saturating_add(3)),
                18 => (0, bits.take_number(7)?.saturating_add(11)),
                length => (u8::try_from(length).ok()?, 1),
            };
            let end = at.saturating_add(run);
            all.get_mut(at..end)?.fill(value);
            at = end;
        }
        if at != total || total > MOST || literals > 286 {
            return None;
        }
        self.lengths.build(all.get(..literals)?, &LENGTHS)?;
        self.distances.build(all.get(literals..total)?, &DISTANCES)
    }

    /// Decodes a block's symbols; gives where the output ends then.
    fn block(&self, bits: &mut Bits<'_>, output: &mut [u8], mut at: usize) -> Option<usize> {
        loop {
            match self.block_fast(bits, output, at)? {
                Pause::Over(end) => return Some(end),
                Pause::Short(end) => at = end,
            }
            bits.refill();
            let entry = self.lengths.find_any(bits.ahead());
            if entry.is_literal() {
                bits.drop(entry)?;
                *output.get_mut(at)? = entry.literal();
                at = at.saturating_add(1);
            } else if entry.is_special() {
                bits.drop(entry)?;
                return entry.is_end().then_some(at);
            } else {
                let length = bits.value(entry)?;
                bits.refill();
                let entry = self.distances.find_any(bits.ahead());
                if entry.is_special() {
                    return None;
                }
                let distance = bits.value(entry)?;
                copy_match(output, at, distance, length)?;
                at = at.saturating_add(length);
            }
        }
    }

    /// Decodes a block's symbols while there is enough of input and room that nothing can run out.
    fn block_fast(&self, state: &mut Bits<'_>, output: &mut [u8], mut at: usize) -> Option<Pause> {
        let last_at = output.len().saturating_sub(FAST_ROOM);
        let last_position = state.len().saturating_sub(FAST_INPUT);
        // A copy that nothing refers to stays in registers.
        let mut bits = *state;
        while at < last_at && bits.position() < last_position {
            bits.refill_fast()?;
            let mut entry = self.lengths.find(bits.ahead());
            // Two literals and a match need no more than 22 + 20 bits.
            for _ in 0..2 {
                if entry.is_literal() {
                    bits.drop_fast(entry);
                    *output.get_mut(at)? = entry.literal();
                    at = at.wrapping_add(1);
                    entry = self.lengths.find(bits.ahead());
                }
            }
            if entry.is_special() {
                entry = self.lengths.find_longer(entry, bits.ahead());
            }
            if entry.is_literal() {
                bits.drop_fast(entry);
                *output.get_mut(at)? = entry.literal();
                at = at.wrapping_add(1);
                continue;
            }
            if entry.is_special() {
                bits.drop_fast(entry);
                *state = bits;
                return entry.is_end().then_some(Pause::Over(at));
            }
            let length = bits.value_fast(entry);
            bits.refill_fast()?;
            let mut entry = self.distances.find(bits.ahead());
            if entry.is_special() {
                entry = self.distances.find_longer(entry, bits.ahead());
                if entry.is_special() {
                    return None;
                }
            }
            let distance = bits.value_fast(entry);
            copy_match_fast(output, at, distance, length)?;
            at = at.wrapping_add(length);
        }
        *state = bits;
        Some(Pause::Short(at))
    }
}

/// Why the fast loop pauses, and where the output ends.
enum Pause {
    /// The block is over.
    Over(usize),
    /// Input or room may run out with the next symbols.
    Short(usize),
}

//! The input as a queue of bits, the first one lowest.

use super::table::Entry;

/// Where the decoder stands in its input.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    input: &'a [u8],
    /// Next byte that is not in the buffer.
    position: usize,
    buffer: u64,
    /// How many bits of the buffer count; what lies above them is what comes at `position`, or 0.
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(input: &'a [u8]) -> Self {
        Self { input, position: 0, buffer: 0, count: 0 }
    }

    /// Bytes of the input.
    pub(super) fn len(&self) -> usize {
        self.input.len()
    }

    /// Next byte that is not in the buffer.
    #[inline(always)]
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Bytes of which at least one bit was taken.
    pub(super) fn consumed(&self) -> usize {
        self.position.saturating_sub(self.whole_bytes())
    }

    /// The next bits.
    #[inline(always)]
    pub(super) fn ahead(&self) -> u64 {
        self.buffer
    }

    /// Fills the buffer up to at least 56 bits, or to the end of the input.
    pub(super) fn refill(&mut self) {
        if self.refill_fast().is_some() {
            return;
        }
        // What lies above the count would be added twice.
        self.buffer &= mask(self.count);
        while self.count < 56
            && let Some(&byte) = self.input.get(self.position)
        {
            self.buffer |= u64::from(byte).wrapping_shl(self.count);
            self.position = self.position.saturating_add(1);
            self.count = self.count.saturating_add(8);
        }
    }

    /// Fills the buffer up to at least 56 bits; nothing where fewer than eight bytes are left.
    #[inline(always)]
    pub(super) fn refill_fast(&mut self) -> Option<()> {
        let word = self.input.get(self.position..)?.first_chunk()?;
        self.buffer |= u64::from_le_bytes(*word).wrapping_shl(self.count);
        self.position = self.position.wrapping_add((63_u32.wrapping_sub(self.count) >> 3) as usize);
        self.count |= 56;
        Some(())
    }

    /// Takes up to eight bits.
    pub(super) fn take(&mut self, count: u32) -> Option<u8> {
        let value = self.buffer & mask(count);
        self.skip(count)?;
        u8::try_from(value).ok()
    }

    /// As [`Bits::take`], as a number to count with.
    pub(super) fn take_number(&mut self, count: u32) -> Option<usize> {
        self.take(count).map(usize::from)
    }

    /// Takes a code.
    pub(super) fn drop(&mut self, entry: Entry) -> Option<()> {
        self.skip(entry.bits())
    }

    /// Takes a code and its extra bits; gives the number that they stand for.
    pub(super) fn value(&mut self, entry: Entry) -> Option<usize> {
        let value = self.peek_value(entry);
        self.skip(entry.bits())?;
        Some(value)
    }

    /// As [`Bits::drop`], where the buffer holds enough.
    #[inline(always)]
    pub(super) fn drop_fast(&mut self, entry: Entry) {
        self.buffer = self.buffer.wrapping_shr(entry.bits());
        self.count = self.count.wrapping_sub(entry.bits());
    }

    /// As [`Bits::value`], where the buffer holds enough.
    #[inline(always)]
    pub(super) fn value_fast(&mut self, entry: Entry) -> usize {
        let value = self.peek_value(entry);
        self.drop_fast(entry);
        value
    }

    /// Copies a stored block (3.2.4); gives where the output ends then.
    pub(super) fn stored(&mut self, output: &mut [u8], at: usize) -> Option<usize> {
        let rest = self.input.get(self.consumed()..)?;
        let (&[low, high, not_low, not_high], rest) = rest.split_first_chunk()?;
        if [low, high] != [!not_low, !not_high] {
            return None;
        }
        let length = usize::from(u16::from_le_bytes([low, high]));
        let end = at.checked_add(length)?;
        output.get_mut(at..end)?.copy_from_slice(rest.get(..length)?);
        self.position = self.input.len().saturating_sub(rest.len()).saturating_add(length);
        (self.buffer, self.count) = (0, 0);
        Some(end)
    }

    #[inline(always)]
    fn peek_value(&self, entry: Entry) -> usize {
        let extra = (self.buffer & mask(entry.bits())).wrapping_shr(entry.code_bits());
        entry.base().wrapping_add(extra as usize)
    }

    fn skip(&mut self, count: u32) -> Option<()> {
        self.count = self.count.checked_sub(count)?;
        self.buffer = self.buffer.wrapping_shr(count);
        Some(())
    }

    fn whole_bytes(&self) -> usize {
        (self.count >> 3) as usize
    }
}

/// So many bits, fewer than 64.
#[inline(always)]
fn mask(count: u32) -> u64 {
    1_u64.wrapping_shl(count).wrapping_sub(1)
}

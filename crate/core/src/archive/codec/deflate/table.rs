//! Tables that find a code's meaning by the bits that come next.

/// What some bits stand for.
///
/// Bits 0–5 are how many bits it takes, extra bits included; bits 8–11 those of the code alone; bits 16–30 its number
/// (a literal, the base of a length or distance); the others are flags. Where longer codes begin with these bits, bits
/// 16–30 say where their entries are, and bits 8–11 by how many further bits they are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry(u32);

impl Entry {
    const LITERAL: u32 = 1 << 31;
    const SPECIAL: u32 = 1 << 15;
    const LONGER: u32 = 1 << 14;
    const END: u32 = 1 << 13;

    const fn number(base: u32, extra_bits: u32) -> Self {
        Self(base << 16 | extra_bits)
    }

    const fn longer(start: u32, further_bits: u32) -> Self {
        Self(Self::SPECIAL | Self::LONGER | start << 16 | further_bits << 8)
    }

    /// How many bits it takes, extra bits included.
    #[inline(always)]
    pub(super) fn bits(self) -> u32 {
        self.0 & 63
    }

    /// How many bits the code alone takes.
    #[inline(always)]
    pub(super) fn code_bits(self) -> u32 {
        self.0 >> 8 & 15
    }

    #[inline(always)]
    pub(super) fn base(self) -> usize {
        (self.0 >> 16 & 0x7fff) as usize
    }

    #[inline(always)]
    pub(super) fn literal(self) -> u8 {
        (self.0 >> 16) as u8
    }

    #[inline(always)]
    pub(super) fn is_literal(self) -> bool {
        self.0 & Self::LITERAL != 0
    }

    /// Neither a literal nor a number: the end of the block, the beginning of longer codes, or no symbol at all.
    #[inline(always)]
    pub(super) fn is_special(self) -> bool {
        self.0 & Self::SPECIAL != 0
    }

    #[inline(always)]
    fn is_longer(self) -> bool {
        self.0 & Self::LONGER != 0
    }

    pub(super) fn is_end(self) -> bool {
        self.0 & Self::END != 0
    }

    fn with_code(self, length: u32) -> Self {
        Self(self.0.wrapping_add(length << 8).wrapping_add(length))
    }
}

/// Literals, the end of the block, and lengths of matches (3.2.5).
pub(super) const LENGTHS: [Entry; 288] = {
    let mut meanings = [Entry(Entry::SPECIAL); 288];
    let mut symbol = 0;
    while symbol < 256 {
        meanings[symbol] = Entry(Entry::LITERAL | (symbol as u32) << 16);
        symbol += 1;
    }
    meanings[256] = Entry(Entry::SPECIAL | Entry::END);
    let mut base = 3;
    symbol = 257;
    while symbol < 285 {
        let extra_bits = if symbol < 265 { 0 } else { (symbol as u32 - 261) / 4 };
        meanings[symbol] = Entry::number(base, extra_bits);
        base += 1 << extra_bits;
        symbol += 1;
    }
    meanings[285] = Entry::number(258, 0);
    meanings
};

/// Distances of matches (3.2.5).
pub(super) const DISTANCES: [Entry; 32] = {
    let mut meanings = [Entry(Entry::SPECIAL); 32];
    let mut base = 1;
    let mut symbol = 0;
    while symbol < 30 {
        let extra_bits = if symbol < 4 { 0 } else { symbol as u32 / 2 - 1 };
        meanings[symbol] = Entry::number(base, extra_bits);
        base += 1 << extra_bits;
        symbol += 1;
    }
    meanings
};

/// Lengths of codes, and runs of them (3.2.7).
pub(super) const SYMBOLS: [Entry; 19] = {
    let mut meanings = [Entry(0); 19];
    let mut symbol = 0;
    while symbol < 19 {
        meanings[symbol] = Entry::number(symbol as u32, 0);
        symbol += 1;
    }
    meanings
};

/// The longest code.
const LONGEST: u32 = 15;

/// `SIZE` entries, a power of two: one for every number of `BITS` bits, behind them those of longer codes.
///
/// libdeflate's sizes: 11 bits need 2,342 entries at most, 8 bits 402, and 7 bits hold every code of code lengths.
pub(super) struct Table<const SIZE: usize, const BITS: u32> {
    entries: Box<[Entry; SIZE]>,
}

impl<const SIZE: usize, const BITS: u32> Default for Table<SIZE, BITS> {
    fn default() -> Self {
        Self { entries: Box::new([Entry::default(); SIZE]) }
    }
}

impl<const SIZE: usize, const BITS: u32> Table<SIZE, BITS> {
    /// What begins with these bits; special where it may take [`Table::find_longer`].
    #[inline(always)]
    pub(super) fn find(&self, ahead: u64) -> Entry {
        self.at(ahead as usize & ((1 << BITS) - 1))
    }

    /// What begins with these bits, where `entry` was found for the first of them.
    #[inline(always)]
    pub(super) fn find_longer(&self, entry: Entry, ahead: u64) -> Entry {
        if !entry.is_longer() {
            return entry;
        }
        let further = (ahead >> BITS) as usize & (1_usize.wrapping_shl(entry.code_bits()).wrapping_sub(1));
        self.at(entry.base().wrapping_add(further))
    }

    /// What begins with these bits.
    pub(super) fn find_any(&self, ahead: u64) -> Entry {
        self.find_longer(self.find(ahead), ahead)
    }

    #[inline(always)]
    fn at(&self, index: usize) -> Entry {
        // Within bounds for sure, which the compiler sees as well.
        self.entries.get(index & (SIZE - 1)).copied().unwrap_or_default()
    }

    /// For codes of these lengths, each with its symbol's meaning; nothing where they are no complete set.
    pub(super) fn build(&mut self, lengths: &[u8], meanings: &[Entry]) -> Option<()> {
        let mut counts = [0_u16; LONGEST as usize + 1];
        for &length in lengths {
            let count = counts.get_mut(usize::from(length))?;
            *count = count.saturating_add(1);
        }
        // Where the symbols of each length begin in the order of their codes; codes that are left at each length.
        let mut places = [0_u16; LONGEST as usize + 1];
        let (mut place, mut left) = (0_u16, 1_u32);
        for (start, &count) in places.iter_mut().zip(&counts).skip(1) {
            *start = place;
            place = place.saturating_add(count);
            left = (left << 1).checked_sub(u32::from(count))?;
        }
        if left != 0 {
            return None;
        }
        let mut sorted = [Entry::default(); 288];
        for (&length, &meaning) in lengths.iter().zip(meanings).filter(|&(&length, _)| length != 0) {
            let place = places.get_mut(usize::from(length))?;
            *sorted.get_mut(usize::from(*place))? = meaning.with_code(u32::from(length));
            *place = place.saturating_add(1);
        }
        self.fill(&counts, &sorted)
    }

    /// Fills the table with symbols in the order of their codes, so many of each length.
    fn fill(&mut self, counts: &[u16], sorted: &[Entry]) -> Option<()> {
        let mut symbols = sorted.iter();
        let mut code: usize = 0;
        let mut filled: usize = 1;
        for length in 1..=BITS {
            // A table of one bit more is twice the one before.
            self.entries.get_mut(..filled << 1)?.copy_within(..filled, filled);
            filled <<= 1;
            for _ in 0..*counts.get(length as usize)? {
                *self.entries.get_mut(code)? = *symbols.next()?;
                code = next_code(code, length);
            }
        }
        // Behind them, for each beginning that longer codes have in common, so many entries from `start` on.
        let (mut prefix, mut start, mut free) = (usize::MAX, 0, filled);
        for length in BITS.saturating_add(1)..=LONGEST {
            let further = length.saturating_sub(BITS);
            for done in 0..*counts.get(length as usize)? {
                if code & (filled - 1) != prefix {
                    prefix = code & (filled - 1);
                    let bits = further_bits(counts, length, done, further)?;
                    start = free;
                    free = start.saturating_add(1 << bits);
                    *self.entries.get_mut(prefix)? = Entry::longer(start as u32, bits);
                }
                let symbol = *symbols.next()?;
                let places = self.entries.get_mut(start..free)?;
                for place in places.iter_mut().skip(code >> BITS).step_by(1 << further) {
                    *place = symbol;
                }
                code = next_code(code, length);
            }
        }
        Some(())
    }
}

/// By how many further bits the codes are found that begin with the same bits as the `done`th code of `length`.
fn further_bits(counts: &[u16], length: u32, done: u16, further: u32) -> Option<u32> {
    let mut bits = further;
    let mut found = u32::from(counts.get(length as usize)?.saturating_sub(done));
    // The set is complete, so that the codes from here on fill what this prefix leaves.
    while found < 1 << bits {
        bits = bits.saturating_add(1);
        let next = length.saturating_sub(further).saturating_add(bits);
        found = (found << 1).saturating_add(u32::from(*counts.get(next as usize)?));
    }
    Some(bits)
}

/// The code of this length after `code`; 0 after the last one. Codes come with their first bit lowest, so it is counted
/// from the highest bit down.
fn next_code(code: usize, length: u32) -> usize {
    let mut bit = 1 << length.saturating_sub(1);
    while code & bit != 0 {
        bit >>= 1;
    }
    if bit == 0 { 0 } else { code & (bit - 1) | bit }
}

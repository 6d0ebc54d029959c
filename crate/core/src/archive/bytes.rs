//! Little-endian numbers out of hostile bytes: a number that is not wholly there is `None`.

/// The bytes `at..at + length`, where all of them are there.
pub(super) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// The 16-bit number at `at`.
pub(super) fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(slice(bytes, at, 2)?.try_into().ok()?))
}

/// The 32-bit number at `at`.
pub(super) fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(slice(bytes, at, 4)?.try_into().ok()?))
}

/// The 64-bit number at `at`.
pub(super) fn le64(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(slice(bytes, at, 8)?.try_into().ok()?))
}

/// A piece of a source that is read in windows, so that memory stays bounded however long it is.
pub(super) struct Windowed<'a> {
    source: &'a dyn crate::source::ReadAt,
    end: u64,
    start: u64,
    held: Vec<u8>,
}

/// Bytes that are read at once.
const WINDOW_BYTES: u64 = 1 << 20;

impl<'a> Windowed<'a> {
    /// Reads from `source`, never at or beyond `end`.
    pub(super) fn new(source: &'a dyn crate::source::ReadAt, end: u64) -> Self {
        Self { source, end: end.min(source.size_bytes()), start: 0, held: Vec::new() }
    }

    /// The `length` bytes at `at`; `None` where they run over the end.
    ///
    /// # Errors
    /// [`crate::source::ReadError`] where the file cannot be read (any more).
    pub(super) fn get(&mut self, at: u64, length: u64) -> Result<Option<&[u8]>, crate::source::ReadError> {
        let Some(stop) = at.checked_add(length).filter(|&stop| stop <= self.end) else { return Ok(None) };
        let held_end = self.start.saturating_add(self.held.len() as u64);
        if at < self.start || stop > held_end {
            let wanted = length.max(WINDOW_BYTES).min(self.end - at);
            // At most a window or one record's 192 KiB, so the cast cannot lose anything.
            self.held.resize(usize::try_from(wanted).unwrap_or(0), 0);
            self.start = at;
            self.source.read_exact_at(at, &mut self.held)?;
        }
        let from = usize::try_from(at - self.start).unwrap_or(usize::MAX);
        Ok(slice(&self.held, from, usize::try_from(length).unwrap_or(usize::MAX)))
    }
}

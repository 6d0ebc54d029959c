//! Deflate data, at once where they lie in memory whole, else as a stream.

mod bits;
mod copy;
mod table;
#[cfg(test)]
mod tests;
mod whole;

use flate2::{Decompress, FlushDecompress};

use super::{State, Step};
pub(in crate::archive) use whole::FAST_ROOM;

/// A decoder for raw deflate data, one entry's after the other.
pub(in crate::archive) struct Deflate {
    whole: whole::Inflater,
    stream: Decompress,
    /// The unpacked size that is declared.
    declared: u64,
}

impl Default for Deflate {
    fn default() -> Self {
        Self { whole: whole::Inflater::default(), stream: Decompress::new(false), declared: u64::MAX }
    }
}

impl Deflate {
    /// Begins an entry that declares to unpack to so many bytes.
    pub(in crate::archive) fn begin(&mut self, declared: u64) {
        self.declared = declared;
        if self.stream.total_in() > 0 {
            self.stream.reset(false);
        }
    }

    pub(super) fn step(&mut self, input: &[u8], output: &mut [u8], last: bool) -> Step {
        if last && self.stream.total_in() == 0 && self.declared <= output.len().saturating_sub(FAST_ROOM) as u64 {
            if let Some(whole) = self.whole.inflate(input, output) {
                return Step { consumed: whole.consumed, produced: whole.produced, state: State::Done };
            }
            // The stream says what is wrong, and yields what stands before it.
            self.declared = u64::MAX;
        }
        inflate(&mut self.stream, input, output, last)
    }
}

/// One step of a stream.
pub(super) fn inflate(inner: &mut Decompress, input: &[u8], output: &mut [u8], last: bool) -> Step {
    let (before_in, before_out) = (inner.total_in(), inner.total_out());
    // With the end in sight zlib need not keep a window for the next call.
    let flush = if last { FlushDecompress::Finish } else { FlushDecompress::None };
    let result = inner.decompress(input, output, flush);
    let consumed = usize::try_from(inner.total_in().wrapping_sub(before_in)).unwrap_or(0);
    let produced = usize::try_from(inner.total_out().wrapping_sub(before_out)).unwrap_or(0);
    let state = match result {
        Ok(flate2::Status::StreamEnd) => State::Done,
        Ok(_) => State::More,
        Err(_) => State::Failed("invalid deflate data".into()),
    };
    Step { consumed, produced, state }
}

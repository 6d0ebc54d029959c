//! Output in whole blocks, for decoders that lose what they unpacked in the call that fails.
//!
//! Without this, how much of a damaged stream is seen would depend on how its bytes were cut into chunks.

use super::{State, Step};

const BLOCK_BYTES: usize = 32 << 10;

/// Holds the block that is being filled.
#[derive(Default)]
pub(super) struct Blocks {
    held: Vec<u8>,
    filled: usize,
    given: usize,
    is_full: bool,
    is_ended: bool,
}

impl Blocks {
    /// One step of a decoder that writes into the block.
    pub(super) fn step(
        &mut self,
        input: &[u8],
        output: &mut [u8],
        mut decode: impl FnMut(&[u8], &mut [u8]) -> Step,
    ) -> Step {
        self.held.resize(BLOCK_BYTES, 0);
        let (mut consumed, mut produced) = (0_usize, 0_usize);
        let state = loop {
            if self.is_full {
                let room = output.get_mut(produced..).unwrap_or_default();
                let ready = self.held.get(self.given..self.filled).unwrap_or_default();
                let count = ready.len().min(room.len());
                if let (Some(room), Some(ready)) = (room.get_mut(..count), ready.get(..count)) {
                    room.copy_from_slice(ready);
                }
                produced = produced.saturating_add(count);
                self.given = self.given.saturating_add(count);
                if self.given < self.filled {
                    break State::More;
                }
                (self.filled, self.given, self.is_full) = (0, 0, false);
            }
            if self.is_ended {
                break State::Done;
            }
            let step = decode(
                input.get(consumed..).unwrap_or_default(),
                self.held.get_mut(self.filled..).unwrap_or_default(),
            );
            consumed = consumed.saturating_add(step.consumed);
            self.filled = self.filled.saturating_add(step.produced);
            match step.state {
                State::Failed(reason) => break State::Failed(reason),
                State::Done => (self.is_full, self.is_ended) = (true, true),
                State::More if self.filled >= BLOCK_BYTES => self.is_full = true,
                State::More if step.consumed == 0 && step.produced == 0 => break State::More,
                State::More => {}
            }
        };
        Step { consumed, produced, state }
    }
}

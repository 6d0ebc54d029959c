//! LZMA as ZIP entries carry it, and what LZMA and XZ share.

use lzma_rust2::{Action, LzmaStream, Status, StreamResult, XzStream};

use super::blocks::Blocks;
use super::{MEMORY_KIB, State, Step};

/// APPNOTE 5.8.8: two bytes of version, two bytes of length, the properties, then raw LZMA.
pub(in crate::archive) struct ZipLzma {
    header: Vec<u8>,
    stream: Option<LzmaStream>,
    blocks: Blocks,
    has_end_mark: bool,
    declared: u64,
}

const HEADER_BYTES: usize = 9;

impl ZipLzma {
    pub(super) fn new(has_end_mark: bool, declared: u64) -> Self {
        Self { header: Vec::new(), stream: None, blocks: Blocks::default(), has_end_mark, declared }
    }

    pub(super) fn step(&mut self, input: &[u8], output: &mut [u8], last: bool) -> Step {
        let mut consumed = 0;
        if self.stream.is_none() {
            consumed = input.len().min(HEADER_BYTES.saturating_sub(self.header.len()));
            self.header.extend_from_slice(input.get(..consumed).unwrap_or_default());
            if self.header.len() < HEADER_BYTES {
                return Step { consumed, produced: 0, state: State::More };
            }
            match self.open() {
                Ok(stream) => self.stream = Some(stream),
                Err(reason) => return Step { consumed, produced: 0, state: State::Failed(reason) },
            }
        }
        let Some(stream) = &mut self.stream else {
            return Step { consumed, produced: 0, state: State::More };
        };
        let rest = input.get(consumed..).unwrap_or_default();
        let mut step =
            self.blocks.step(rest, output, |input, output| step(stream.process(input, output, action(last))));
        step.consumed = step.consumed.saturating_add(consumed);
        step
    }

    fn open(&self) -> Result<LzmaStream, String> {
        let &[_, _, length, 0, properties, d0, d1, d2, d3] = self.header.as_slice() else {
            return Err("invalid LZMA header".into());
        };
        if length != 5 {
            return Err(format!("LZMA header of {length} bytes instead of 5"));
        }
        let size = if self.has_end_mark { u64::MAX } else { self.declared };
        // A distance cannot reach beyond what was unpacked, so a larger dictionary would only cost memory.
        let useful = u32::try_from(size).unwrap_or(u32::MAX).max(1 << 12);
        let dictionary = u32::from_le_bytes([d0, d1, d2, d3]).min(useful);
        let needed = lzma_rust2::lzma_get_memory_usage_by_props(dictionary, properties)
            .map_err(|_| "invalid LZMA properties".to_owned())?;
        if needed > MEMORY_KIB {
            return Err(format!("LZMA data needs {needed} KiB of memory; {MEMORY_KIB} are allowed"));
        }
        LzmaStream::new_with_props(size, properties, dictionary, None).map_err(|_| "invalid LZMA properties".into())
    }
}

/// An XZ file: one stream or more.
pub(in crate::archive) struct Xz {
    stream: XzStream,
    blocks: Blocks,
}

impl Default for Xz {
    fn default() -> Self {
        Self { stream: XzStream::new_mem_limit(true, MEMORY_KIB), blocks: Blocks::default() }
    }
}

impl Xz {
    pub(super) fn step(&mut self, input: &[u8], output: &mut [u8], last: bool) -> Step {
        let stream = &mut self.stream;
        self.blocks.step(input, output, |input, output| step(stream.process(input, output, action(last))))
    }
}

fn action(last: bool) -> Action {
    if last { Action::Finish } else { Action::Run }
}

fn step(result: lzma_rust2::Result<StreamResult>) -> Step {
    match result {
        Ok(result) => {
            let state = if result.status == Status::StreamEnd { State::Done } else { State::More };
            Step { consumed: result.bytes_consumed, produced: result.bytes_produced, state }
        }
        Err(error) => {
            let state = State::Failed(format!("invalid LZMA or XZ data ({error})"));
            Step { consumed: 0, produced: 0, state }
        }
    }
}

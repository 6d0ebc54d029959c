//! Zstandard, pushed: ruzstd takes slices but needs whole blocks, so frames are cut into their blocks here.
//!
//! One block at a time also bounds the memory: a run-length block of four bytes unpacks to 128 KiB.

use ruzstd::decoding::FrameDecoder;

use super::{MEMORY_KIB, State, Step};

const MAGIC: u32 = 0xFD2F_B528;
/// Skippable frames have the magic numbers 0x184D2A50 to 0x184D2A5F.
const SKIPPABLE: u32 = 0x184D_2A50;
/// RFC 8878: no block is larger.
const BLOCK_BYTES: usize = 128 << 10;

/// A decoder of one frame or more.
pub(in crate::archive) struct Zstd {
    frame: Option<FrameDecoder>,
    held: Vec<u8>,
    at: At,
    has_checksum: bool,
    frames: u64,
}

enum At {
    FrameHeader,
    /// Bytes of a skippable frame that are left.
    Skip(u64),
    BlockHeader,
    /// Length of header, contents and, for the last block, the checksum.
    Block(usize, bool),
    /// Unpacked bytes wait to be taken; whether the frame ends then.
    Drain(bool),
}

impl Default for Zstd {
    fn default() -> Self {
        Self { frame: None, held: Vec::new(), at: At::FrameHeader, has_checksum: false, frames: 0 }
    }
}

impl Zstd {
    pub(super) fn step(&mut self, input: &[u8], output: &mut [u8], last: bool) -> Step {
        let mut rest = input;
        let mut produced = 0;
        let state = match self.run(&mut rest, output, &mut produced, last) {
            Ok(state) => state,
            Err(reason) => State::Failed(format!("invalid Zstandard data ({reason})")),
        };
        Step { consumed: input.len().saturating_sub(rest.len()), produced, state }
    }

    fn run(&mut self, rest: &mut &[u8], output: &mut [u8], produced: &mut usize, last: bool) -> Result<State, String> {
        loop {
            match self.at {
                At::FrameHeader => {
                    if self.held.is_empty() && rest.is_empty() {
                        return Ok(if last && self.frames > 0 { State::Done } else { State::More });
                    }
                    if !self.fill(rest, 5) {
                        return Ok(State::More);
                    }
                    let magic = self.word();
                    if magic & 0xFFFF_FFF0 == SKIPPABLE {
                        if !self.fill(rest, 8) {
                            return Ok(State::More);
                        }
                        let length = self
                            .held
                            .get(4..8)
                            .map_or(0, |b| b.iter().rev().fold(0_u64, |sum, &byte| (sum << 8) | u64::from(byte)));
                        self.held.clear();
                        self.at = At::Skip(length);
                        continue;
                    }
                    if magic != MAGIC {
                        return Err("wrong magic number".into());
                    }
                    let descriptor = self.held.get(4).copied().unwrap_or(0);
                    if !self.fill(rest, header_bytes(descriptor)) {
                        return Ok(State::More);
                    }
                    self.has_checksum = descriptor & 4 != 0;
                    let mut frame = FrameDecoder::new();
                    frame.set_max_window_size(u64::from(MEMORY_KIB) << 10);
                    frame.init(self.held.as_slice()).map_err(|error| error.to_string())?;
                    self.frame = Some(frame);
                    self.held.clear();
                    self.at = At::BlockHeader;
                }
                At::Skip(left) => {
                    let take = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
                    *rest = rest.get(take..).unwrap_or_default();
                    let left = left.saturating_sub(take as u64);
                    self.at = if left == 0 { At::FrameHeader } else { At::Skip(left) };
                    self.frames = self.frames.saturating_add(u64::from(left == 0));
                    if left > 0 {
                        return Ok(State::More);
                    }
                }
                At::BlockHeader => {
                    if !self.fill(rest, 3) {
                        return Ok(State::More);
                    }
                    let header = self.word();
                    let is_last = header & 1 == 1;
                    let size = usize::try_from(header >> 3).unwrap_or(usize::MAX);
                    let length = match (header >> 1) & 3 {
                        1 => 1,
                        3 => return Err("reserved block type".into()),
                        _ => size,
                    };
                    if size > BLOCK_BYTES {
                        return Err(format!("block of {size} bytes"));
                    }
                    let checksum = if is_last && self.has_checksum { 4 } else { 0 };
                    self.at = At::Block(length.saturating_add(3).saturating_add(checksum), is_last);
                }
                At::Block(length, is_last) => {
                    if !self.fill(rest, length) {
                        return Ok(State::More);
                    }
                    let Some(frame) = &mut self.frame else { return Err("no frame".into()) };
                    frame.decode_from_to(&self.held, &mut []).map_err(|error| error.to_string())?;
                    self.held.clear();
                    self.at = At::Drain(is_last);
                }
                At::Drain(is_last) => {
                    let Some(frame) = &mut self.frame else { return Err("no frame".into()) };
                    let room = output.get_mut(*produced..).unwrap_or_default();
                    if room.is_empty() {
                        return Ok(State::More);
                    }
                    let read = std::io::Read::read(frame, room).map_err(|error| error.to_string())?;
                    *produced = produced.saturating_add(read);
                    if read > 0 {
                        continue;
                    }
                    if is_last {
                        let stated = frame.get_checksum_from_data();
                        if stated.is_some() && stated != frame.get_calculated_checksum() {
                            return Err("checksum of the frame".into());
                        }
                        self.frame = None;
                        self.frames = self.frames.saturating_add(1);
                    }
                    self.at = if is_last { At::FrameHeader } else { At::BlockHeader };
                }
            }
        }
    }

    /// Collects bytes until `length` are held.
    fn fill(&mut self, rest: &mut &[u8], length: usize) -> bool {
        let take = length.saturating_sub(self.held.len()).min(rest.len());
        self.held.extend_from_slice(rest.get(..take).unwrap_or_default());
        *rest = rest.get(take..).unwrap_or_default();
        self.held.len() >= length
    }

    /// The first four bytes held, or as many as there are.
    fn word(&self) -> u32 {
        self.held.iter().take(4).rev().fold(0, |sum, &byte| (sum << 8) | u32::from(byte))
    }
}

/// Length of a frame header with its magic number, from its descriptor byte (RFC 8878, 3.1.1.1).
fn header_bytes(descriptor: u8) -> usize {
    let is_single = descriptor & 0x20 != 0;
    let window = usize::from(!is_single);
    let dictionary = match descriptor & 3 {
        0 => 0,
        1 => 1,
        2 => 2,
        _ => 4,
    };
    let content = match descriptor >> 6 {
        0 => usize::from(is_single),
        1 => 2,
        2 => 4,
        _ => 8,
    };
    4 + 1 + window + dictionary + content
}

//! One entry of a ZIP: header, contents, data descriptor. The bytes come pushed, or are read by random access.

use crate::archive::Entry;
use crate::archive::codec::{self, Decoder, State, method};
use crate::archive::local;
use crate::archive::nested::Scope;
use crate::archive::walk::cx::{Cx, OUTPUT_BYTES};
use crate::archive::walk::fact::fact;
use crate::archive::walk::header::{self, Local};
use crate::archive::walk::sink::{Begin, End, Sink, without_contents};
use crate::facts::{ObservationKind, ReadState};
use crate::source::{ReadAt, ReadError, Window};

/// The entry that is being passed.
#[derive(Default)]
pub(super) struct Run {
    stage: Stage,
    /// Bytes of header or descriptor, until they are all there.
    held: Vec<u8>,
    output: Vec<u8>,
    decoder: Option<Decoder>,
    sink: Sink,
    path: String,
    /// Where the next byte is in the container.
    position: u64,
    /// Where the next entry, or the directory, begins.
    boundary: u64,
    data_start: u64,
    /// Where the entry ends as the directory has it, without a descriptor.
    data_end: u64,
    local: Option<Local>,
    is_mine: bool,
    /// Whether nested archives are opened.
    is_opened: bool,
    is_damaged: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Idle,
    Header,
    /// Compressed bytes that are left.
    Body(u64),
    /// Contents that are not read, up to this offset.
    Skip(u64),
    Descriptor,
}

/// How an entry is to be passed.
pub(super) struct Plan {
    /// Where the next entry, or the directory, begins.
    pub boundary: u64,
    /// Whether the entry is told; else another batch does, and only its extent is wanted.
    pub is_mine: bool,
    /// Whether nested archives are opened.
    pub is_opened: bool,
}

/// The archive that the entry is in.
#[derive(Clone, Copy)]
pub(super) struct Around<'w> {
    pub source: &'w dyn ReadAt,
    pub scope: &'w Scope,
}

impl Run {
    /// Begins an entry at its header.
    pub(super) fn begin(&mut self, entry: &Entry, plan: &Plan) {
        self.stage = Stage::Header;
        self.held.clear();
        self.position = entry.header_offset;
        self.boundary = plan.boundary;
        self.data_end = entry.header_offset;
        self.local = None;
        self.is_mine = plan.is_mine;
        self.is_opened = plan.is_opened;
        self.is_damaged = false;
    }

    pub(super) fn is_idle(&self) -> bool {
        self.stage == Stage::Idle
    }

    /// Where the next byte is.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Where the entry ends as the directory has it, or where its descriptor ended; known once the header was read.
    pub(super) fn extent_end(&self) -> u64 {
        self.data_end.max(self.position)
    }

    /// Whether the header was read and found.
    pub(super) fn has_header(&self) -> bool {
        self.local.is_some()
    }

    /// Takes bytes; gives how many. Bytes behind a short descriptor are given back: `Err` is only for the source.
    pub(super) fn push(
        &mut self,
        mut chunk: &[u8],
        entry: &Entry,
        around: Around<'_>,
        cx: &mut Cx<'_>,
    ) -> Result<Pushed, ReadError> {
        let before = chunk.len();
        let had_header = self.has_header();
        loop {
            let taken = match self.stage {
                Stage::Idle => break,
                Stage::Header => self.header(chunk, entry, around, cx)?,
                Stage::Body(left) => self.body(chunk, left, entry, around, cx)?,
                Stage::Skip(until) => {
                    let left = until.saturating_sub(self.position);
                    let taken = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
                    if taken as u64 == left {
                        self.stage = self.after_body(entry);
                    }
                    taken
                }
                Stage::Descriptor => {
                    let room = usize::try_from(self.boundary.saturating_sub(self.position)).unwrap_or(usize::MAX);
                    let most = local::DESCRIPTOR_MOST_BYTES.min(room.saturating_add(self.held.len()));
                    let taken = most.saturating_sub(self.held.len()).min(chunk.len());
                    self.held.extend_from_slice(chunk.get(..taken).unwrap_or_default());
                    if self.held.len() >= most {
                        self.position = self.position.saturating_add(taken as u64);
                        let back = self.descriptor(entry, cx);
                        return Ok(Pushed { taken: before.saturating_sub(chunk.len()).saturating_add(taken), back });
                    }
                    taken
                }
            };
            self.position = self.position.saturating_add(taken as u64);
            chunk = chunk.get(taken..).unwrap_or_default();
            // Who passes the entry looks at its extent first.
            if self.has_header() != had_header || (chunk.is_empty() && !self.moves_without_bytes()) {
                break;
            }
        }
        Ok(Pushed { taken: before.saturating_sub(chunk.len()), back: 0 })
    }

    /// Whether the stage can end without any further byte.
    pub(super) fn moves_without_bytes(&self) -> bool {
        match self.stage {
            Stage::Idle | Stage::Header => false,
            Stage::Body(left) => left == 0,
            Stage::Skip(until) => until <= self.position,
            Stage::Descriptor => self.boundary <= self.position,
        }
    }

    fn header(&mut self, chunk: &[u8], entry: &Entry, around: Around<'_>, cx: &mut Cx<'_>) -> Result<usize, ReadError> {
        let mut taken = 0;
        loop {
            let wanted = if self.held.len() < 4 {
                4
            } else if !self.held.starts_with(&local::SIGNATURE) {
                self.miss(entry, around, cx);
                return Ok(taken);
            } else if self.held.len() < local::FIXED_BYTES {
                local::FIXED_BYTES
            } else {
                local::header_length(&self.held).unwrap_or(local::FIXED_BYTES)
            };
            if self.held.len() >= wanted && wanted >= local::FIXED_BYTES {
                break;
            }
            let rest = chunk.get(taken..).unwrap_or_default();
            let take = wanted.saturating_sub(self.held.len()).min(rest.len());
            self.held.extend_from_slice(rest.get(..take).unwrap_or_default());
            taken = taken.saturating_add(take);
            if self.held.len() < wanted {
                return Ok(taken);
            }
        }
        self.start(entry, around, cx);
        Ok(taken)
    }

    /// There is no local header where the directory says.
    fn miss(&mut self, entry: &Entry, around: Around<'_>, cx: &mut Cx<'_>) {
        self.stage = Stage::Skip(self.boundary.max(self.position));
        self.local = None;
        if self.is_mine {
            let file = fact(entry, around.scope);
            let fixed_end = entry.header_offset.saturating_add(local::FIXED_BYTES as u64);
            // The directory alone told of headers beyond the end of the file.
            if fixed_end <= around.source.size_bytes() {
                cx.observe(&file.path, entry.header_offset, ObservationKind::MissingLocalHeader);
            }
            without_contents(file, ReadState::NotRead, cx);
        }
    }

    /// The header is there: decides what to do with the contents.
    fn start(&mut self, entry: &Entry, around: Around<'_>, cx: &mut Cx<'_>) {
        self.path.clear();
        if self.is_mine {
            self.path.push_str(&around.scope.prefix);
            self.path.push_str(&entry.path);
        }
        self.local = header::check(&self.held, entry, &self.path, self.is_mine, cx);
        let length = self.local.map_or(0, |local| local.length);
        self.data_start = entry.header_offset.saturating_add(length);
        self.data_end = self.data_start.saturating_add(entry.compressed_bytes);
        self.held.clear();
        self.stage = Stage::Skip(self.data_end);
        if !self.is_mine {
            return;
        }
        let file = fact(entry, around.scope);
        if entry.encryption.is_some() || entry.flags & 1 != 0 {
            cx.visitor.skip(&file.path, "it is encrypted, so its contents were not checked".into());
            without_contents(file, ReadState::NotRead, cx);
        } else if !codec::is_supported(entry.method) {
            let reason =
                format!("its compression ({}) is not read here, so its contents were not checked", file.method);
            cx.visitor.skip(&file.path, reason);
            without_contents(file, ReadState::NotRead, cx);
        } else if entry.is_directory && entry.uncompressed_bytes == 0 {
            without_contents(file, ReadState::Nothing, cx);
        } else {
            let is_stored = entry.method == method::STORED;
            self.decoder = match entry.method {
                method::DEFLATE => Some(Decoder::Deflate(cx.shared.take_inflater())),
                other => Decoder::for_method(other, entry.flags, entry.uncompressed_bytes),
            };
            if self.output.is_empty() && self.decoder.is_some() {
                self.output = cx.shared.take_output();
            }
            let in_place = is_stored && self.data_end <= around.source.size_bytes();
            let depth = around.scope.depth;
            let offset = entry.header_offset;
            let is_opened = self.is_opened;
            let begin = Begin { file, depth, offset, checksum: true, in_place, is_opened, is_charged: true };
            self.sink.begin(begin, cx);
            self.stage = Stage::Body(entry.compressed_bytes);
        }
    }

    fn body(
        &mut self,
        chunk: &[u8],
        left: u64,
        entry: &Entry,
        around: Around<'_>,
        cx: &mut Cx<'_>,
    ) -> Result<usize, ReadError> {
        let take = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
        let is_last = take as u64 == left;
        let input = chunk.get(..take).unwrap_or_default();
        let Some(decoder) = &mut self.decoder else {
            let goes_on = self.sink.write(input, cx)?;
            let left = left.saturating_sub(take as u64);
            if !goes_on {
                self.end_body(entry, around, left, cx)?;
            } else if left == 0 {
                self.end_body(entry, around, 0, cx)?;
            } else {
                self.stage = Stage::Body(left);
            }
            return Ok(take);
        };
        let mut rest = input;
        loop {
            let step = decoder.step(rest, &mut self.output, is_last);
            rest = rest.get(step.consumed..).unwrap_or_default();
            let produced = self.output.get(..step.produced).unwrap_or_default();
            let goes_on = produced.is_empty() || self.sink.write(produced, cx)?;
            let stuck = step.consumed == 0 && step.produced == 0;
            let reason = match step.state {
                _ if !goes_on => None,
                State::Done => None,
                State::Failed(reason) => Some(reason),
                State::More if !stuck => continue,
                State::More if rest.is_empty() && !is_last => {
                    self.stage = Stage::Body(left.saturating_sub(take as u64));
                    return Ok(take);
                }
                State::More => Some("the compressed data end before the stream does".into()),
            };
            let taken = take.saturating_sub(rest.len());
            if let Some(reason) = reason {
                self.damage(entry, reason, cx);
            }
            self.end_body(entry, around, left.saturating_sub(taken as u64), cx)?;
            return Ok(taken);
        }
    }

    fn damage(&mut self, entry: &Entry, reason: String, cx: &mut Cx<'_>) {
        self.is_damaged = true;
        cx.observe(&self.path, entry.header_offset, ObservationKind::DamagedContents { reason });
    }

    /// The contents are over, with `left` compressed bytes that were not read.
    fn end_body(&mut self, entry: &Entry, around: Around<'_>, left: u64, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        if let Some(Decoder::Deflate(inflater)) = self.decoder.take() {
            cx.shared.give_inflater(inflater);
        }
        let is_read = !self.is_damaged && !self.sink.is_stopped();
        if is_read {
            // The Deflate64 decoder reads ahead by some bytes, so it cannot tell.
            if left > 0 && entry.method != method::DEFLATE64 {
                // The contents may be right all the same, so the entry still counts as read.
                let reason = format!("{left} bytes follow the end of the compressed data within the entry");
                self.damage(entry, reason, cx);
                self.is_damaged = false;
            }
            let count = self.sink.count();
            if count != entry.uncompressed_bytes {
                let declared = entry.uncompressed_bytes;
                self.damage(entry, format!("unpacks to {count} bytes, but {declared} are declared"), cx);
            }
            let crc32 = self.sink.crc32().unwrap_or(0);
            if crc32 != entry.crc32 {
                let reason = format!("CRC-32 is {crc32:08x}, but {:08x} is declared", entry.crc32);
                self.damage(entry, reason, cx);
            }
        }
        let end = if is_read && !self.is_damaged { End::Whole } else { End::Broken };
        let place = Window { source: around.source, offset: self.data_start, length: entry.compressed_bytes };
        self.sink.end(end, Some(place), cx)?;
        // Where the contents end early, the next entry may lie before the declared end.
        self.stage = Stage::Skip(if left > 0 { self.data_end.min(self.boundary) } else { self.data_end });
        Ok(())
    }

    fn after_body(&mut self, entry: &Entry) -> Stage {
        let Some(local) = self.local else { return Stage::Idle };
        self.held.clear();
        let announced = local.has_descriptor || entry.flags & (1 << 3) != 0;
        // Where the contents reach into the next entry, nothing tells where a descriptor would be.
        if announced && self.data_end <= self.boundary { Stage::Descriptor } else { Stage::Idle }
    }

    /// The bytes that may be a descriptor are held; gives how many of them are not its own.
    fn descriptor(&mut self, entry: &Entry, cx: &mut Cx<'_>) -> usize {
        self.stage = Stage::Idle;
        let Some(local) = self.local else { return 0 };
        let path = self.is_mine.then_some(self.path.as_str());
        let length = header::descriptor(&self.held, local, entry, path, cx);
        let back = self.held.len().saturating_sub(length);
        self.position = self.position.saturating_sub(back as u64);
        back
    }

    /// The last bytes that were held for a descriptor.
    pub(super) fn given_back(&self, back: usize) -> &[u8] {
        self.held.get(self.held.len().saturating_sub(back)..).unwrap_or_default()
    }

    /// The container ended before the entry did.
    pub(super) fn cut(&mut self, entry: &Entry, around: Around<'_>, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        match std::mem::take(&mut self.stage) {
            Stage::Header => {
                self.miss(entry, around, cx);
            }
            Stage::Body(_) => {
                let least = (local::FIXED_BYTES as u64).saturating_add(entry.compressed_bytes);
                // As above: told by the directory alone, if it can be.
                if entry.header_offset.saturating_add(least) <= around.source.size_bytes() {
                    let missing = Some(self.data_end.saturating_sub(self.position));
                    cx.observe(&self.path, entry.header_offset, ObservationKind::Truncated { missing });
                }
                self.is_damaged = true;
                self.end_body(entry, around, 0, cx)?;
            }
            Stage::Descriptor => {
                self.descriptor(entry, cx);
            }
            Stage::Idle | Stage::Skip(_) => {}
        }
        self.stage = Stage::Idle;
        Ok(())
    }

    /// Reads one entry by random access.
    pub(super) fn read(
        &mut self,
        entry: &Entry,
        plan: &Plan,
        around: Around<'_>,
        cx: &mut Cx<'_>,
    ) -> Result<(), ReadError> {
        self.begin(entry, plan);
        // One read is enough for a small entry: header with some extra fields, contents, descriptor.
        let guess = entry.compressed_bytes.saturating_add(entry.raw_name.len() as u64).saturating_add(512);
        let mut buffer = Vec::new();
        while !self.is_idle() {
            if !self.fetch(guess, around.source, &mut buffer)? {
                return self.cut(entry, around, cx);
            }
            let mut rest = buffer.as_slice();
            while !self.is_idle() && (!rest.is_empty() || self.moves_without_bytes()) {
                let pushed = self.push(rest, entry, around, cx)?;
                rest = rest.get(pushed.taken..).unwrap_or_default();
            }
        }
        Ok(())
    }

    /// Reads the next bytes, up to `wanted` or a bufferful; `false` at the end of the source.
    pub(super) fn fetch(&mut self, wanted: u64, source: &dyn ReadAt, buffer: &mut Vec<u8>) -> Result<bool, ReadError> {
        let size = source.size_bytes();
        if let Stage::Skip(until) = self.stage {
            self.position = self.position.max(until.min(size));
        }
        let left = size.saturating_sub(self.position);
        buffer.resize(usize::try_from(wanted.min(left)).unwrap_or(usize::MAX).min(OUTPUT_BYTES), 0);
        if buffer.is_empty() {
            return Ok(false);
        }
        source.read_exact_at(self.position, buffer)?;
        Ok(true)
    }

    /// Gives its buffers back.
    pub(super) fn release(&mut self, cx: &mut Cx<'_>) {
        if !self.output.is_empty() {
            cx.shared.give_output(std::mem::take(&mut self.output));
        }
    }
}

/// What [`Run::push`] did.
pub(super) struct Pushed {
    /// Bytes taken from the chunk.
    pub taken: usize,
    /// Bytes that were held for a descriptor and are not its own; see [`Run::given_back`].
    pub back: usize,
}

//! Where an entry's unpacked bytes go: counted, checked, shown to the visitor, kept, or opened as an archive.

use crate::archive::nested::{Kind, Nest, recognise};
use crate::archive::walk::cx::{Cx, unpack_cap};
use crate::archive::{Keep, nested};
use crate::facts::{Content, FileFact, FileType, ObservationKind, ReadState};
use crate::source::{ReadError, Window};

/// A tar archive shows itself in its first 512 bytes, so that many are looked at even if `head_bytes` is smaller.
const LEAST_HEAD: usize = 512;
/// Buffers beyond this are given back after use.
const KEPT_CAPACITY: usize = 1 << 20;
/// Longest link target that is kept, in bytes.
const LINK_BYTES: usize = 4096;

/// Takes one entry's contents after the other.
#[derive(Default)]
pub(in crate::archive) struct Sink {
    file: FileFact,
    depth: usize,
    /// Where the entry is in its container, for observations.
    offset: u64,
    count: u64,
    cap: u64,
    cap_limit: &'static str,
    crc: Option<crc32fast::Hasher>,
    head_bytes: usize,
    head_limit: usize,
    head_done: bool,
    /// The first bytes, then the whole contents if they are kept.
    held: Vec<u8>,
    keep: Option<u64>,
    /// Whether what goes beyond `keep` is left out, rather than all dropped.
    is_cut: bool,
    too_large: bool,
    in_place: bool,
    is_opened: bool,
    is_charged: bool,
    nest: Option<Box<Nest>>,
    stopped: bool,
}

/// What an entry is, to begin with.
pub(in crate::archive) struct Begin {
    pub file: FileFact,
    /// 0 for an entry of the package.
    pub depth: usize,
    /// Where the entry is in its container.
    pub offset: u64,
    /// Whether to compute the CRC-32.
    pub checksum: bool,
    /// Whether the contents lie unpacked in a source, so that they need not be held.
    pub in_place: bool,
    /// Whether it is opened if it is an archive.
    pub is_opened: bool,
    /// Whether its bytes count as unpacked; those of a tar were counted when the tar was.
    pub is_charged: bool,
}

impl Begin {
    /// An entry that is a piece of a stream.
    pub(in crate::archive) fn streamed(file: FileFact, depth: usize, offset: u64) -> Self {
        Self { file, depth, offset, checksum: true, in_place: false, is_opened: true, is_charged: false }
    }
}

/// How an entry ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::archive) enum End {
    /// To the end, and nothing disagreed.
    Whole,
    /// Otherwise: something was observed or skipped.
    Broken,
}

impl Sink {
    /// Begins an entry.
    pub(in crate::archive) fn begin(&mut self, begin: Begin, cx: &mut Cx<'_>) {
        let Begin { file, depth, offset, checksum, in_place, is_opened, is_charged } = begin;
        if depth == 0 {
            cx.shared.budget.reset(file.compressed_bytes, cx.limits);
        }
        (self.cap, self.cap_limit) = unpack_cap(file.compressed_bytes, cx.limits.entry_bytes, "entry_bytes", cx.limits);
        self.file = file;
        self.depth = depth;
        self.offset = offset;
        self.count = 0;
        self.crc = checksum.then(crc32fast::Hasher::new);
        self.head_bytes = usize::try_from(cx.limits.head_bytes).unwrap_or(usize::MAX);
        self.head_limit = self.head_bytes.max(LEAST_HEAD);
        self.head_done = false;
        self.held.clear();
        self.keep = None;
        self.is_cut = false;
        self.too_large = false;
        self.in_place = in_place;
        self.is_opened = is_opened;
        self.is_charged = is_charged;
        self.nest = None;
        self.stopped = false;
    }

    /// Bytes taken so far.
    pub(in crate::archive) fn count(&self) -> u64 {
        self.count
    }

    /// The CRC-32 of what was taken.
    pub(in crate::archive) fn crc32(&self) -> Option<u32> {
        self.crc.as_ref().map(|crc| crc.clone().finalize())
    }

    /// Whether a limit was met.
    pub(in crate::archive) fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Takes some bytes. `false`: a limit was met, and no more will be taken.
    pub(in crate::archive) fn write(&mut self, bytes: &[u8], cx: &mut Cx<'_>) -> Result<bool, ReadError> {
        if self.stopped {
            return Ok(false);
        }
        let room = usize::try_from(self.cap.saturating_sub(self.count)).unwrap_or(usize::MAX);
        let wanted = bytes.len().min(room);
        let taken = if self.is_charged { cx.shared.take(self.depth, wanted) } else { wanted };
        let rest = bytes.get(taken..).unwrap_or_default();
        let bytes = bytes.get(..taken).unwrap_or_default();
        self.take(bytes, cx)?;
        if rest.is_empty() {
            return Ok(true);
        }
        self.stopped = true;
        let (packed, cap, limit) = if taken < wanted {
            (cx.shared.budget.packed, cx.shared.budget.cap, cx.shared.budget.cap_limit)
        } else {
            (self.file.compressed_bytes, self.cap, self.cap_limit)
        };
        // The declared size where it is larger: how much really unpacks is not found out.
        let unpacked = cap.max(self.file.size_bytes);
        // The directory alone told of entries that declare more than `entry_bytes`.
        if limit != "entry_bytes" || self.file.size_bytes <= cap {
            let kind = ObservationKind::Bomb { packed, unpacked, limit: limit.to_owned() };
            cx.observe(&self.file.path, self.offset, kind);
        }
        cx.visitor.skip(
            &self.file.path,
            format!("it unpacks to more than {cap} bytes from {packed} (limit {limit}), so reading stopped there"),
        );
        Ok(false)
    }

    fn take(&mut self, bytes: &[u8], cx: &mut Cx<'_>) -> Result<(), ReadError> {
        if let Some(crc) = &mut self.crc {
            crc.update(bytes);
        }
        self.count = self.count.saturating_add(bytes.len() as u64);
        let mut rest = bytes;
        if !self.head_done {
            let wanted = self.head_limit.saturating_sub(self.held.len()).min(rest.len());
            self.held.extend_from_slice(rest.get(..wanted).unwrap_or_default());
            rest = rest.get(wanted..).unwrap_or_default();
            if self.held.len() < self.head_limit {
                return Ok(());
            }
            self.decide(cx)?;
        }
        if rest.is_empty() {
            return Ok(());
        }
        if let Some(limit) = self.keep {
            if self.is_cut {
                let held = self.held.len() as u64;
                let room = usize::try_from(limit.saturating_sub(held)).unwrap_or(usize::MAX);
                self.held.extend_from_slice(rest.get(..room).unwrap_or(rest));
            } else if self.count > limit {
                self.drop_kept();
            } else {
                self.held.extend_from_slice(rest);
            }
        }
        if let Some(nest) = &mut self.nest {
            nest.push(rest, cx)?;
        }
        Ok(())
    }

    fn drop_kept(&mut self) {
        self.keep = None;
        self.too_large = true;
        self.held.clear();
    }

    /// Shows the first bytes to the visitor and looks whether the entry is an archive.
    fn decide(&mut self, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        self.head_done = true;
        let head = self.held.get(..self.head_bytes.min(self.held.len())).unwrap_or_default();
        if self.file.file_type == FileType::Symlink && self.file.link_target.is_none() {
            let target = self.held.get(..LINK_BYTES.min(self.held.len())).unwrap_or_default();
            self.file.link_target = Some(String::from_utf8_lossy(target).into_owned());
        }
        match cx.visitor.head(&mut self.file, head) {
            Keep::Nothing => {}
            Keep::Whole { limit_bytes } => {
                self.keep = Some(limit_bytes);
                if self.count.max(self.file.size_bytes) > limit_bytes {
                    self.keep = None;
                    self.too_large = true;
                }
            }
            Keep::Beginning { limit_bytes } => {
                self.keep = Some(limit_bytes);
                self.is_cut = true;
            }
        }
        if self.is_opened
            && self.file.file_type == FileType::File
            && let Some(kind) = recognise(&self.held)
        {
            self.nest = self.open(kind, cx);
            if let Some(nest) = &mut self.nest {
                nest.push(&self.held, cx)?;
            }
        }
        if self.keep.is_none() {
            self.held.clear();
        }
        Ok(())
    }

    fn open(&mut self, kind: Kind, cx: &mut Cx<'_>) -> Option<Box<Nest>> {
        let scope = nested::Scope::inside(&self.file.path, self.depth);
        if !scope.is_allowed(cx) {
            return None;
        }
        Some(Box::new(Nest::new(kind, scope, self.file.size_bytes, self.in_place)))
    }

    /// Ends the entry. `place` is where its contents lie unpacked, if they do.
    pub(in crate::archive) fn end(
        &mut self,
        end: End,
        place: Option<Window<'_>>,
        cx: &mut Cx<'_>,
    ) -> Result<(), ReadError> {
        let is_whole = end == End::Whole && !self.stopped;
        if !self.head_done && (is_whole || !self.held.is_empty()) {
            self.decide(cx)?;
        }
        if let Some(nest) = self.nest.take() {
            nest.end(is_whole, place, cx)?;
        }
        if is_whole {
            self.file.size_bytes = self.count;
            self.file.crc32 = self.crc32();
            self.file.read = ReadState::Whole;
            if self.too_large {
                let reason =
                    "it is larger than what is read whole (limit text_bytes), so only its beginning was looked at";
                cx.visitor.skip(&self.file.path, reason.into());
            }
        } else {
            self.file.read = ReadState::NotRead;
        }
        let contents = (is_whole && self.keep.is_some()).then_some(self.held.as_slice());
        cx.visitor.end(std::mem::take(&mut self.file), contents);
        if self.held.capacity() > KEPT_CAPACITY {
            self.held = Vec::new();
        }
        Ok(())
    }
}

/// An entry without contents that can be read: its fact alone.
pub(in crate::archive) fn without_contents(mut file: FileFact, read: ReadState, cx: &mut Cx<'_>) {
    file.read = read;
    if read == ReadState::Nothing {
        file.content = Content::Empty;
    }
    cx.visitor.end(file, None);
}
